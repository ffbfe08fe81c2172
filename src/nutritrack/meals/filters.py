"""Which meals count to some days, as a filter for MongoDB."""

from datetime import date

from nutritrack.days import DAY, Calendar, window
from nutritrack.mongo.documents import Document

# The index that knows the meals of a day and whether they changed. It is named to MongoDB, which
# would otherwise weigh it against those by date, and now and then read every meal of a user.
BY_DAY = "userId_1_day_1_updatedAt_1_totalCalories_1"


def without_day(first: date, last: date, calendar: Calendar) -> Document:
    """Meals of these days that are stored without one, by the calendar's present days."""
    return {
        "day": None,
        "date": {"$gte": calendar.start(first), "$lt": calendar.start(last + DAY)},
    }


def of_days(first: date, last: date, calendar: Calendar) -> Document:
    """Meals of these days: by `day` where it is stored, else by the calendar's present days."""
    earliest, latest = window(first, last)
    return {
        "date": {"$gte": earliest, "$lt": latest},
        "$or": [
            {"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}},
            without_day(first, last, calendar),
        ],
    }
