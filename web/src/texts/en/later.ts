// The texts of the screens that are loaded when somebody goes there.

import charts from "./charts.json";
import coach from "./coach.json";
import fitness from "./fitness.json";
import history from "./history.json";
import nutrient from "./nutrient.json";
import progress from "./progress.json";
import scan from "./scan.json";
import settings from "./settings.json";
import signin from "./signin.json";
import week from "./week.json";
import weighing from "./weighing.json";
import welcome from "./welcome.json";

export const later = {
  ...scan,
  ...charts,
  ...fitness,
  ...history,
  ...week,
  ...nutrient,
  ...progress,
  ...coach,
  ...settings,
  ...signin,
  ...weighing,
  ...welcome,
};
