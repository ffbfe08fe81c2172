// A text of the conversation: paragraphs, simple lists and bold words. Nothing is read as HTML.

interface Block {
  kind: "lines" | "list";
  lines: string[];
}

export function Said({ text }: { text: string }) {
  return (
    <>
      {blocksOf(text).map(({ kind, lines }, at) =>
        kind === "list" ? (
          <ul key={at}>
            {lines.map((line, at) => (
              <li key={at}>{bold(line)}</li>
            ))}
          </ul>
        ) : (
          <p key={at}>{bold(lines.join("\n"))}</p>
        ),
      )}
    </>
  );
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, item] = /^\s*[-*•]\s+(.+)$/.exec(line) ?? [];
    const kind = item === undefined ? "lines" : "list";
    if (!line.trim()) {
      open = undefined;
      continue;
    }
    if (open?.kind !== kind) {
      open = { kind, lines: [] };
      blocks.push(open);
    }
    open.lines.push(item ?? line);
  }
  return blocks;
}

function bold(line: string) {
  const parts = line.split(/\*\*(\S(?:.*?\S)?)\*\*/);
  return parts.map((part, at) => (at % 2 ? <strong key={at}>{part}</strong> : part));
}
