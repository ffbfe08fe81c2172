"""What was understood of a message: what the user wants, and what of."""

from dataclasses import dataclass, field
from enum import StrEnum


class Intent(StrEnum):
    """What the user wants. `eval/coach/data/README.md` says what belongs to each."""

    DAY = "day"
    NUTRIENT = "nutrient"
    WEEK = "week"
    WHY = "why"
    TARGET = "target"
    FOOD = "food"
    LOG = "log"
    SUGGEST = "suggest"
    PLAN = "plan"
    WORKOUT = "workout"
    WEIGHT = "weight"
    EXPLAIN = "explain"
    HELP = "help"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    SAFETY = "safety"
    OTHERS = "others"
    OTHER = "other"


class Category(StrEnum):
    """Kinds of danger, the most urgent first."""

    EMERGENCY = "emergency"
    SELF_HARM = "self_harm"
    INSULIN = "insulin"
    PURGING = "purging"
    PREGNANCY = "pregnancy"
    MINOR = "minor"
    UNDERWEIGHT = "underweight"
    EXTREME_EXERCISE = "extreme_exercise"
    LOW_INTAKE = "low_intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a message names. What it does not name is None or empty.

    `day` is today, yesterday, beforeyesterday, a weekday in English, or YYYY-MM-DD; which date a
    weekday is, the caller knows. `spans` are two where weeks are compared.
    """

    day: str | None = None
    spans: tuple[str, ...] = ()  # week, lastweek, month, 7days, 30days
    nutrients: tuple[str, ...] = ()  # ids of foods/nutrients.py
    meal: str | None = None  # breakfast, lunch, dinner, snack
    foods: tuple[str, ...] = ()  # as written, in lower case
    days: int | None = None  # how many to plan
    kcal: int | None = None
    minutes: int | None = None
    diets: tuple[str, ...] = ()  # vegetarian, vegan, halal, pescatarian
    avoid: tuple[str, ...] = ()  # milk, egg, fish, shellfish, treenut, peanut, wheat, soy, sesame

    @property
    def span(self) -> str | None:
        return self.spans[0] if self.spans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    intent: Intent
    slots: Slots = field(default_factory=Slots)
    safety: Category | None = None
    language: str = "en"  # of the message: en or de
    confidence: float = 1.0  # 0 to 1; ask back where it is low
