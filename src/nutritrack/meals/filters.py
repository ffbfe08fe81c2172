"""Which meals count to some days, as a filter for MongoDB."""

from datetime import date

from nutritrack.days import DAY, Calendar, window
from nutritrack.mongo.documents import Document


def of_days(first: date, last: date, calendar: Calendar) -> Document:
    """Meals of these days: by `day` where it is stored, else by the calendar's present days."""
    earliest, latest = window(first, last)
    return {
        "date": {"$gte": earliest, "$lt": latest},
        "$or": [
            {"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}},
            {
                "day": None,
                "date": {"$gte": calendar.start(first), "$lt": calendar.start(last + DAY)},
            },
        ],
    }
