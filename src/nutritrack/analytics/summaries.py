"""What each day adds up to, kept beside the meals so that long stretches need not read them all.

A summary is never a second truth. It carries the stamp of the meals it was made from: how many, the
sum of their times of change, and of their energy. The stamp of the meals as they are now is read
from an index alone, and a summary counts only where both agree; any other day is added up anew. So
a write of a meal has nothing to keep up, also one of another client. Why: docs/decisions/0012.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import isclose
from typing import TypeAlias

from pymongo import ASCENDING, IndexModel, ReplaceOne
from pymongo.errors import PyMongoError

from nutritrack.analytics.models import Known, Sums
from nutritrack.arithmetic import fsum
from nutritrack.days import Calendar
from nutritrack.foods.nutrients import BY_ID, MAIN
from nutritrack.meals.filters import BY_DAY, without_day
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.mongo.schema import DATE, OBJECT_ID, collection
from nutritrack.mongo.transactions import Session

NUMBER: Document = {"bsonType": ["int", "long", "double"], "minimum": 0}
COUNT: Document = {"bsonType": ["int", "long"], "minimum": 0}
KNOWN: Document = {
    "bsonType": "object",
    "required": ["amount", "energy", "foods"],
    "properties": {"amount": NUMBER, "energy": NUMBER, "foods": COUNT},
}
AT_ONCE = 100  # days that are added up in one answer of MongoDB
FEW = 10  # days that are added up while somebody waits; more are done after the answer
STAMP_FIELDS = ("day", "mealCount", "totalCalories", "changed")
BATCH = 2000  # documents in an answer of MongoDB: all of them at once
SAME = 1e-9  # relative: sums of the same numbers in another order

DAILYSUMMARIES = collection(
    "dailysummaries",
    owner="userId",
    indexes=[IndexModel([("userId", ASCENDING), ("day", ASCENDING)], unique=True)],
    required=["userId", "day", "mealCount", "totalCalories", "changed", "known"],
    properties={
        "userId": OBJECT_ID,
        "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "mealCount": COUNT,
        "totalCalories": NUMBER,
        "changed": {"bsonType": ["int", "long"]},  # milliseconds: the times of change, added
        "known": {
            "bsonType": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(BY_ID, KNOWN),
        },
        "updatedAt": DATE,
    },
)


@dataclass(frozen=True)
class Stamp:
    """Which meals were added up. None for `changed`: a meal does not say when it was changed."""

    meals: int
    calories: float
    changed: int | None

    def vouches_for(self, other: "Stamp") -> bool:
        """Whether nothing changed in between."""
        same = (self.meals, self.changed) == (other.meals, other.changed)
        known = self.changed is not None
        return known and same and isclose(self.calories, other.calories, rel_tol=SAME)


NO_STAMP = Stamp(0, 0.0, None)


@dataclass(frozen=True)
class DaySums:
    """One day: its meals and their energy, and each nutrient as far as it is known."""

    stamp: Stamp
    known: Mapping[str, Known]

    @property
    def sums(self) -> Sums:
        amounts = {name: self.known[name].amount for name in MAIN[1:] if name in self.known}
        return Sums(calories=self.stamp.calories, meals=self.stamp.meals, **amounts)

    @classmethod
    def nothing(cls) -> "DaySums":
        return cls(NO_STAMP, {})

    @classmethod
    def of(cls, parts: "Sequence[DaySums]") -> "DaySums":
        """Several together, unrounded."""
        if len(parts) == 1:
            return parts[0]
        changes = [part.stamp.changed for part in parts]
        stamp = Stamp(
            sum(part.stamp.meals for part in parts),
            fsum(part.stamp.calories for part in parts),
            None if None in changes else sum(change or 0 for change in changes),
        )
        names = dict.fromkeys(name for part in parts for name in part.known)
        found = {
            name: Known.of([part.known[name] for part in parts if name in part.known])
            for name in names
        }
        return cls(stamp, found)


# Does something after the answer was sent.
Later: TypeAlias = Callable[..., None]


def never(*_: object) -> None:
    """For who cannot wait: summaries that are missing stay missing."""


@dataclass(frozen=True)
class Course:
    """Days as they are now: those that a summary vouches for, and those added up just now."""

    kept: list[Document]
    fresh: dict[date, DaySums]


async def days(
    db: Db,
    user_id: Id,
    first: date,
    last: date,
    calendar: Calendar,
    wanted: Sequence[str],
    later: Later = never,
) -> dict[date, DaySums] | None:
    """Each day that has a meal, with the wanted nutrients. None where most of it is not summed yet.

    Then the meals have to be asked; the summaries are made later.
    """
    asked = list(dict.fromkeys(("calories", *wanted)))
    course = await _course(db, user_id, first, last, calendar, asked, later)
    if course is None:
        return None
    kept = {date.fromisoformat(row["day"]): read(row) for row in course.kept}
    return _merged(kept, course.fresh)


async def sums(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, later: Later = never
) -> dict[date, Sums] | None:
    """The same of the fields that every food has, in the form of a day's sums."""
    wanted = [f"{name}.amount" for name in MAIN[1:]]
    course = await _course(db, user_id, first, last, calendar, wanted, later)
    if course is None:
        return None
    found = {date.fromisoformat(row["day"]): _sums(row) for row in course.kept}
    for day, fresh in course.fresh.items():
        found[day] = Sums.of([found[day], fresh.sums]) if day in found else fresh.sums
    return found


def _sums(row: Document) -> Sums:
    amounts = {name: each["amount"] for name, each in row["known"].items()}
    return Sums(calories=row["totalCalories"], meals=row["mealCount"], **amounts)


async def total(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar, later: Later = never
) -> dict[str, Known] | None:
    """Each nutrient over all these days; None as above."""
    course = await _course(db, user_id, first, last, calendar, (), later)
    if course is None:
        return None
    kept = [row["day"] for row in course.kept]
    rows = await db.dailysummaries.aggregate(
        [
            {"$match": {"userId": user_id, "day": {"$in": kept}}},
            {"$project": {"known": {"$objectToArray": "$known"}}},
            {"$unwind": "$known"},
            {
                "$group": {
                    "_id": "$known.k",
                    **{
                        name: {"$sum": f"$known.v.{name}"} for name in ("amount", "energy", "foods")
                    },
                }
            },
        ]
    )
    found = {row.pop("_id"): Known(**row) async for row in rows}
    return dict(DaySums.of([DaySums(NO_STAMP, found), *course.fresh.values()]).known)


async def _course(
    db: Db,
    user_id: Id,
    first: date,
    last: date,
    calendar: Calendar,
    wanted: Sequence[str],
    later: Later,
) -> Course | None:
    between = {"$gte": first.isoformat(), "$lte": last.isoformat()}
    fields = [*STAMP_FIELDS, *(f"known.{name}" for name in wanted)]
    stamps = await read_stamps(db, {"userId": user_id, "day": between})
    stored = db.dailysummaries.find({"userId": user_id, "day": between}, fields, batch_size=BATCH)
    kept = [
        row
        async for row in stored
        if row["day"] in stamps and _stamp(row).vouches_for(stamps[row["day"]])
    ]
    changed = sorted(set(stamps) - {row["day"] for row in kept})
    if len(changed) > FEW:
        later(build, db, user_id, changed, calendar)
        return None
    fresh = await add_up(db, user_id, changed)
    if changed:
        later(keep, db, user_id, fresh, calendar)
    strays = await _without_day(db, user_id, first, last, calendar)
    by_day = {date.fromisoformat(day): sums for day, sums in fresh.items()}
    return Course(kept, _merged(by_day, strays))


async def build(db: Db, user_id: Id, wanted: Sequence[str], calendar: Calendar) -> None:
    """Make the summaries of some days, a part of them at a time."""
    for start in range(0, len(wanted), AT_ONCE):
        found = await add_up(db, user_id, wanted[start : start + AT_ONCE])
        await keep(db, user_id, found, calendar)


async def read_stamps(db: Db, query: Document, session: Session | None = None) -> dict[str, Stamp]:
    """The stamp of the meals of each day that is stored with them, from the index alone."""
    rows = await db.meallogs.aggregate([{"$match": query}, STAMP], session=session)
    return {row["_id"]: _stamp(row) async for row in rows if isinstance(row["_id"], str)}


STAMP: Document = {
    "$group": {
        "_id": "$day",
        "mealCount": {"$sum": 1},
        "totalCalories": {"$sum": "$totalCalories"},
        "changed": {"$sum": {"$toLong": "$updatedAt"}},
        "unsaid": {"$sum": {"$cond": [{"$eq": [{"$type": "$updatedAt"}, "date"]}, 0, 1]}},
    }
}


async def add_up(
    db: Db, user_id: Id, wanted: Sequence[str], session: Session | None = None
) -> dict[str, DaySums]:
    """The sums of some days that meals are stored with, from the meals, with their stamps."""
    found: dict[str, DaySums] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = list(wanted[start : start + AT_ONCE])
        query = {"userId": user_id, "day": {"$in": part}}
        rows = await _from_meals(db, query, "$day", session)
        found |= {str(day): sums for day, sums in rows.items()}
    return found


async def _without_day(
    db: Db, user_id: Id, first: date, last: date, calendar: Calendar
) -> dict[date, DaySums]:
    """The sums of meals of other clients, which count by their instant."""
    query = {"userId": user_id, **without_day(first, last, calendar)}
    parts: dict[date, list[DaySums]] = {}
    for at, sums in (await _from_meals(db, query, "$date", None)).items():
        assert isinstance(at, datetime)  # the validator demands it
        parts.setdefault(calendar.day_of(at), []).append(sums)
    return {day: DaySums.of(some) for day, some in parts.items()}


async def _from_meals(
    db: Db, query: Document, key: str, session: Session | None
) -> dict[object, DaySums]:
    """One row a food and nutrient, so that every amount is added once."""
    own = [{"k": name, "v": f"$foods.{name}"} for name in MAIN]
    others = {"$objectToArray": {"$ifNull": ["$foods.nutrients", {}]}}
    known = [
        {"$unwind": "$foods"},
        {
            "$project": {
                "key": key,
                "energy": "$foods.calories",
                "known": {"$concatArrays": [own, others]},
            }
        },
        {"$unwind": "$known"},
        {"$match": {"known.v": {"$type": "number"}, "known.k": {"$in": list(BY_ID)}}},
        {
            "$group": {
                "_id": {"key": "$key", "id": "$known.k"},
                "amount": {"$sum": "$known.v"},
                "energy": {"$sum": "$energy"},
                "foods": {"$sum": 1},
            }
        },
    ]
    group = {"$group": {**STAMP["$group"], "_id": key}}
    # Both halves see the same meals, so the stamp is that of what was added up.
    pipeline = [{"$match": query}, {"$facet": {"stamps": [group], "known": known}}]
    rows = await db.meallogs.aggregate(pipeline, hint=BY_DAY, session=session)
    [answer] = await rows.to_list()
    amounts: dict[object, dict[str, Known]] = {}
    for row in answer["known"]:
        place = row.pop("_id")
        amounts.setdefault(place["key"], {})[place["id"]] = Known(**row)
    return {
        row["_id"]: DaySums(_stamp(row), amounts.get(row["_id"], {})) for row in answer["stamps"]
    }


async def keep(db: Db, user_id: Id, found: Mapping[str, DaySums], calendar: Calendar) -> None:
    """Store the summaries of days that are over, each in the place of the one before.

    They only save time, so what goes wrong here is nobody's problem. The user is looked for, as the
    account may be erased meanwhile.
    """
    today = calendar.day_of(now()).isoformat()
    over = {day: sums for day, sums in found.items() if day < today}
    with suppress(PyMongoError):
        if over and await db.users.find_one({"_id": user_id}, {"_id": 1}):
            await put(db, user_id, over)


async def put(db: Db, user_id: Id, found: Mapping[str, DaySums]) -> None:
    """Store what a stamp can vouch for."""
    writes = [
        ReplaceOne({"userId": user_id, "day": day}, _document(user_id, day, sums), upsert=True)
        for day, sums in found.items()
        if sums.stamp.changed is not None
    ]
    if writes:
        await db.dailysummaries.bulk_write(writes, ordered=False)


def _document(user_id: Id, day: str, sums: DaySums) -> Document:
    return {
        "userId": user_id,
        "day": day,
        "mealCount": sums.stamp.meals,
        "totalCalories": sums.stamp.calories,
        "changed": sums.stamp.changed,
        "known": {name: asdict(each) for name, each in sorted(sums.known.items())},
        "updatedAt": now(),
    }


def _stamp(row: Document) -> Stamp:
    changed = None if row.get("unsaid") else row["changed"]
    return Stamp(row["mealCount"], row["totalCalories"], changed)


def read(row: Document) -> DaySums:
    return DaySums(_stamp(row), {name: Known(**each) for name, each in row["known"].items()})


def _merged(some: Mapping[date, DaySums], others: Mapping[date, DaySums]) -> dict[date, DaySums]:
    together = {**some, **others}
    both = set(some) & set(others)
    return together | {day: DaySums.of([some[day], others[day]]) for day in both}
