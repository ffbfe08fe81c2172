"""Who uses the server under load, and what they ask for: made from numbers, in any process."""

from dataclasses import dataclass
from datetime import date, timedelta

from bson import ObjectId


@dataclass(frozen=True)
class People:
    """Users with one meal a day each. Their sign-ins take turns, so that no cache knows one."""

    series: int
    count: int
    days: int
    sign_ins: int
    today: date

    @property
    def meals(self) -> int:
        return self.count * self.days

    def id(self, number: int) -> ObjectId:
        return ObjectId(f"{self.series:04x}{number % self.count:020x}")

    def token(self, number: int) -> str:
        return f"nt_{self.series}_{number % self.sign_ins}"

    def day(self, number: int) -> date:
        """Neighbours ask for different days, which lie in different places of the disk."""
        return self.today - timedelta(days=number * 7 % self.days)
