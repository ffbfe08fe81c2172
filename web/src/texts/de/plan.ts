// The texts of the screens that look back and plan.

import type { Said } from "..";
import review from "./review.json";
import said from "./said.json";
import targets from "./targets.json";

export const plan: Said<typeof import("../en/plan").plan> = { ...review, ...said, ...targets };
