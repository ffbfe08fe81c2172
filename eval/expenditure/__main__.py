"""Judge the expenditure estimate on virtual people and print the figures for docs/progress.md.

The constants of the filter were tuned on other seeds (1 to 1,999) than these.
"""

import os

# The matrices are small: threads of the linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Sequence
from multiprocessing import get_context
from time import perf_counter

import click

from eval.expenditure import report
from eval.expenditure.judge import Verdicts, judge_job
from eval.expenditure.scenarios import SCENARIOS

SEED = 20_000  # never used for tuning
PART = 20  # people that one process takes at a time
ORDINARY_TIMES = 3  # as many people in the ordinary scenario


@click.command(help=__doc__)
@click.option("--people", default=60, show_default=True, help="In each scenario.")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--scenario", "names", multiple=True, help="Only these.")
@click.option("--processes", default=2, show_default=True)
def main(people: int, seed: int, names: Sequence[str], processes: int) -> None:
    began = perf_counter()
    chosen = [each for each in SCENARIOS if not names or each.name in names]
    jobs = []
    for each in chosen:
        count = people * (ORDINARY_TIMES if each.ordinary else 1)
        # Every scenario has people of its own, so that chance does not favour all of them at once.
        first = seed + 1000 * SCENARIOS.index(each)
        jobs += [(each.name, PART, first + part) for part in range(max(count // PART, 1))]
    tuned = (
        "nothing was tuned on them" if seed >= SEED else "not for reporting: tuned on such seeds"
    )
    click.echo(
        f"{PART * len(jobs):,} virtual adults, 90 days each; seeds from {seed:,}: {tuned}.\n"
    )
    click.echo(report.HEADER)
    found: dict[str, list[Verdicts]] = {each.name: [] for each in chosen}
    missed: list[str] = []
    with get_context("spawn").Pool(processes) as pool:
        for (name, _, _), verdicts in zip(jobs, pool.imap(judge_job, jobs), strict=True):
            found[name].append(verdicts)
            if len(found[name]) == sum(job[0] == name for job in jobs):
                scenario = next(each for each in chosen if each.name == name)
                whole = Verdicts.join(found[name])
                click.echo(report.row(scenario, whole))
                missed += report.misses(scenario, whole)
    if "ordinary" in found:
        click.echo(f"\n{report.trend(Verdicts.join(found['ordinary']))}")
    click.echo("\nAims missed:\n" + "\n".join(f"- {each}" for each in missed or ["none"]))
    click.echo(f"\n{perf_counter() - began:.0f} s with {processes} processes.")


if __name__ == "__main__":
    main(prog_name="python -m eval.expenditure")
