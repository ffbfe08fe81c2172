// Where steps and energy out come from, and what they mean for the energy goal.

import { t } from "../../texts";
import { ActivityModeChoice } from "./activity-mode";
import { GoogleData } from "./google-data";
import { UploadFile } from "./upload-file";

export function Activity() {
  return (
    <>
      <p class="muted">{t("fitness.what")}</p>
      <GoogleData />
      <UploadFile />
      <ActivityModeChoice />
    </>
  );
}
