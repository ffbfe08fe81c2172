// Starts the app: the person's language and colours, what the device kept, then the network.

import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import { user } from "./data/session";
import { open, refresh } from "./data/start";
import { read } from "./lib/local";
import { followLinks } from "./lib/router";
import { showTheme } from "./lib/theme";
import { serveOffline } from "./lib/worker";
import { locale, speak, t } from "./texts";

showTheme();
await speak([user.value?.locale ?? read<string>("locale") ?? "", ...navigator.languages]);
effect(() => {
  const wanted = user.value?.locale;
  if (wanted && wanted !== locale.peek()) void speak([wanted]);
});
followLinks();
try {
  await open();
} catch (problem) {
  console.warn(t("app.notLoaded"), problem);
}
render(<App />, document.getElementById("app") as HTMLElement);
void refresh();
// Back from Google. What is loaded needs all of this, so it is not waited for.
if (user.value && read("viaGoogle"))
  void import("./screens/signin/arrive").then(({ arrive }) => arrive());
void serveOffline();
