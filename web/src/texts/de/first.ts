// The texts that the first screen needs.

import type { Said } from "..";
import add from "./add.json";
import common from "./common.json";
import today from "./today.json";

export const first: Said<typeof import("../en/first").first> = { ...common, ...today, ...add };
