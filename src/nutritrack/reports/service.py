"""What a week or a month adds up to. Every number is asked of analytics, progress and targets."""

import asyncio
from calendar import monthrange
from datetime import date, timedelta

from nutritrack.analytics import periods
from nutritrack.analytics import service as analytics
from nutritrack.analytics.breakdown import Breakdown, By, Slice, breakdown
from nutritrack.analytics.models import Point
from nutritrack.analytics.summaries import Later, never
from nutritrack.coach.tools import overview
from nutritrack.days import DAY
from nutritrack.errors import InvalidRequest
from nutritrack.meals.models import MealType
from nutritrack.mongo.documents import Db
from nutritrack.progress import service as progress
from nutritrack.progress.models import ProgressDay
from nutritrack.reports import figures, nutrients
from nutritrack.reports.models import (
    Language,
    Report,
    ReportDay,
    ReportFood,
    ReportKind,
    ReportMealType,
    TimeBefore,
)
from nutritrack.users.models import Account

FOODS = 8  # of those that most energy came from


class NotBegun(InvalidRequest):
    detail = "That time has not begun. Name a day until today."
    path = "date"


def language_of(user: Account) -> Language:
    german = (user.locale or "").lower().split("-")[0] == "de"
    return Language.GERMAN if german else Language.ENGLISH


def span_of(kind: ReportKind, day: date) -> tuple[date, date]:
    """The Monday and the Sunday, or the first and the last of the month."""
    if kind is ReportKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


async def report(
    db: Db, user: Account, kind: ReportKind, day: date, language: Language, later: Later = never
) -> Report:
    """The week or the month that holds a day. Raises NotBegun."""
    first, last = span_of(kind, day)
    today = analytics.today(user)
    if first > today:
        raise NotBegun
    until = min(last, today)
    before = span_of(kind, first - DAY)
    points, compared, regular, course = await asyncio.gather(
        analytics.progress(db, user, first, until, later),
        periods.compare(db, user, (first, until), before, later),
        periods.consistency(db, user, first, until, later),
        progress.progress(db, user, before[0], until, later),
    )
    eaten, foods, types = await asyncio.gather(
        overview(db, user, first, until),
        breakdown(db, user, By.FOOD, ("calories",), first, until, FOODS, later),
        breakdown(db, user, By.MEAL_TYPE, ("calories",), first, until, FOODS, later),
    )
    days = [each for each in course.days if each.date >= first]
    return Report(
        kind=kind,
        first=first,
        last=last,
        until=until,
        over=last < today,
        days_logged=compared.period.days_logged,
        figures=figures.of(compared, regular, course, before[1]),
        shares=compared.period.share if compared.period.days_logged else None,
        drivers=course.drivers,
        nutrients=nutrients.beyond(eaten, language),
        nutrients_in_doubt=nutrients.in_doubt(eaten),
        foods=_foods(foods),
        food_count=foods.group_count,
        meal_types=_meal_types(types),
        consistency=regular,
        before=TimeBefore(
            first=before[0],
            last=before[1],
            days=compared.against.days,
            days_logged=compared.against.days_logged,
        ),
        days=[_day(point, day) for point, day in zip(points, days, strict=True)],
    )


def _foods(found: Breakdown) -> list[ReportFood]:
    return [
        ReportFood(name=each.name or "", calories=each.total_calories, share=_share(each))
        for each in found.groups
    ]


def _meal_types(found: Breakdown) -> list[ReportMealType]:
    return [
        ReportMealType(
            meal_type=MealType(each.key), calories=each.total_calories, share=_share(each)
        )
        for each in found.groups
        if each.key in set(MealType)
    ]


def _share(each: Slice) -> float:
    """Of all energy; 0 where there is none."""
    return each.amounts["calories"].share or 0.0


def _day(point: Point, day: ProgressDay) -> ReportDay:
    return ReportDay(
        date=day.date,
        calories=point.total_calories,
        calorie_goal=point.calorie_goal,
        protein=point.protein,
        carbs=point.carbs,
        fat=point.fat,
        meals=point.meal_count,
        mark=day.mark,
        weight=day.weight,
        trend=day.trend,
        trend_low=day.trend_low,
        trend_high=day.trend_high,
        expenditure=day.expenditure,
        expenditure_low=day.expenditure_low,
        expenditure_high=day.expenditure_high,
    )
