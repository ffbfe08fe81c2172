// What is to be said about a search: that it goes on, what is missing, what went wrong.

import { barcodeOf } from "../../data/barcodes";
import { t } from "../../texts";
import type { Finding } from "./finding";

export interface Said {
  shown: string;
  said: string; // to who does not see the list
  retry: boolean;
}

export function noteOf(finding: Finding, text: string, rows: number): Said {
  const shown = shownNote(finding, text);
  const n = finding.foods.length;
  const found = finding.done && n && rows ? t("add.found", { n }) : "";
  const { problem } = finding;
  return { shown, said: shown || found, retry: Boolean(problem?.passes) };
}

function shownNote({ kind, foods, done, draft, problem }: Finding, text: string): string {
  if (kind === "nothing" || draft) return "";
  if (problem?.status === 0) return offline(kind, foods.length);
  if (kind === "barcode") {
    if (!barcodeOf(text)) return t("add.noBarcode");
    if (problem?.code === "UnknownBarcode") return t("add.unknownBarcode");
    if (problem?.code === "BarcodesAway") return t("add.barcodesAway");
  }
  if (problem) return problem.message;
  if (!done) return foods.length ? "" : t(kind === "name" ? "add.searching" : "add.reading");
  if (kind === "sentence") return t("add.notRead");
  return foods.length ? "" : t("add.nothing");
}

function offline(kind: Finding["kind"], found: number): string {
  if (kind === "barcode") return t("add.offlineBarcode");
  if (kind === "sentence") return t("add.offlineSentence");
  return found ? t("add.offline") : t("add.offlineNothing");
}

export function Note({ note, again }: { note: Said; again: () => void }) {
  if (!note.shown) return null;
  return (
    <div class="found-note muted">
      <p>{note.shown}</p>
      {note.retry && (
        <button type="button" class="quiet" onClick={again}>
          {t("do.retry")}
        </button>
      )}
    </div>
  );
}
