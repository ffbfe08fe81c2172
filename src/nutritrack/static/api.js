// Talks to the API. The session is a cookie that no script can read.

const PATIENCE = 30_000; // ms

/** What went wrong, in words; `status` is 0 when no answer came. */
export class Problem extends Error {
  constructor(status, { detail, code, fields = [], methods = [] } = {}) {
    super(detail ?? `The server answered ${status}. Try again.`);
    Object.assign(this, { status, code, fields, methods });
  }
}

export async function send(method, path, body, headers = {}) {
  let reply, text;
  try {
    const request = { method, headers, signal: AbortSignal.timeout(PATIENCE) };
    if (body) {
      request.headers = { "Content-Type": "application/json", ...headers };
      request.body = JSON.stringify(body);
    }
    reply = await fetch(`/api/${path}`, request);
    text = await reply.text();
  } catch {
    throw new Problem(0, { detail: "The server cannot be reached. Try again." });
  }
  const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson && text ? JSON.parse(text) : undefined;
  if (!reply.ok) throw new Problem(reply.status, answer);
  return answer;
}

/** An ObjectId: the seconds, then chance. crypto.randomUUID is absent on plain http. */
export function newId() {
  const chance = crypto.getRandomValues(new Uint8Array(8));
  const hex = (number, digits) => number.toString(16).padStart(digits, "0");
  return hex(Math.floor(Date.now() / 1000), 8) + Array.from(chance, (byte) => hex(byte, 2)).join("");
}

/** Stores a meal under our id. Safe to repeat after a failure, also with a changed meal. */
export async function putMeal(userId, id, meal) {
  const path = `meals/${userId}/${id}`;
  try {
    return await send("PUT", path, meal);
  } catch (problem) {
    // An earlier try had arrived after all, and was changed or deleted since.
    if (problem.status === 409) return send("PUT", path, meal, { "If-Match": "*" });
    if (problem.status === 410) return send("PUT", `meals/${userId}/${newId()}`, meal);
    throw problem;
  }
}
