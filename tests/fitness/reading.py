"""What the tests of syncing share: people whose Google knows something."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from conftest import Person
from fitness.google import data  # noqa: F401  registers its routes
from fitness.google.server import World
from nutritrack.mongo.documents import now


def today() -> date:
    return now().date()


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def fill(world: World, days: int = 90) -> None:
    """Days that differ from each other, the last of them today."""
    world.data["days"] = {
        ago(number).isoformat(): {
            "steps": 1000 + number,
            "active": 300.5 + number,
            "total": 2100.25 + number,
            "metres": 5000.5 + number,
            "minutes": number % 60,
        }
        for number in range(days)
    }
    world.data["weights"] = [
        {"at": datetime.combine(ago(number), datetime.min.time(), UTC), "kg": 80 - number / 10}
        for number in range(days - 1, 0, -7)
    ]


async def days_of(person: Person, **query: str) -> list[dict[str, Any]]:
    reply = await person.get(f"/api/fitness/{person.id}/days", params=query)
    assert reply.status_code == 200, reply.text
    found: list[dict[str, Any]] = reply.json()
    return found


async def all_days(person: Person) -> dict[str, dict[str, Any]]:
    found = await days_of(person, **{"from": ago(400).isoformat()})
    assert [day["day"] for day in found] == sorted(day["day"] for day in found)
    return {day["day"]: day for day in found}


async def status_of(person: Person) -> dict[str, Any]:
    reply = await person.get(f"/api/fitness/{person.id}")
    assert reply.status_code == 200, reply.text
    status: dict[str, Any] = reply.json()
    return status


async def ask(person: Person) -> None:
    reply = await person.post(f"/api/fitness/sync/{person.id}")
    assert reply.status_code == 202, reply.text
