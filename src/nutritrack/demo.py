"""An account with some months of life in it, so that every screen has something to show."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nutritrack.config import Settings
from nutritrack.crypto.tokens import new_recovery_code
from nutritrack.demo_foods import MEALS, Portion
from nutritrack.meals import service as meals
from nutritrack.meals.models import LogFood, LogMeal, MealType
from nutritrack.mongo.documents import Db, now
from nutritrack.users import signin, store
from nutritrack.users.models import Account, ActivityLevel, Sex
from nutritrack.users.signin_models import Login
from nutritrack.weights import service as weights
from nutritrack.weights.models import LogWeight

START_KG, LOSS_A_DAY, SCALE_NOISE = 78.0, 0.035, 0.45
SKIPPED_DAY, SKIPPED_WEIGHING = 0.06, 0.25
CHANCE = {MealType.BREAKFAST: 0.9, MealType.LUNCH: 0.95, MealType.DINNER: 0.97, MealType.SNACK: 0.6}
HOURS = {MealType.BREAKFAST: 7.5, MealType.LUNCH: 12.5, MealType.SNACK: 16.0, MealType.DINNER: 19.0}


class EmailTaken(Exception):
    """The account exists: it may be a real one, so nothing is added to it."""


@dataclass(frozen=True)
class Filled:
    password: str
    meals: int
    weights: int


async def fill(db: Db, settings: Settings, email: str, days: int) -> Filled:
    """Sign a new user up and log `days` days until today, the same for the same day count."""
    if await store.get_by_email(db, email.lower()):
        raise EmailTaken(f"{email} has an account already. Choose another with --email.")
    password = new_recovery_code()
    profile = Login(
        email=email,
        name="Dana Demo",
        password=password,
        age=34,
        weight=round(START_KG - LOSS_A_DAY * days, 1),
        height=172,
        sex=Sex.FEMALE,
        activity_level=ActivityLevel.LIGHTLY_ACTIVE,
        goals=["lose_weight"],
        daily_calorie_goal=1900,
    )
    client = signin.Client("nutritrack demo", "nutritrack demo")
    account = (await signin.log_in(db, settings, profile, client)).account
    chance = random.Random(days)  # noqa: S311  not a secret
    today = account.calendar.day_of(now())
    logged = weighed = 0
    for ago in range(days - 1, -1, -1):
        day = today - timedelta(days=ago)
        logged += await _eat(db, account, day, chance)
        weighed += await _weigh(db, account, day, days - 1 - ago, chance)
    return Filled(password, logged, weighed)


async def _eat(db: Db, account: Account, day: date, chance: random.Random) -> int:
    if chance.random() < SKIPPED_DAY:
        return 0
    logged = 0
    hunger = chance.gauss(1.0, 0.1) + (0.12 if day.weekday() >= 5 else 0)
    for meal_type, likely in CHANCE.items():
        foods = chance.choice(MEALS[meal_type])
        at = _moment(account, day, HOURS[meal_type] + chance.gauss(0, 0.4))
        if chance.random() < likely and at <= now():
            portions = [_food(portion, max(0.5, hunger)) for portion in foods]
            await meals.log_meal(db, account, LogMeal(foods=portions, meal_type=meal_type, date=at))
            logged += 1
    return logged


async def _weigh(db: Db, account: Account, day: date, number: int, chance: random.Random) -> int:
    at = _moment(account, day, 6.8)
    kilograms = START_KG - LOSS_A_DAY * number + chance.gauss(0, SCALE_NOISE)
    if chance.random() < SKIPPED_WEIGHING or at > now():
        return 0
    await weights.log_weight(db, account, LogWeight(weight=round(kilograms, 1), at=at))
    return 1


def _moment(account: Account, day: date, hour: float) -> datetime:
    return account.calendar.start(day) + timedelta(minutes=round(hour * 60))


def _food(portion: Portion, factor: float) -> LogFood:
    """A portion, larger or smaller."""
    name, grams, calories, protein, carbs, fat, fiber, sugar = portion
    eaten = round(grams * factor / 5) * 5
    part = eaten / grams
    return LogFood(
        name=name,
        grams=eaten,
        quantity=f"{eaten} g",
        calories=round(calories * part, 1),
        protein=round(protein * part, 1),
        carbs=round(carbs * part, 1),
        fat=round(fat * part, 1),
        fiber=round(fiber * part, 1),
        sugar=round(sugar * part, 1),
    )
