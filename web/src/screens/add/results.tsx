// The list of what fits, and what else can be done with the text.

import type { FoundFood } from "../../api/types";
import { barcodeOf } from "../../data/barcodes";
import { keyOf } from "../../data/kept-foods";
import { navigate } from "../../lib/router";
import { t } from "../../texts";
import type { IconName } from "../../ui/icons";
import type { Finding } from "./finding";
import { ActionRow, FoundRow, type Way } from "./found-row";
import { readsSentences } from "./kind";
import { type Place, pathTo } from "./place";

export interface Row {
  key: string;
  food?: FoundFood;
  icon?: IconName;
  text?: string;
  act?: () => void;
}

const LONGEST_NAME = 200;

/** The foods; then, once all of them are here, the rest, so that nothing moves. */
export function rowsOf(finding: Finding, text: string, place: Place, read: () => void): Row[] {
  const { foods, kind, done, problem } = finding;
  const rows: Row[] = foods.map((food) => ({ key: keyOf(food).replace(/\s/g, "_"), food }));
  // Without the network neither a sentence is read nor a food made, as the note says.
  if (!done || problem?.status === 0) return rows;
  const name = text.trim();
  if (kind === "barcode") {
    const barcode = barcodeOf(text);
    const act = () => navigate(pathTo("/food/new", place, { barcode: barcode ?? "" }));
    if (barcode && !foods.length)
      rows.push({ key: "-create", icon: "add", text: t("add.createBarcode", { barcode }), act });
    return rows;
  }
  if (kind !== "sentence" && name.includes(" ")) {
    const text = readsSentences() ? t("add.read") : t("add.readEnglish");
    rows.push({ key: "-read", icon: "coach", text, act: read });
  }
  const create = () => navigate(pathTo("/food/new", place, { name: name.slice(0, LONGEST_NAME) }));
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  rows.push({ key: "-create", icon: "add", text: t("add.create", { name: shown }), act: create });
  return rows;
}

interface Props {
  id: string;
  rows: Row[];
  active: Row | undefined;
  choose: (food: FoundFood, way: Way) => void;
}

export function Results({ id, rows, active, choose }: Props) {
  if (!rows.length) return null;
  const common = (row: Row) => ({ id: `${id}-${row.key}`, active: row === active });
  return (
    // Pressing a row leaves the focus in the field, and the keyboard of a phone open.
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t("add.results")}
      onMouseDown={(event) => event.preventDefault()}
    >
      {rows.map((row) =>
        row.food ? (
          <FoundRow
            key={row.key}
            {...common(row)}
            food={row.food}
            choose={(way) => choose(row.food as FoundFood, way)}
          />
        ) : (
          <ActionRow
            key={row.key}
            {...common(row)}
            icon={row.icon ?? "add"}
            text={row.text ?? ""}
            act={() => row.act?.()}
          />
        ),
      )}
    </div>
  );
}
