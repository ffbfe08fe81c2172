// The texts of the screens that look back and plan.

import review from "./review.json";
import said from "./said.json";
import targets from "./targets.json";

export const plan = { ...review, ...said, ...targets };
