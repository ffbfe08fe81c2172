// Server-sent events over fetch: EventSource can neither POST nor name a Last-Event-ID at its start.

export interface ServerEvent {
  id: string | undefined;
  event: string;
  data: string;
}

const SILENCE = 45_000; // ms: the server says something more often, if only a comment

/** The events of a reply, until it ends. Raises when the connection breaks or falls silent. */
export async function* eventsOf(reply: Response): AsyncGenerator<ServerEvent> {
  if (!reply.body) return;
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await patiently(reader.read());
      if (done) return;
      text += value.replace(/\r\n?/g, "\n");
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** One event of its lines; a comment alone is none, unless it brings an id. */
function parse(block: string): ServerEvent | undefined {
  const found: ServerEvent = { id: undefined, event: "", data: "" };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, name, value = ""] = /^(\w*):? ?(.*)$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "id") found.id = value;
    else if (name === "event") found.event = value;
  }
  found.data = data.join("\n");
  return found.id === undefined && !data.length && !found.event ? undefined : found;
}

async function patiently<Result>(promise: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("silence")), SILENCE);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}
