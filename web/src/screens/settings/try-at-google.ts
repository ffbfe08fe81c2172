// What is asked of Google through the server, and in words why it did not work.

import { Problem } from "../../api/client";
import { has, t } from "../../texts";
import { say } from "../../ui/toast";
import { inWords } from "./form";

/** Does it, and says it when that fails. Answers whether it went well. */
export async function tryAtGoogle(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const key = `fitness.refused.${problem.code}`;
    say(has(key) ? t(key) : inWords(problem));
    return false;
  }
}
