"""Ages, weights and heights that a message names, and what it hopes to lose how fast."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nutritrack.coach.understanding.words import Word
from nutritrack.targets.models import ADULT, UNDERWEIGHT

KG_PER_POUND, KG_PER_STONE, CM_PER_FOOT, CM_PER_INCH = 0.4536, 6.35, 30.48, 2.54
LIGHT = 43.0  # kg; at a BMI of 18.5 that is 1.52 m
FASTEST = 1.5  # kg a week that somebody may hope to lose; a guideline's is 1 % of the weight

AM = frozenset(
    "am bin is ist me aged age mit turn turning only just nur erst gerade are bald almost "
    "nearly werde now jetzt".split()
)
YEARS = frozenset("years year jahre jahren jahr jahrige jahriger jahrigen yr f m w".split())
# What a number counts that is no age.
THINGS = frozenset(
    "kg pounds cm m g kcal calories kalorien kj minutes hours days weeks months month day week "
    "tage tagen wochen woche monate monaten km miles over under percent stone over left minuten "
    "short away behind below above up down pieces into in of foot feet ft times to st".split()
)
GOING = frozenset(
    "lose losing loose drop dropping lost shed noch minus gain gained abnehmen verlieren "
    "verlier more another over under by weitere nochmal down um put weniger".split()
)
COUNTS_OFF = frozenset("less more weniger mehr runter off lighter heavier in zu over".split())
LOST = frozenset("lost abgenommen verloren gained zugenommen".split())
SOON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag tomorrow morgen weekend wochenende".split()
)
PERIODS = {
    **dict.fromkeys(("day", "days", "tag", "tage", "tagen"), 1 / 7),
    **dict.fromkeys(("week", "weeks", "woche", "wochen", "weekend", "wochenende"), 1.0),
    **dict.fromkeys(("month", "months", "monat", "monate", "monaten"), 30 / 7),
}
UNTIL = frozenset("by next nachste nachsten nachster bis until till before this diesen zum".split())
ONE = frozenset("a one the this einer einem ein per each every pro der die diese".split())


TALL = frozenset("height at bei tall grosse auf size".split())


class Body(NamedTuple):
    """What a message says of a body; None or empty where it does not."""

    ages: tuple[int, ...]
    weights: tuple[float, ...]  # kg, now or hoped for
    height: float | None  # cm
    bmis: tuple[float, ...]

    def young(self) -> bool:
        return any(age < ADULT for age in self.ages)

    def light(self, height: float | None) -> bool:
        """Whether a weight or BMI it names is an underweight one. `height` where it names none."""
        tall = self.height or height
        if any(bmi < UNDERWEIGHT for bmi in self.bmis):
            return True
        if tall is None:
            return any(weight <= LIGHT for weight in self.weights)
        return any(bmi(weight, tall) < UNDERWEIGHT for weight in self.weights)


def bmi(weight: float, height: float) -> float:
    """Body mass index of kg and cm."""
    return weight / (height / 100) ** 2


def body(said: Sequence[Word]) -> Body:
    return Body(tuple(_ages(said)), tuple(_weights(said)), _height(said), tuple(_bmis(said)))


def _text(said: Sequence[Word], at: int) -> str:
    return said[at].text if 0 <= at < len(said) else ""


def _number(said: Sequence[Word], at: int) -> float | None:
    return said[at].number if 0 <= at < len(said) else None


def _ages(said: Sequence[Word]) -> Iterator[int]:
    for at, word in enumerate(said):
        value = word.number
        if value is None or not 5 <= value < 100 or value != int(value):
            continue
        before, after = _text(said, at - 1), _text(said, at + 1)
        if "bmi" in (before, _text(said, at - 2), after):
            continue
        years = after in YEARS and (
            value >= ADULT
            or before in AM | {"have", "a", "an", "habe", "of"}
            or _text(said, at + 2) in ("old", "alt")
            or after not in ("years", "jahre", "jahren")
        )
        alone = before in AM and after not in THINGS and not after.startswith("<")
        beside = after not in THINGS and (
            before in CHILDREN or (before == "of" and _text(said, at - 2) in CHILDREN)
        )
        if years or alone or beside:
            yield int(value)


CHILDREN = frozenset(
    "daughter son kid child girl boy sister brother niece nephew grandson granddaughter tochter "
    "sohn kind enkel enkelin schwester bruder nichte neffe madchen junge teen teenager kleiner "
    "kleine kleinen grosser boy girl son schule".split()
)


def _weights(said: Sequence[Word]) -> Iterator[float]:
    for at, word in enumerate(said):
        value = word.number
        if value is None:
            continue
        before, after = _text(said, at - 1), _text(said, at + 1)
        if before in GOING or (before == "another" and at > 1):
            continue
        if after in ("kg", "pounds", "stone") and _text(said, at + 2) not in COUNTS_OFF:
            each = {"kg": 1.0, "pounds": KG_PER_POUND, "stone": KG_PER_STONE}[after]
            weight = value * each
        elif _hoped_for(said, at) and after not in THINGS:
            weight = value
        else:
            continue
        if 25 <= weight <= 250:
            yield weight


def _hoped_for(said: Sequence[Word], at: int) -> bool:
    """A number without a unit after "weigh", "ugw", "get to" or "auf"."""
    before = _text(said, at - 1)
    if before in ("weigh", "wiege", "wieg", "wiegen", "weight", "ugw", "gw", "zielgewicht"):
        return True
    return before == "to" and _text(said, at - 2) in ("get", "down", "getting", "back", "be")


def _height(said: Sequence[Word]) -> float | None:
    for at, word in enumerate(said):
        value = word.number
        if value is None:
            continue
        after = _text(said, at + 1)
        before = _text(said, at - 1)
        if 120 <= value <= 220 and (after in ("cm", "gross", "tall") or before in TALL):
            return value
        if 1.2 <= value <= 2.2 and value != int(value) and after not in ("kg", "hours", "l"):
            return 100 * value
        if value == 1 and after == "m" and 20 <= (_number(said, at + 2) or 0) <= 99:
            return 100 + (_number(said, at + 2) or 0)
        if 4 <= value <= 6 and after in ("foot", "feet", "ft"):
            return value * CM_PER_FOOT + (_number(said, at + 2) or 0) * CM_PER_INCH
    return None


def _bmis(said: Sequence[Word]) -> Iterator[float]:
    for at, word in enumerate(said):
        if word.text == "bmi":
            for near in range(at + 1, min(at + 5, len(said))):
                value = said[near].number
                if value is not None:
                    if 10 <= value < 60:
                        yield value
                    break
            before = _number(said, at - 1)
            if before is not None and 10 <= before < 60:
                yield before


def hopes_to_lose_fast(said: Sequence[Word]) -> bool:
    """Whether it speaks of losing more than FASTEST: 10 kg in two weeks, 3 kilos a week."""
    if any(word.text in LOST for word in said):
        return False
    for at, word in enumerate(said):
        unit = _text(said, at + 1)
        if word.text == "a" and unit == "stone":
            kilos = KG_PER_STONE
        elif word.number is not None and unit in KILOS:
            kilos = word.number * KILOS[unit]
        else:
            continue
        weeks = _period(said, at + 2)
        if weeks is not None and 1 <= kilos <= 60 and kilos / weeks > FASTEST:
            return any(each.text in GOING or each.text in LOSING for each in said)
    return False


KILOS = {"kg": 1.0, "pounds": KG_PER_POUND, "stone": KG_PER_STONE}


LOSING = frozenset(
    "weight gewicht diet diat crash off abnehm abnehmen weg runter fat quick fast schnell "
    "crashdiat deficit abspecken rid shed wedding hochzeit loswerden".split()
)


def _period(said: Sequence[Word], at: int) -> float | None:
    """The weeks named soon after this place: "in 10 days", "a week"."""
    for near in range(at, min(at + 6, len(said))):
        weeks = PERIODS.get(said[near].text)
        if said[near].text in SOON and _text(said, near - 1) in UNTIL:
            return 1.0
        if weeks is None:
            continue
        if _text(said, near - 1) in UNTIL:
            return weeks
        count = _number(said, near - 1)
        if count:
            return weeks * count
        return weeks if _text(said, near - 1) in ONE else None
    return None
