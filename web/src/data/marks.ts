// What the person said of the diary of a day, as far as the server has confirmed it here.

import { send } from "../api/client";
import type { DayMark } from "../api/types";
import { copiesOf } from "./copies";
import { user } from "./session";

/** By day. */
export const marks = copiesOf<DayMark>(
  "marks",
  ({ day }) => day,
  (first, last) => send<DayMark[]>("GET", `days/${user.value?._id}?from=${first}&to=${last}`),
);
