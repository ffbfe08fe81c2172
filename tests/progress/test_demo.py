"""The life of the demo: believable, and the same each time."""

from datetime import UTC, datetime
from random import Random
from statistics import mean

import pytest

from nutritrack.demo import fill
from nutritrack.demo_life import live

NOW = datetime(2046, 6, 30, 20, 0, tzinfo=UTC)


@pytest.fixture
def filled(db, settings, clock, stranger):
    clock.move_to(NOW, tick=False)

    async def make(email, days):
        made = await fill(db, settings, email, days)
        body = {"email": email, "password": made.password}
        reply = await stranger.post("/api/auth/login", json=body)
        assert reply.status_code == 200, reply.text
        stranger.headers["Authorization"] = f"Bearer {reply.json()['token']}"
        return reply.json()["user"]["_id"]

    return make


async def test_ninety_days_are_estimated_and_lead_to_a_proposal(filled, stranger):
    dana = await filled("dana@example.com", 90)
    found = (await stranger.get(f"/api/progress/{dana}")).json()
    latest = found["latest"]
    days = list(live(NOW.date().replace(month=4, day=2), 90, Random(90)))
    spent = mean(day.spent for day in days[-7:])
    assert latest["state"] == "estimated"
    assert latest["expenditureLow"] < spent < latest["expenditureHigh"]
    assert latest["expenditureHigh"] - latest["expenditureLow"] < 350
    assert latest["trend"] < found["days"][7]["trend"] - 2
    shown = {day["date"]: day for day in found["days"]}
    for day in days[:-1]:
        assert shown[f"{day.day}"]["weight"] == day.weight
        assert shown[f"{day.day}"]["meals"] == len(day.meals)
    marks = {day["mark"] for day in found["days"]}
    assert {"complete", "partial", None} == marks
    told = (await stranger.get(f"/api/progress/{dana}/proposal")).json()
    assert told["verdict"] == "change"
    assert told["goal"] == {"rate": -0.3, "targetWeight": 70}
    assert told["rate"] == pytest.approx(-0.3, abs=0.05)


async def test_the_same_for_the_same_day_count(filled, stranger):
    courses = []
    for email in ("one@example.com", "two@example.com"):
        dana = await filled(email, 6)
        courses.append((await stranger.get(f"/api/progress/{dana}")).json())
    assert courses[0] == courses[1]


def test_years_of_her_are_no_years_of_hunger():
    weights = [day.weight for day in live(NOW.date(), 1000, Random(1000)) if day.weight]
    assert min(weights) > 64  # a body mass index of 21.6
    assert max(weights[500:]) < 76
