"""An account with some months of life in it, so that every screen has something to show."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nutritrack.config import Settings
from nutritrack.crypto.tokens import new_recovery_code
from nutritrack.demo_life import START_KG, LivedDay, live
from nutritrack.goals import service as goals
from nutritrack.goals.models import Energy, PutGoal
from nutritrack.marks import store as marks
from nutritrack.meals import service as meals
from nutritrack.meals.models import LogMeal
from nutritrack.mongo.documents import Db, now
from nutritrack.users import signin, store
from nutritrack.users.models import Account, ActivityLevel, Sex
from nutritrack.users.signin_models import Login
from nutritrack.weights import service as weights
from nutritrack.weights.models import LogWeight

WEIGHED_AT = 6.8  # o'clock
CALORIE_GOAL, RATE, TARGET_KG = 1800, -0.3, 70  # kcal a day, kg a week, kg


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
        weight=START_KG,
        height=172,
        sex=Sex.FEMALE,
        activity_level=ActivityLevel.LIGHTLY_ACTIVE,
        goals=["lose_weight"],
        daily_calorie_goal=CALORIE_GOAL,
    )
    client = signin.Client("nutritrack demo", "nutritrack demo")
    account = (await signin.log_in(db, settings, profile, client)).account
    today = account.calendar.day_of(now())
    first = today - timedelta(days=days - 1)
    await _aim(db, account, first)
    chance = random.Random(days)  # noqa: S311  not a secret
    logged = weighed = 0
    for lived in live(first, days, chance):
        logged += await _log(db, account, lived)
        weighed += await _weigh(db, account, lived)
        if lived.mark is not None and lived.day < today:
            await marks.put(db, account.id, lived.day, lived.mark, None)
    return Filled(password, logged, weighed)


async def _aim(db: Db, account: Account, first: date) -> None:
    wish = PutGoal(energy=Energy(aim=CALORIE_GOAL), rate=RATE, target_weight=TARGET_KG)
    await goals.put_goal(db, account, first, wish, None)


async def _log(db: Db, account: Account, lived: LivedDay) -> int:
    logged = 0
    for meal in lived.meals:
        at = _moment(account, lived.day, meal.hour)
        if at <= now():
            foods = list(meal.foods)
            await meals.log_meal(
                db, account, LogMeal(foods=foods, meal_type=meal.meal_type, date=at)
            )
            logged += 1
    return logged


async def _weigh(db: Db, account: Account, lived: LivedDay) -> int:
    at = _moment(account, lived.day, WEIGHED_AT)
    if lived.weight is None or at > now():
        return 0
    await weights.log_weight(db, account, LogWeight(weight=lived.weight, at=at))
    return 1


def _moment(account: Account, day: date, hour: float) -> datetime:
    return account.calendar.start(day) + timedelta(minutes=round(hour * 60))
