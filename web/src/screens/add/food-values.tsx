// What is known of a food: its values per 100 g, and what its portions weigh.

import type { FoundFood } from "../../api/types";
import { t } from "../../texts";
import { grams, precise } from "../../texts/format";
import { ALWAYS, NUTRIENTS } from "./nutrients";

export function FoodValues({ food }: { food: FoundFood }) {
  const { per100g, portions = [], source } = food;
  if (!per100g) return null;
  const known = NUTRIENTS.filter(([id]) => per100g[id] !== undefined);
  const shown = NUTRIENTS.filter(([id]) => ALWAYS.includes(id) || per100g[id] !== undefined);
  return (
    <section class="card stack" aria-labelledby="values-title">
      <h2 id="values-title">{t("add.valuesPer100g")}</h2>
      <p class="muted small">
        {t("add.coverage", { n: known.length, all: NUTRIENTS.length })}
        {source && source.name !== "own" && ` ${t("add.source", { ...source })}`}
      </p>
      <table class="values">
        <caption class="hide">{t("add.valuesPer100g")}</caption>
        <tbody>
          {shown.map(([id, unit]) => (
            <tr key={id}>
              <th scope="row">
                {ALWAYS.includes(id) ? t(`macro.${id as "fat"}`) : t(`nutrient.${id as "iron"}`)}
              </th>
              <td>
                {per100g[id] === undefined ? (
                  <>
                    <span aria-hidden="true">–</span>
                    <span class="hide">{t("add.unknown")}</span>
                  </>
                ) : (
                  `${precise(per100g[id])} ${unit}`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {portions.length > 0 && (
        <>
          <h3>{t("add.portions")}</h3>
          <ul class="portions">
            {portions.map((portion) => (
              <li key={portion.name}>
                {portion.name} <span class="muted">{grams(portion.grams)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
