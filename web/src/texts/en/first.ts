// The texts that the first screen needs.

import add from "./add.json";
import common from "./common.json";
import today from "./today.json";

export const first = { ...common, ...today, ...add };
