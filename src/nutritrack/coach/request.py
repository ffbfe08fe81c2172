"""What an answer is made from: who asks, what was understood, and what was said before."""

from dataclasses import dataclass
from datetime import date, timedelta

from nutritrack.coach.models import ChatMessage
from nutritrack.coach.understanding.models import Understood
from nutritrack.mongo.documents import Db, Id, now
from nutritrack.users.models import Account

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BACK = {"today": 0, "yesterday": 1, "beforeyesterday": 2}
SPANS = {"week": 7, "7days": 7, "30days": 30, "month": 30}
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Request:
    db: Db
    user: Account
    text: str
    understood: Understood
    history: list[ChatMessage]  # the earliest first
    question_id: Id

    @property
    def today(self) -> date:
        return self.user.calendar.day_of(now())

    @property
    def language(self) -> str:
        return self.understood.language

    def days(self, otherwise: int = 1) -> tuple[date, date]:
        """The first and last day that the question is about; the last so many when it says none."""
        slots = self.understood.slots
        if slots.day:
            day = self._day(slots.day)
            return day, day
        if slots.spans == ("lastweek",):
            return self.today - 2 * WEEK + timedelta(days=1), self.today - WEEK
        named = next((SPANS[each] for each in slots.spans if each in SPANS), otherwise)
        return self.today - timedelta(days=named - 1), self.today

    def _day(self, name: str) -> date:
        if name in BACK:
            return self.today - timedelta(days=BACK[name])
        if name in WEEKDAYS:  # the last one of that name, today included
            back = (self.today.weekday() - WEEKDAYS.index(name)) % 7
            return self.today - timedelta(days=back)
        return date.fromisoformat(name)
