// Which meals and foods the energy came from.

import type { Breakdown } from "../../api/types";
import { changes } from "../../data/points";
import { t } from "../../texts";
import { NoAnswer } from "../../ui/no-answer";
import { useAnswer } from "../../ui/use-answer";
import { type Answer, breakdownPath, sourcesAddress } from "../sources/ask";
import { Bars } from "../sources/bars";
import type { Span } from "./span";

const FOODS = 5;

export function CameFrom({ span }: { span: Span }) {
  const version = changes.value;
  const ask = { nutrient: "calories", span } as const;
  const meals = useAnswer<Breakdown>(breakdownPath({ ...ask, by: "mealType" }), version);
  const foods = useAnswer<Breakdown>(breakdownPath({ ...ask, by: "food" }, FOODS), version);
  const missing = [meals, foods].find((each) => !each.answer && each.problem);
  return (
    <section class="card came-from" aria-labelledby="came-from">
      <h2 id="came-from">{t("review.cameFrom")}</h2>
      {meals.answer && foods.answer ? (
        <>
          <Part title={t("review.byMeal")} of={meals.answer} />
          <Part title={t("review.topFoods")} of={foods.answer} />
          <a class="quiet-link" href={sourcesAddress({ ...ask, by: "food" })}>
            {t("review.allSources")}
          </a>
        </>
      ) : missing ? (
        <NoAnswer of={missing} offline={t("review.offline")} />
      ) : (
        <p class="muted">{t("app.loading")}</p>
      )}
    </section>
  );
}

function Part({ title, of }: { title: string; of: Answer }) {
  return (
    <div>
      <h3>{title}</h3>
      <Bars of={of} nutrient="calories" />
    </div>
  );
}
