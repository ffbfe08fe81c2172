// Whether everything works between this device and the server: each point in words, and what to do.

import { useEffect, useState } from "preact/hooks";
import { listening } from "../../data/live";
import { now, skew } from "../../lib/clock";
import { t } from "../../texts";
import { timeText } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { check, type Finding } from "./checks";

export function Check() {
  const [findings, setFindings] = useState<Finding[]>([]);
  const [checkedAt, setCheckedAt] = useState(0);
  useEffect(() => {
    void check().then(setFindings);
  }, [listening.value]);
  const again = async () => {
    setFindings(await check());
    setCheckedAt(now());
  };
  const clock: Finding = { name: "clock", well: skew.value === 0 };
  return (
    <>
      {!isSecureContext && <p class="warning">{t("settings.plainHttp")}</p>}
      <ul class="rows checks">
        {[...findings, clock].map(({ name, well }) => (
          <li key={name}>
            <Icon name={well ? "check" : "warning"} />
            <p>
              <b>
                {t(`settings.check.${name}`)}: {t(well ? "settings.well" : "settings.attention")}
              </b>
              <span class="muted">
                {t(well ? `settings.well.${name}` : `settings.not.${name}`)}
              </span>
            </p>
          </li>
        ))}
      </ul>
      <button type="button" onClick={again}>
        {t("settings.checkAgain")}
      </button>
      <p class="muted small said" role="status">
        {checkedAt > 0 && t("settings.checkedAt", { time: timeText(checkedAt) })}
      </p>
    </>
  );
}
