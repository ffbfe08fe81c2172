"""What every source gives: rows, each a food or the reason why there is none."""

import html
import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import NamedTuple

from nutritrack.errors import AppError
from nutritrack.foods.models import Food, FoodKind, Portion, Source, food_id
from nutritrack.foods.nutrients import BY_ID, KJ_PER_KCAL, Unit

MAX_KCAL = 902.5  # pure fat has 902, and labels round
MAX_GRAMS = 105  # labels round, and rows of a table are means of different samples
MAX_SODIUM = 40_000  # mg: salt itself has 39,300
MAX_PORTION = 5_000  # grams, as much as a meal may hold
MOST_PORTIONS, LONGEST_NAME, LONGEST_PORTION = 40, 200, 100

GRAMS = {"g": 1.0, "mg": 1e-3, "ug": 1e-6, "mcg": 1e-6, "µg": 1e-6, "μg": 1e-6, "kg": 1e3}
NOTHING = frozenset(("", "-", "--", "n/a", "na", "null", "none", "?"))
NOT_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)


class UnreadableFile(AppError):
    """A file that is not what an import can read. Nothing of it was kept."""

    status = 422
    title = "Unreadable file"
    detail = "{problem}"


class Refused(Exception):
    """A row that is left out: the reason, in the same words each time, and what was found."""

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(f"{reason}: {found}" if found else reason)
        self.reason = reason
        self.found = found


class Row(NamedTuple):
    where: str  # "food.csv line 12"
    food: Food | None
    refused: Refused | None = None
    popularity: int = 0  # how often people looked at it, where the source counts that


class Meter:
    """How much of the work is done, in bytes."""

    def __init__(self, total: int) -> None:
        self.total = max(1, total)
        self.done = 0

    @property
    def share(self) -> float:
        return min(1.0, self.done / self.total)


def number(value: object, name: str) -> float | None:
    """A number in any of the ways that files write one; None where there is none."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        if text.lower() in NOTHING:
            return None
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            value = float(text) if "_" not in text else None
        except ValueError:
            value = None
        if value is None:
            raise Refused("a value is not a number", f"{name} {text[:40]!r}")
    if not isinstance(value, int | float):
        raise Refused("a value is not a number", f"{name} {str(value)[:40]!r}")
    try:
        real = float(value)
    except OverflowError:
        raise Refused("a value is not a number", name) from None
    if not isfinite(real):
        raise Refused("a value is not a number", f"{name} {real}")
    return real


def converted(amount: float, unit: str, nutrient: str) -> float | None:
    """An amount in the unit that we keep that nutrient in. None where the units have no ratio."""
    unit, wanted = unit.lower(), BY_ID[nutrient].unit
    if wanted is Unit.KCAL:
        return {"kcal": amount, "kj": amount / KJ_PER_KCAL}.get(unit)
    if unit == "iu" and nutrient == "vitaminD":
        return amount / 40
    if unit == wanted:
        return amount
    return amount * GRAMS[unit] / GRAMS[wanted] if unit in GRAMS else None


def clean(text: object, longest: int = LONGEST_NAME) -> str:
    """Text of a file on one line, without what cannot be seen or turns the writing around."""
    if not isinstance(text, str):
        return ""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(NOT_SHOWN.sub(" ", text[: 4 * longest]).split())[:longest].strip()


def portion(name: str, grams: float | None, source: str) -> Portion | None:
    """A measure with its weight, unless the weight is missing or cannot be."""
    name = clean(name, LONGEST_PORTION)
    if not name or grams is None or not 0 < grams <= MAX_PORTION:
        return None
    return Portion(name=name, grams=round(grams, 3), source=source)


def amount_of(count: float | None, measure: str) -> str:
    """ "1 cup", "0.5 cup": how a measure is written."""
    return f"{count:g} {measure}" if count else measure


def make_food(
    source: Source,
    name: str,
    kind: FoodKind,
    per_100g: Mapping[str, float],
    *,
    brand: str | None = None,
    barcode: str | None = None,
    portions: Iterable[Portion | None] = (),
    density: float | None = None,
    aliases: Iterable[str] = (),
) -> Food:
    """A food of a source, or Refused when it cannot be true."""
    name = clean(name)
    if not name:
        raise Refused("it has no name")
    check(per_100g)
    measures = {(each.name.casefold(), each.grams): each for each in portions if each}
    others = dict.fromkeys(clean(alias) for alias in aliases)
    return Food(
        id=food_id(source.name, source.id),
        name=name,
        kind=kind,
        brand=clean(brand) or None,
        barcode=barcode,
        per100g={key: _short(amount) for key, amount in per_100g.items()},
        portions=list(measures.values())[:MOST_PORTIONS],
        density=density,
        aliases=[alias for alias in others if alias and alias != name][:20],
        source=source,
    )


def _short(amount: float) -> float:
    """Six digits: more than anybody measures, less than a division leaves behind."""
    return float(f"{amount:.6g}")


def check(per_100g: Mapping[str, float]) -> None:
    """Raise Refused for values that no food has."""
    if not per_100g:
        raise Refused("it has no nutrition values")
    for name, amount in per_100g.items():
        if not isfinite(amount):
            raise Refused("a value is not a number", f"{name} {amount}")
        if amount < 0:
            raise Refused("a value is negative", f"{name} {amount:g}")
        unit = BY_ID[name].unit
        if unit in GRAMS and amount * GRAMS[unit] > MAX_GRAMS:
            raise Refused("more than 105 g of a nutrient in 100 g", f"{name} {amount:g} {unit}")
    if "calories" not in per_100g:
        raise Refused("its energy is not known")
    if per_100g["calories"] > MAX_KCAL:
        raise Refused("more than 902 kcal in 100 g", f"{per_100g['calories']:g} kcal")
    if per_100g.get("sodium", 0) > MAX_SODIUM:
        raise Refused("more sodium than salt has", f"{per_100g['sodium']:g} mg")
    macros = sum(per_100g.get(name, 0) for name in ("protein", "carbs", "fat", "alcohol"))
    if macros > MAX_GRAMS:
        raise Refused("more than 105 g of macronutrients in 100 g", f"{macros:g} g")
