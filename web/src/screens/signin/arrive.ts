// Somebody comes back from Google for the first time: Google tells nothing of this device, so we do.

import { changeProfile, user } from "../../data/session";
import { now } from "../../lib/clock";
import { write } from "../../lib/local";
import { navigate } from "../../lib/router";
import { device, VIA_GOOGLE } from "./enter";

const JUST_NOW = 10 * 60_000; // ms

export function arrive(): void {
  write(VIA_GOOGLE, undefined);
  const { createdAt, locale } = user.value ?? {};
  // Whoever signs up here says their language; an account that Google made has none.
  if (!createdAt || locale || now() - Date.parse(createdAt) > JUST_NOW) return;
  navigate("/welcome", { replace: true });
  void changeProfile(device()).catch(() => undefined); // the settings ask for it too
}
