"""Things to do that cost energy, and how much.

Source: 2024 Adult Compendium of Physical Activities, Herrmann et al. 2024, J Sport Health Sci 13:6
(pacompendium.com), measured on adults of 19 to 59 years. A MET is an average: people differ.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nutritrack.targets.sources import rows

TABLE = "activities.tsv"
HEADINGS = {
    "01": "Bicycling",
    "02": "Conditioning exercise",
    "03": "Dancing",
    "05": "Home activities",
    "08": "Lawn and garden",
    "12": "Running",
    "15": "Sports",
    "17": "Walking",
    "18": "Water activities",
    "19": "Winter activities",
}
MODERATE, HARD = 3.0, 6.0  # METs at which moderate and vigorous effort begin (WHO 2020)


class Level(StrEnum):
    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"


class Place(StrEnum):
    HOME = "home"
    OUTSIDE = "outside"
    GYM = "gym"  # or a hall, a pool, a studio


class Effect(StrEnum):
    STRENGTH = "strength"
    CARDIO = "cardio"
    MOBILITY = "mobility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    id: str
    code: str  # of the compendium
    edition: int  # of the compendium
    met: float  # energy as a multiple of that at rest, 1 kcal per kg and hour
    names: dict[str, str]  # by language, "en" and "de"
    effects: tuple[Effect, ...]  # the main one first
    places: frozenset[Place]
    equipment: frozenset[str]
    low_impact: bool  # gentle to the joints

    @property
    def heading(self) -> str:
        return HEADINGS[self.code[:2]]

    @property
    def level(self) -> Level:
        if self.met < MODERATE:
            return Level.EASY
        return Level.MODERATE if self.met < HARD else Level.HARD

    def energy(self, weight: float, minutes: float) -> float:
        """kcal that somebody of `weight` kg spends in that time, rest included."""
        return self.met * weight * minutes / 60

    def net_energy(self, weight: float, minutes: float) -> float:
        """kcal beyond what rest would have taken: what the activity adds to a day."""
        return (self.met - 1) * weight * minutes / 60


@cache
def activities() -> dict[str, Activity]:
    """All of them, by id."""
    found = {}
    for id_, code, edition, met, en, de, effects, places, equipment, low_impact in rows(TABLE):
        found[id_] = Activity(
            id=id_,
            code=code,
            edition=int(edition),
            met=float(met),
            names={"en": en, "de": de},
            effects=tuple(map(Effect, effects.split(","))),
            places=frozenset(map(Place, places.split(","))),
            equipment=frozenset() if equipment == "-" else frozenset(equipment.split(",")),
            low_impact={"low": True, "high": False}[low_impact],
        )
    return found
