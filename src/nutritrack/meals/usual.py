"""What somebody usually eats at this hour: their own foods, the likeliest first."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nutritrack.meals.models import UsualFood
from nutritrack.mongo.documents import Db, Document, load
from nutritrack.users.models import Account

LOOK_BACK = timedelta(days=90)
FORGET_DAYS = 30  # a food counts a third after as many days
HOURS_APART = 2.0  # how far from its hour a food still counts well
OTHER_HOURS = 0.1  # what it counts at the opposite hour
OTHER_DAYS = 0.7  # what a workday counts on a weekend, and the other way round
MILLISECONDS_A_DAY = 86_400_000


async def usual_foods(db: Db, user: Account, at: datetime, limit: int) -> list[UsualFood]:
    """The foods of the last 90 days with the amount eaten last, ranked for an hour and weekday.

    Each time a food was eaten adds a weight that fades with age and with the distance of the hour.
    """
    cursor = await db.meallogs.aggregate(_pipeline(user, at, limit))
    return [load(UsualFood, row) async for row in cursor]


def _pipeline(user: Account, at: datetime, limit: int) -> list[Document]:
    local = at.astimezone(ZoneInfo(user.timezone))
    # MongoDB may know fewer zones than we do, but every offset.
    offset = local.strftime("%z")
    weekend = local.weekday() >= 5
    hour: Document = {"date": "$date", "timezone": offset}
    clock = {"$add": [{"$hour": hour}, {"$divide": [{"$minute": hour}, 60]}]}
    apart = {"$abs": {"$subtract": [clock, local.hour + local.minute / 60]}}
    on_weekend = {"$gte": [{"$isoDayOfWeek": hour}, 6]}
    return [
        {"$match": {"userId": user.id, "date": {"$gte": at - LOOK_BACK, "$lte": at}}},
        {"$sort": {"date": 1}},
        {
            "$set": {
                "apart": {"$min": [apart, {"$subtract": [24, apart]}]},
                "age": {"$divide": [{"$subtract": [at, "$date"]}, MILLISECONDS_A_DAY]},
                "sameKind": {"$cond": [{"$eq": [on_weekend, weekend]}, 1, OTHER_DAYS]},
            }
        },
        {"$set": {"weight": _weight()}},
        {"$unwind": "$foods"},
        {
            "$group": {
                "_id": {"$ifNull": ["$foods.foodId", {"$toLower": "$foods.name"}]},
                "food": {"$last": "$foods"},
                "mealType": {"$last": "$mealType"},
                "lastEaten": {"$last": "$date"},
                "times": {"$sum": 1},
                "score": {"$sum": "$weight"},
            }
        },
        {"$sort": {"score": -1, "lastEaten": -1, "_id": 1}},
        {"$limit": limit},
    ]


def _weight() -> dict[str, Any]:
    far = {"$pow": [{"$divide": ["$apart", HOURS_APART]}, 2]}
    near_hour = {"$max": [{"$exp": {"$multiply": [-0.5, far]}}, OTHER_HOURS]}
    fresh = {"$exp": {"$divide": ["$age", -FORGET_DAYS]}}
    return {"$multiply": [near_hour, fresh, "$sameKind"]}
