"""Weighings through the API, and the profile that follows them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId

from nutritrack.mongo.documents import now
from nutritrack.weights.readings import take_in

MORNING = "2026-03-01T06:30:00.000Z"


async def weigh(person, weight, at=None, **more):
    reply = await person.post("/api/weights", json={"weight": weight, "at": at, **more})
    assert reply.status_code == 201, reply.text
    return reply.json()


def put(person, weight_id, seen=None, **body):
    headers = {"If-Match": seen} if seen else {}
    sent = {"at": MORNING, **body}
    return person.put(f"/api/weights/{person.id}/{weight_id}", json=sent, headers=headers)


async def listed(person, query=""):
    reply = await person.get(f"/api/weights/{person.id}?{query}")
    assert reply.status_code == 200, reply.text
    return reply.json()


async def profile_weight(person):
    return (await person.get(f"/api/users/{person.id}")).json().get("weight")


async def test_a_weighing_comes_back_in_its_unit(alice):
    first = await weigh(alice, 80.5, MORNING)
    assert first["day"] == "2026-03-01"
    assert (first["weight"], first["unit"], first["kilograms"]) == (80.5, "kg", 80.5)
    pounds = await weigh(alice, 171.43, "2026-03-02T07:30:00+01:00", unit="lb")
    assert (pounds["weight"], pounds["unit"], pounds["kilograms"]) == (171.43, "lb", 77.7593)
    assert pounds["at"] == "2026-03-02T06:30:00.000Z"
    stones = await weigh(alice, 12.25, "2026-03-03T06:30:00Z", unit="st")
    assert stones["kilograms"] == 77.7911
    assert await listed(alice) == [stones, pounds, first]
    assert (await alice.get(f"/api/weights/{alice.id}/{pounds['_id']}")).json() == pounds
    # What GET returned is taken as it is.
    again = await alice.post("/api/weights", json=pounds)
    assert (again.status_code, again.json()["weight"]) == (201, 171.43)


async def test_kilograms_alone_say_enough(alice):
    reply = await alice.post("/api/weights", json={"kilograms": 70.25})
    assert (reply.json()["weight"], reply.json()["unit"]) == (70.25, "kg")
    reply = await alice.post("/api/weights", json={"kilograms": 70, "unit": "lb"})
    assert reply.json()["weight"] == 154.324


async def test_any_number_a_day(alice):
    for minute in range(5):
        await weigh(alice, 80 + minute / 10, f"2026-03-01T06:3{minute}:00Z")
    assert [each["weight"] for each in await listed(alice)] == [80.4, 80.3, 80.2, 80.1, 80]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", {}),
        ("", {"weight": 19.99}),
        ("", {"weight": 500.1}),
        ("", {"weight": 44, "unit": "lb"}),
        ("", {"weight": 80, "kilograms": 81}),
        ("weight", {"weight": "80"}),
        ("weight", {"weight": 0}),
        ("weight", {"weight": -80}),
        ("weight", {"weight": True}),
        ("weight", {"weight": {"$gt": 0}}),
        ("weight", {"weight": 10**400}),
        ("kilograms", {"kilograms": 501}),
        ("unit", {"weight": 80, "unit": "stone"}),
        ("at", {"weight": 80, "at": "2026-03-01T06:30:00"}),
        ("at", {"weight": 80, "at": "1969-12-31T23:59:59Z"}),
        ("at", {"weight": 80, "at": "2099-01-01T00:00:00Z"}),
        ("userId", {"weight": 80, "userId": "x"}),
        ("unheard", {"weight": 80, "unheard": 1}),
    ],
)
async def test_what_no_body_weighs_is_refused(alice, path, value):
    reply = await alice.post("/api/weights", json=value)
    assert reply.status_code == 422, reply.text
    assert reply.json()["fields"][0]["path"] == path
    assert await listed(alice) == []


async def test_putting_is_safe_to_retry(alice):
    weight_id = str(ObjectId())
    first = await put(alice, weight_id, weight=80)
    again = await put(alice, weight_id, weight=80)
    stale = await put(alice, weight_id, "2020-01-01T00:00:00.000Z", weight=80)
    assert [reply.status_code for reply in (first, again, stale)] == [201, 200, 200]
    assert first.json() == again.json() == stale.json()
    no_time = await put(alice, ObjectId(), weight=80, at=None)
    assert (no_time.status_code, no_time.json()["fields"][0]["path"]) == (422, "at")


async def test_another_weight_under_a_known_id_needs_if_match(alice):
    weight_id = str(ObjectId())
    first = (await put(alice, weight_id, weight=80)).json()
    assert (await put(alice, weight_id, weight=81)).status_code == 409
    assert (await put(alice, weight_id, "nonsense", weight=81)).status_code == 412
    changed = await put(alice, weight_id, f'"{first["updatedAt"]}"', weight=81)
    assert (changed.status_code, changed.json()["weight"]) == (200, 81)
    assert changed.json()["updatedAt"] > first["updatedAt"]
    assert (await put(alice, weight_id, first["updatedAt"], weight=82)).status_code == 412
    unknown = await put(alice, ObjectId(), first["updatedAt"], weight=82)
    assert (unknown.status_code, unknown.json()["code"]) == (412, "WeightChanged")


async def test_many_at_once_make_one_weighing_and_overwrite_nothing(alice):
    weight_id = str(ObjectId())
    replies = await asyncio.gather(*(put(alice, weight_id, weight=80) for _ in range(8)))
    assert sorted(reply.status_code for reply in replies) == [200] * 7 + [201]
    seen = replies[0].json()["updatedAt"]
    changes = [put(alice, weight_id, seen, weight=81 + number) for number in range(8)]
    replies = await asyncio.gather(*changes)
    assert sorted(reply.status_code for reply in replies) == [200] + [412] * 7
    assert len(await listed(alice)) == 1


async def test_a_deleted_weighing_stays_deleted(alice):
    weight = (await put(alice, ObjectId(), weight=80)).json()
    path = f"/api/weights/{alice.id}/{weight['_id']}"
    stale = await alice.delete(path, headers={"If-Match": "2020-01-01T00:00:00Z"})
    assert stale.status_code == 412
    assert (await alice.delete(path)).status_code == 204
    assert (await alice.delete(path)).status_code == 204
    assert (await alice.get(path)).json()["code"] == "WeightNotFound"
    for seen in (None, weight["updatedAt"]):
        reply = await put(alice, weight["_id"], seen, weight=80)
        assert (reply.status_code, reply.json()["code"]) == (410, "WeightDeleted")


async def test_an_id_may_be_that_of_a_meal_too(alice, bob):
    """Both are deleted, by one person or by two: nothing breaks and nothing comes back."""
    food = {"name": "Rice", "calories": 1, "protein": 0, "carbs": 0, "fat": 0, "quantity": "1"}
    meal = {"foods": [food], "mealType": "lunch", "date": MORNING}
    for eater in (alice, bob):
        both = str(ObjectId())
        await put(alice, both, weight=80)
        assert (await eater.put(f"/api/meals/{eater.id}/{both}", json=meal)).status_code == 201
        for path in (f"/api/weights/{alice.id}/{both}", f"/api/meals/{eater.id}/{both}"):
            owner = alice if alice.id in path else bob
            assert (await owner.delete(path)).status_code == 204
            assert (await owner.get(path)).status_code == 404
        assert (await put(alice, both, weight=80)).status_code == 410


async def test_an_id_of_somebody_else_shows_nothing(alice, bob):
    weight = await weigh(alice, 80, MORNING)
    assert (await put(bob, weight["_id"], weight=81)).status_code == 409
    assert (await bob.delete(f"/api/weights/{bob.id}/{weight['_id']}")).status_code == 204
    assert (await bob.get(f"/api/weights/{bob.id}/{weight['_id']}")).status_code == 404
    reply = await bob.post("/api/weights", json={"weight": 80, "userId": alice.id})
    assert (reply.status_code, reply.json()["error"]) == (403, "Unauthorized")
    assert await listed(alice) == [weight]
    assert await listed(bob) == []


# Days


async def test_the_day_is_that_of_the_person_and_never_moves(alice):
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Europe/Berlin", "dayStartHour": 4})
    before = await weigh(alice, 80, "2026-03-29T01:59:59.999Z")  # 03:59, the clock had changed
    after = await weigh(alice, 80.1, "2026-03-29T02:00:00Z")
    assert (before["day"], after["day"]) == ("2026-03-28", "2026-03-29")
    assert await listed(alice, "from=2026-03-29&to=2026-03-29") == [after]
    await alice.put(f"/api/users/{alice.id}", json={"timezone": "Pacific/Honolulu"})
    assert [each["day"] for each in await listed(alice)] == ["2026-03-29", "2026-03-28"]
    # Another weight at the same time stays on its day; another time is another day.
    same = await put(alice, after["_id"], after["updatedAt"], weight=81, at=after["at"])
    assert same.json()["day"] == "2026-03-29"
    moved = await put(alice, after["_id"], same.json()["updatedAt"], weight=81, at=before["at"])
    assert moved.json()["day"] == "2026-03-28"


async def test_a_page_reaches_every_weighing_once_also_at_one_moment(alice):
    await asyncio.gather(*(weigh(alice, 70 + number, MORNING) for number in range(7)))
    await weigh(alice, 60, "2026-03-02T06:00:00Z")
    seen, path = [], f"/api/weights/{alice.id}?limit=3&from=2026-03-01"
    while path and len(seen) < 50:
        reply = await alice.get(path)
        assert len(reply.json()) <= 3
        seen += [each["_id"] for each in reply.json()]
        path = reply.links.get("next", {}).get("url")
    assert len(set(seen)) == len(seen) == 8


async def test_ten_thousand_weighings(alice, db):
    start = datetime(1999, 1, 1, 6, tzinfo=UTC)
    documents = [
        {
            "userId": ObjectId(alice.id),
            "at": start + timedelta(days=number),
            "day": f"{start + timedelta(days=number):%F}",
            "kilograms": 70 + number % 50 / 10,
            "unit": "kg",
        }
        for number in range(10_000)
    ]
    await db.weights.insert_many(documents)
    seen, path = 0, f"/api/weights/{alice.id}?limit=1000"
    while path:
        reply = await alice.get(path)
        seen += len(reply.json())
        path = reply.links.get("next", {}).get("url")
    assert seen == 10_000
    assert len(await listed(alice, "from=2010-05-01&to=2010-05-31")) == 31
    plan = await db.command(
        "explain",
        {
            "find": "weights",
            "filter": {"userId": ObjectId(alice.id)},
            "sort": {"at": -1, "_id": -1},
        },
    )
    winner = str(plan["queryPlanner"]["winningPlan"])
    assert "userId_1_at_-1__id_-1" in winner
    assert "'stage': 'SORT'" not in winner


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=1001", "from=2026-02-30", "from=2026-03-02&to=2026-03-01", "before=x"],
)
async def test_a_query_that_makes_no_sense_is_refused(alice, query):
    reply = await alice.get(f"/api/weights/{alice.id}?{query}")
    assert reply.status_code == 422
    assert reply.json()["fields"][0]["path"]


# The profile


async def test_the_profile_follows_the_latest_weighing(alice):
    await alice.put(f"/api/users/{alice.id}", json={"weight": 90})
    first = await weigh(alice, 80, MORNING)
    assert await profile_weight(alice) == 80
    await weigh(alice, 85, "2026-02-01T06:00:00Z")  # an older one
    assert await profile_weight(alice) == 80
    latest = await weigh(alice, 171.4, "2026-03-02T06:00:00Z", unit="lb")
    assert await profile_weight(alice) == 77.75
    await put(alice, latest["_id"], latest["updatedAt"], weight=79, at=latest["at"])
    assert await profile_weight(alice) == 79
    await alice.delete(f"/api/weights/{alice.id}/{latest['_id']}")
    assert await profile_weight(alice) == 80
    # What is typed into the profile stands until the next weighing.
    await alice.put(f"/api/users/{alice.id}", json={"weight": 78})
    assert await profile_weight(alice) == 78
    await alice.delete(f"/api/weights/{alice.id}/{first['_id']}")
    assert await profile_weight(alice) == 85


async def test_the_profile_keeps_its_weight_where_no_weighing_is_left(alice):
    only = await weigh(alice, 80, MORNING)
    await alice.delete(f"/api/weights/{alice.id}/{only['_id']}")
    assert await profile_weight(alice) == 80


async def test_the_profile_follows_a_scale_too(alice, db):
    user = await db.users.find_one({"_id": ObjectId(alice.id)})
    from nutritrack.days import Calendar

    read = [(now() - timedelta(days=2), 81.25), (now() - timedelta(days=1), 80.75)]
    assert await take_in(db, user["_id"], Calendar(), "google_health", read) == 2
    assert await profile_weight(alice) == 80.75
    [newest, _] = await listed(alice)
    assert (newest["source"], newest["weight"]) == ("google_health", 80.75)
    # Who changes it says so themselves.
    mine = await put(alice, newest["_id"], newest["updatedAt"], weight=80, at=newest["at"])
    assert "source" not in mine.json()


async def test_the_profile_is_right_after_writers_at_once(alice):
    made = await asyncio.gather(
        *(weigh(alice, 60 + hour, f"2026-03-01T{hour:02}:00:00Z") for hour in range(12))
    )
    paths = [f"/api/weights/{alice.id}/{each['_id']}" for each in made[6:]]
    await asyncio.gather(
        *(alice.delete(path) for path in paths),
        *(weigh(alice, 50 + hour, f"2026-02-01T{hour:02}:00:00Z") for hour in range(6)),
        alice.put(f"/api/users/{alice.id}", json={"age": 40}),
    )
    assert (await listed(alice))[0]["weight"] == 65
    assert await profile_weight(alice) == 65


async def test_a_validator_keeps_other_clients_to_the_rules(db):
    from pymongo.errors import WriteError

    good = {"userId": ObjectId(), "at": now(), "day": "2026-03-01", "kilograms": 80.0, "unit": "kg"}
    for bad in ({"kilograms": 19}, {"kilograms": "80"}, {"unit": "g"}, {"day": "1 March"}):
        with pytest.raises(WriteError):
            await db.weights.insert_one(good | bad)
    await db.weights.insert_one(good)
