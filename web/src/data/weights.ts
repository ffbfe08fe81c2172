// The weighings that the server has confirmed, as far as this device has read them.

import { sendForAll } from "../api/client";
import type { Weight } from "../api/types";
import { copiesOf } from "./copies";
import { user } from "./session";

const AT_ONCE = 1000; // as many as the server gives at once

export const weights = copiesOf<Weight>(
  "weights",
  ({ _id }) => _id,
  (first, last) => {
    const path = `weights/${user.value?._id}?from=${first}&to=${last}`;
    return sendForAll<Weight>(path, AT_ONCE, ({ at }) => at);
  },
);
