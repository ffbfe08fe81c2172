// The texts of one language, by screen.

import type { Texts } from "..";
import add from "./add.json";
import charts from "./charts.json";
import coach from "./coach.json";
import common from "./common.json";
import history from "./history.json";
import nutrient from "./nutrient.json";
import progress from "./progress.json";
import scan from "./scan.json";
import settings from "./settings.json";
import signin from "./signin.json";
import today from "./today.json";
import week from "./week.json";
import welcome from "./welcome.json";

export const de: Texts = {
  ...common,
  ...today,
  ...add,
  ...scan,
  ...charts,
  ...history,
  ...week,
  ...nutrient,
  ...progress,
  ...coach,
  ...settings,
  ...signin,
  ...welcome,
};
