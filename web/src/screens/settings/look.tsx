// The language, the units and the colours.

import { useState } from "preact/hooks";
import type { Units } from "../../api/types";
import { changeProfile, user } from "../../data/session";
import { read, write } from "../../lib/local";
import { chooseTheme, THEMES, theme } from "../../lib/theme";
import { t } from "../../texts";
import { attempt } from "../../ui/toast";
import { Choice, Field } from "./form";
import { LanguageSelect } from "./language";
import { UnitsChoice } from "./person";

export function Look() {
  const [wanted, setWanted] = useState<Units>();
  const [shortcuts, setShortcuts] = useState(read<boolean>("shortcuts") ?? true);
  const switchShortcuts = (event: Event) => {
    const { checked } = event.currentTarget as HTMLInputElement;
    setShortcuts(checked);
    write("shortcuts", checked);
  };
  const chooseUnits = async (units: Units) => {
    setWanted(units);
    await attempt(() => changeProfile({ units }));
    setWanted(undefined); // when it failed, the old ones are shown again
  };
  return (
    <>
      <Field label={t("settings.language")}>
        {() => <LanguageSelect chosen={(locale) => attempt(() => changeProfile({ locale }))} />}
      </Field>
      <UnitsChoice value={wanted ?? user.value?.units ?? "metric"} choose={chooseUnits} />
      <Choice
        legend={t("settings.theme")}
        value={theme.value}
        options={THEMES.map((each) => [each, t(`settings.theme.${each}`)] as const)}
        choose={chooseTheme}
      />
      <label class="switch">
        <input type="checkbox" checked={shortcuts} onChange={switchShortcuts} />
        {t("settings.shortcuts")}
      </label>
    </>
  );
}
