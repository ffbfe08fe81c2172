"""The words of the coach, by language: `data/words_en.toml` and `data/words_de.toml`."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de")


@cache
def load(language: str) -> dict[str, Any]:
    text = files("nutritrack.coach").joinpath("data", f"words_{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def sentence(language: str, key: str) -> str:
    """The template of a sentence: `day.left` is `left` in the table `[day]`."""
    table, _, name = key.partition(".")
    text: str = load(language)[table][name]
    return text


def nutrient(language: str, nutrient_id: str) -> str:
    """What a nutrient is called in the middle of a sentence."""
    name: str = load(language)["nutrient"][nutrient_id]
    return name


def meal(language: str, meal_type: str) -> str:
    name: str = load(language)["meal"][meal_type]
    return name


def allergen(language: str, name: str) -> str:
    said: str = load(language)["allergen"][name]
    return said


def unit(language: str, unit: str, value: float) -> str:
    """A unit after a number; "day" and the like have a plural."""
    names: dict[str, list[str]] = load(language)["unit"]
    if unit not in names:
        return unit
    one, many = names[unit]
    return one if value == 1 else many


def day(language: str, day: date, today: date) -> str:
    """A day as it is said: today, yesterday, on Friday, on 3 November."""
    said = load(language)["days"]
    if day == today:
        return str(said["today"])
    if day == today - timedelta(days=1):
        return str(said["yesterday"])
    if today - timedelta(days=7) < day < today:
        return str(said["on"]).format(day=said["weekdays"][day.weekday()])
    month = said["months"][day.month - 1]
    return str(said["date"]).format(day=day.day, month=month)
