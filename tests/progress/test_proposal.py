"""What is proposed for the week to come, over HTTP."""

from datetime import timedelta

import pytest

from progress.test_api import (  # noqa: F401  _now
    NOW,
    TODAY,
    WOMAN,
    _now,
    days_before,
    get,
    goal,
    live,
    mark,
    put,
)


def codes(told):
    return [each["code"] for each in told["reasons"]]


@pytest.fixture
async def dana(join, db):
    """Spends 2,300 kcal, eats 2,000, and began her goals a month ago."""
    dana = await join("Dana", **WOMAN)
    await live(db, dana, 60, eaten=2000, spent=2300)
    return dana


async def test_a_change_comes_with_its_numbers(dana):
    await goal(dana, rate=-0.5, targetWeight=62, energy={"aim": 1500})
    told = await get(dana, "/proposal")
    latest = (await get(dana))["latest"]
    assert told["verdict"] == "change"
    assert told["kcal"] == pytest.approx(2300 - 550, abs=150)
    assert told["rateLow"] < told["rate"] < told["rateHigh"]
    assert told["goal"] == {"rate": -0.5, "targetWeight": 62}
    assert (told["current"], told["due"]) == (1500, "2046-06-07")
    numbers = told["numbers"]
    assert numbers["expenditure"] == latest["expenditure"]
    assert numbers["expenditure_low"] == latest["expenditureLow"]
    assert numbers["trend"] == latest["trend"]
    assert (numbers["rate_wished"], numbers["change_of_energy"]) == (-0.5, -550)
    assert (numbers["current"], numbers["floor"]) == (1500, 1200)
    assert codes(told) == ["expenditure", "loseWeight"]
    assert told["reasons"][1]["numbers"] == {"rate": 0.5, "kcal": 550}
    assert (told["refusal"], told["missing"]) == (None, [])


async def test_it_sets_nothing_and_accepting_it_is_a_goal(dana):
    await goal(dana, rate=-0.5)
    first = await get(dana, "/proposal")
    assert (await dana.get(f"/api/goals/{dana.id}/current")).json()["calorieGoal"] == 1900
    await goal(dana, TODAY, rate=-0.5, energy={"aim": first["kcal"]})
    told = await get(dana, "/proposal")
    assert (told["verdict"], told["current"]) == ("keep", first["kcal"])
    assert "nearEnough" in codes(told)


async def test_a_change_is_proposed_once_a_week(dana, clock):
    await goal(dana, TODAY - timedelta(days=6), rate=-0.5, energy={"aim": 2200})
    told = await get(dana, "/proposal")
    assert (told["verdict"], told["kcal"], told["due"]) == ("wait", 2200, "2046-07-01")
    assert codes(told)[-1] == "early"
    assert told["bounds"] == []
    clock.move_to(NOW + timedelta(days=1), tick=False)
    told = await get(dana, "/proposal")
    assert told["verdict"] == "change"
    assert told["bounds"] == ["step"]
    assert told["kcal"] == 1900


async def test_the_mean_of_a_week_is_what_holds(dana):
    week = [1600, 1600, 1600, 1600, 1600, 2300, 2300]
    await goal(dana, rate=-0.4, energy={"week": week})
    assert (await get(dana, "/proposal"))["current"] == 1800


async def test_thin_data_wait(dana, db):
    await goal(dana, rate=-0.5)
    await db.meallogs.delete_many({"day": {"$gte": f"{days_before(5)[0]}"}})
    told = await get(dana, "/proposal")
    assert (told["verdict"], told["kcal"]) == ("wait", 1900)
    assert codes(told)[-1] == "holding"
    await db.meallogs.delete_many({"day": {"$gte": f"{days_before(52)[0]}"}})
    assert codes(await get(dana, "/proposal"))[-1] == "learning"


async def test_a_target_weight_that_is_reached(dana):
    trend = (await get(dana))["latest"]["trend"]
    await goal(dana, rate=-0.5, targetWeight=round(trend, 1), energy={"aim": 2100})
    told = await get(dana, "/proposal")
    assert told["bounds"][0] == "reached"
    assert told["kcal"] == pytest.approx(2300, abs=150)
    assert told["rate"] == pytest.approx(0, abs=0.02)
    assert {"keepWeight", "reached"} <= set(codes(told))


async def test_never_below_the_floor(dana):
    await put(dana, f"/api/users/{dana.id}", {"sex": None}, 200)
    await goal(dana, rate=-0.7, energy={"aim": 1550})
    told = await get(dana, "/proposal")
    assert (told["verdict"], told["kcal"]) == ("change", 1500) or told["verdict"] == "keep"
    assert told["numbers"]["floor"] == 1500
    assert told["kcal"] >= 1500


@pytest.mark.parametrize(
    ("profile", "code", "missing"),
    [
        (WOMAN | {"age": 16}, "under_18", []),
        (WOMAN | {"height": 205}, "underweight", []),
        ({"height": 170}, "incomplete", ["age"]),
    ],
)
async def test_whom_nobody_helps_to_lose_weight(dana, profile, code, missing):
    await goal(dana, rate=-0.3)  # from when she was somebody else
    await put(dana, f"/api/users/{dana.id}", {"age": None, "height": None} | profile, 200)
    told = await get(dana, "/proposal")
    assert (told["verdict"], told["kcal"], told["numbers"]) == ("refused", None, {})
    assert told["refusal"]["code"] == code
    assert told["refusal"]["words"]
    assert told["missing"] == missing
    assert told["reasons"] == []


async def test_who_wants_to_lose_and_says_no_rate_is_asked(dana):
    await put(dana, f"/api/users/{dana.id}", {"goals": ["lose_weight"]}, 200)
    told = await get(dana, "/proposal")
    assert (told["verdict"], codes(told), told["kcal"]) == ("unknown", ["noAim"], None)
    await goal(dana, rate=-0.4)
    assert (await get(dana, "/proposal"))["verdict"] == "change"


async def test_without_goals_the_weight_is_kept(dana):
    told = await get(dana, "/proposal")
    assert told["goal"] == {"rate": None, "targetWeight": None}
    assert told["kcal"] == pytest.approx(2300, abs=150)
    assert "keepWeight" in codes(told)
    assert told["due"] is None


async def test_nothing_is_logged(join):
    dora = await join("Dora", weight=70, **WOMAN)
    told = await get(dora, "/proposal")
    assert (told["verdict"], codes(told), told["missing"]) == ("unknown", ["noDiary"], [])
    await mark(dora, TODAY, "fasting")
    assert (await get(dora, "/proposal"))["verdict"] == "wait"
