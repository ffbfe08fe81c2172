"""The verdicts as a table, and where the aims are missed."""

import numpy as np

from eval.expenditure.judge import CHECKED, Verdicts
from eval.expenditure.scenarios import Scenario

AIMS = {28: (150, 200), 60: (80, 110)}  # kcal: ordinary, every other scenario
LEAST_INSIDE, MOST_INSIDE = 0.85, 0.97
PEERS = ("SparkyFitness", "NutriTrace")
PEER_DAY, PEER_SHARE = 60, 0.5

HEADER = (
    "| scenario | MAE, kcal, day 14 / 28 / 60 / 90 | inside the 90 % interval | half width | bias "
    "| equation | regression | SparkyFitness | NutriTrace |\n|---|---|---|---|---|---|---|---|---|"
)


def row(scenario: Scenario, verdicts: Verdicts) -> str:
    cells = [
        _slashed(np.abs(verdicts.error).mean(0), ".0f"),
        _slashed(verdicts.inside.mean(0), ".2f"),
        _slashed(verdicts.width.mean(0), ".0f"),
        _slashed(verdicts.error.mean(0), "+.0f"),
        *(_slashed(np.abs(errors).mean(0), ".0f") for errors in verdicts.others.values()),
    ]
    return f"| {scenario.name}: {scenario.about} | " + " | ".join(cells) + " |"


def misses(scenario: Scenario, verdicts: Verdicts) -> list[str]:
    """What is worse than the aim, one text for each."""
    found = []
    mae = dict(zip(CHECKED, np.abs(verdicts.error).mean(0).tolist(), strict=True))
    count = len(verdicts.error)
    for day, (ordinary, other) in AIMS.items():
        aim = ordinary if scenario.ordinary else other
        if mae[day] > aim:
            found.append(f"day {day}: MAE {mae[day]:.0f} kcal, aim {aim}")
    for day, inside in zip(CHECKED, verdicts.inside.mean(0).tolist(), strict=True):
        if not LEAST_INSIDE <= inside <= MOST_INSIDE:
            chance = (inside * (1 - inside) / count) ** 0.5
            found.append(
                f"day {day}: {inside:.3f} inside (+-{chance:.3f} by chance), aim 0.85-0.97"
            )
    column = CHECKED.index(PEER_DAY)
    for peer in PEERS:
        theirs = float(np.abs(verdicts.others[peer][:, column]).mean())
        if mae[PEER_DAY] > PEER_SHARE * theirs:
            share = mae[PEER_DAY] / theirs
            found.append(f"day {PEER_DAY}: {share:.2f} of the error of {peer}, aim below 0.50")
    return [f"{scenario.name}, {each}" for each in found]


def trend(verdicts: Verdicts) -> str:
    error, inside = np.abs(verdicts.trend_error).mean(0), verdicts.trend_inside.mean(0)
    return f"Trend weight: MAE {_slashed(error, '.2f')} kg, {_slashed(inside, '.2f')} inside."


def _slashed(values: np.ndarray, form: str) -> str:  # type: ignore[type-arg]
    return " / ".join(format(value, form) for value in values.tolist())
