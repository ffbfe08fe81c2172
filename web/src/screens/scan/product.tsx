// What a barcode stands for: an amount and "Add", or a short form where nobody knows it.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { FoundFood } from "../../api/types";
import { byBarcode } from "../../data/foods";
import { barcodeHere } from "../../data/kept-foods";
import { t } from "../../texts";
import { AmountPanel } from "../add/amount-panel";
import type { Place } from "../add/place";
import { UnknownProduct } from "./unknown-product";

interface Props {
  code: string;
  place: Place;
  next: () => void; // the next barcode
}

export function Product({ code, place, next }: Props) {
  const [food, setFood] = useState<FoundFood>();
  const [problem, setProblem] = useState<Problem>();
  const said = useRef<HTMLParagraphElement>(null);
  const look = () => {
    setProblem(undefined);
    byBarcode(code).then(setFood, (problem: Problem) => {
      setProblem(problem);
      if (problem.passes) setFood(barcodeHere(code));
    });
  };
  useEffect(look, [code]);
  useEffect(() => said.current?.focus(), []);
  if (food) return <AmountPanel food={food} place={place} autoFocus back={next} added={next} />;
  if (problem?.status === 404) {
    return (
      <UnknownProduct
        code={code}
        place={place}
        next={next}
        away={problem.code !== "UnknownBarcode"}
      />
    );
  }
  return (
    <>
      <p role="status" tabIndex={-1} ref={said}>
        {problem ? words(problem, code) : t("scan.lookingUp", { code })}
      </p>
      <div class="pair">
        {problem && (
          <button type="button" class="primary" onClick={look}>
            {t("do.retry")}
          </button>
        )}
        <button type="button" onClick={next}>
          {t("scan.another")}
        </button>
      </div>
    </>
  );
}

function words(problem: Problem, code: string): string {
  return problem.status === 0 ? t("scan.offline", { code }) : problem.message;
}
