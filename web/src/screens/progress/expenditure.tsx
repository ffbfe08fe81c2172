// Expenditure, what the number means, and what it stands on.

import type { ProgressCourse, ProgressDay } from "../../api/types";
import type { DayPoint } from "../../data/points";
import { t } from "../../texts";
import { Drivers } from "./drivers";
import { ExpenditureChart } from "./expenditure-chart";

interface Props {
  points: readonly DayPoint[];
  of: ReadonlyMap<string, ProgressDay>;
  course: ProgressCourse;
}

export function Expenditure({ points, of, course: { latest, drivers } }: Props) {
  return (
    <section class="card stack expenditure">
      {latest ? (
        <>
          <ExpenditureChart points={points} of={of} latest={latest} />
          <p class="muted small">{t("progress.scale")}</p>
          {drivers && <Drivers drivers={drivers} />}
        </>
      ) : (
        <>
          <h2>{t("progress.expenditure")}</h2>
          <p>{t("progress.noEstimate")}</p>
        </>
      )}
    </section>
  );
}
