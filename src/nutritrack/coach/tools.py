"""What the coach can know: functions over the data of the person who is signed in.

They are the only source of facts, of the computed coach and of a language model alike. The person
comes from the sign-in, never from what somebody wrote. None of them writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nutritrack.analytics import service as analytics
from nutritrack.analytics.models import Contribution
from nutritrack.arithmetic import fsum
from nutritrack.foods.nutrients import BY_ID
from nutritrack.goals import service as goals
from nutritrack.meals.models import UsualFood
from nutritrack.meals.usual import usual_foods
from nutritrack.mongo.documents import Db, now
from nutritrack.progress.models import ProgressCourse
from nutritrack.progress.service import progress
from nutritrack.targets.energy import expenditure
from nutritrack.targets.macros import macro_targets
from nutritrack.targets.models import Body, Reason, Target
from nutritrack.targets.references import reference
from nutritrack.targets.sources import Source
from nutritrack.targets.verdicts import Judgement, judge
from nutritrack.users.models import Account, safety_floor

MACROS = ("protein", "carbs", "fat")
USUAL = 60  # foods that are looked through


@dataclass(frozen=True)
class Standing:
    """One nutrient, a day on average, held against its target."""

    nutrient: str
    unit: str
    amount: float | None  # None: no food that was eaten tells of it
    coverage: float | None  # share of the energy whose foods tell of it; None: all of it
    target: Target | None
    judgement: Judgement | None


@dataclass(frozen=True)
class Overview:
    """Some days: averages over the days with at least one meal."""

    first: date
    last: date
    days_logged: int
    meals: int
    calories: float  # a day
    goal: int  # kcal a day
    standings: dict[str, Standing]
    added: float = 0.0  # kcal of activity that the person lets count, on a single day
    last_logged: bool = False  # whether the last day has a meal

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def left(self) -> float:
        """kcal; negative when more was eaten than the goal."""
        return fsum((self.goal, self.added, -self.calories))


async def overview(db: Db, user: Account, first: date, last: date) -> Overview:
    """What was eaten on some days, and how it stands against the targets of this person."""
    points = [p for p in await analytics.progress(db, user, first, last) if p.meal_count]
    count = max(len(points), 1)
    budget = (await analytics.daily(db, user, first)).budget if first == last else None
    goal = round(fsum(p.calorie_goal for p in points) / count) if points else goal_of(user, last)
    totals = await analytics.nutrients(db, user, first, last)
    eaten = {total.id: (total.amount / count, total.coverage) for total in totals.nutrients}
    targets = await targets_of(db, user, last, goal)
    standings = {
        nutrient: _stand(nutrient, eaten.get(nutrient), targets.get(nutrient))
        for nutrient in {**eaten, **targets}
    }
    return Overview(
        first=first,
        last=last,
        days_logged=len(points),
        meals=sum(p.meal_count for p in points),
        calories=fsum(p.total_calories or 0 for p in points) / count,
        goal=goal,
        standings=standings,
        added=budget.added if budget else 0.0,
        last_logged=any(p.date == last for p in points),
    )


def goal_of(user: Account, day: date) -> int:
    return user.calorie_goal_on(day)


def safe_goal(user: Account, wanted: float | None) -> tuple[float, bool]:
    """The energy to plan a day with, in kcal, and whether it had to be raised to be safe.

    Never below the floor; and no deficit for minors and people who are underweight.
    """
    goal = float(wanted or user.daily_calorie_goal)
    body = Body.of(user)
    least = float(safety_floor(user.sex)[0])
    spent = expenditure(body)
    if spent and (body.minor or body.underweight):
        least = max(least, spent.kcal)
    return max(goal, least), goal < least


async def targets_of(db: Db, user: Account, day: date, kcal: float) -> dict[str, Target]:
    """The target of every nutrient that has one, for a day of so much energy (kcal).

    What the person set for themselves, and holds on that day, goes before what is recommended.
    """
    body = Body.of(user)
    targets = {
        nutrient: found.target
        for nutrient in BY_ID
        if (found := reference(nutrient, body.sex, body.age))
    }
    held = (await goals.current(db, user, day)).version
    own = {
        nutrient: Target(
            nutrient=nutrient,
            unit=BY_ID[nutrient].unit,
            least=bounds.min,
            most=bounds.max,
            source=Source.OWN,
            reason=Reason.OWN,
        )
        for nutrient, bounds in (held.nutrients if held else {}).items()
    }
    return targets | macro_targets(body, kcal) | own


async def foods_behind(
    db: Db, user: Account, first: date, last: date, nutrient: str, limit: int = 5
) -> list[Contribution]:
    """The foods that most of a nutrient came from."""
    return await analytics.by_food(db, user, first, last, nutrient, limit)


async def usual(db: Db, user: Account) -> list[UsualFood]:
    """What this person really eats, the likeliest at this hour first."""
    return await usual_foods(db, user, now(), USUAL)


async def course(db: Db, user: Account, first: date, last: date) -> ProgressCourse:
    """Weight with its trend, and the energy spent: what the charts of Progress show."""
    return await progress(db, user, first, last)


def lows(standings: Iterable[Standing]) -> list[Standing]:
    """What there was too little of, the most missing part of the target first."""
    found = [each for each in standings if each.judgement and each.judgement.verdict == "low"]
    return sorted(found, key=_missing_share, reverse=True)


def _missing_share(standing: Standing) -> float:
    least = standing.target.least if standing.target else None
    gap = standing.judgement.gap if standing.judgement else None
    return (gap or 0) / least if least else 0


def _stand(nutrient: str, eaten: tuple[float, float] | None, target: Target | None) -> Standing:
    amount, coverage = eaten or (None, None)
    return Standing(
        nutrient=nutrient,
        unit=BY_ID[nutrient].unit if nutrient in BY_ID else "",
        amount=amount,
        coverage=coverage,
        target=target,
        judgement=judge(amount, target, coverage) if target else None,
    )
