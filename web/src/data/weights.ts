// The weighings that the server has confirmed, as far as this device has read them.

import { send } from "../api/client";
import type { Weight } from "../api/types";
import { copiesOf } from "./copies";
import { user } from "./session";

const AT_ONCE = 1000; // as many as the server gives at once

export const weights = copiesOf<Weight>(
  "weights",
  ({ _id }) => _id,
  async (first, last) => {
    const path = `weights/${user.value?._id}?from=${first}&to=${last}&limit=${AT_ONCE}`;
    const found: Weight[] = [];
    let page = await send<Weight[]>("GET", path);
    found.push(...page);
    while (page.length === AT_ONCE) {
      const end = page.at(-1) as Weight;
      page = await send<Weight[]>("GET", `${path}&before=${Date.parse(end.at)}-${end._id}`);
      found.push(...page);
    }
    return found;
  },
);
