"""The words and numbers of reports as they are read, by language: `data/words_*.toml`."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nutritrack.coach import words as coach
from nutritrack.reports.models import Language

# Decimals by unit. Grams and milligrams get one where they are small.
DECIMALS = {"kcal": 0, "kg": 1, "kg/week": 2}
SMALL = 10
MINUS = "\N{MINUS SIGN}"


@cache
def load(language: Language) -> dict[str, Any]:
    text = files("nutritrack.reports").joinpath("data", f"words_{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


class Words:
    """Everything that a report says, in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._said = load(language)

    def text(self, key: str, **values: object) -> str:
        """`title.week` is `week` in the table `title`; what is in braces is put in."""
        found: Any = self._said
        for name in key.split(".", 1):
            found = found[name]
        return str(found).format(**values)

    def number(self, value: float, decimals: int) -> str:
        """1,460.5 or 1.460,5; never a minus before a zero."""
        text = f"{abs(value):,.{decimals}f}"
        minus = MINUS if value < 0 and text.strip("0.,") else ""
        if self.language is Language.GERMAN:
            text = text.translate(str.maketrans(",.", ".,"))
        return minus + text

    def amount(self, value: float | None, unit: str, *, sign: bool = False) -> str:
        """With its unit; `sign` for a difference."""
        if value is None:
            return self.text("none")
        decimals = DECIMALS.get(unit, 1 if abs(value) < SMALL else 0)
        plus = "+" if sign and round(value, decimals) > 0 else ""
        return f"{plus}{self.number(value, decimals)} {self.text(f'unit.{unit}')}"

    def percent(self, share: float) -> str:
        space = "\N{NO-BREAK SPACE}" if self.language is Language.GERMAN else ""
        return f"{self.number(100 * share, 0)}{space}%"

    def day(self, day: date) -> str:
        said = self._said["calendar"]
        month = said["months"][day.month - 1]
        return str(said["date"]).format(day=day.day, month=month, year=day.year)

    def weekday(self, day: date) -> str:
        return self.weekday_name(day.weekday() + 1)

    def weekday_name(self, number: int) -> str:
        """1 is Monday."""
        return str(self._said["calendar"]["weekdays"][number - 1])

    def meal(self, meal_type: str) -> str:
        name = coach.meal(self.language, meal_type)
        return name[:1].upper() + name[1:]

    def month(self, day: date) -> str:
        return str(self._said["calendar"]["months"][day.month - 1])
