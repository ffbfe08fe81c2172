"""Collections, validators and indexes: as the design names them, and as the code declares them."""

import asyncio

import pytest
from bson import ObjectId
from pymongo import ASCENDING
from pymongo.errors import DuplicateKeyError, WriteError

from nutritrack.mongo import schema
from nutritrack.mongo.documents import now
from nutritrack.mongo.migrations import migrate
from nutritrack.prepare import prepare

DESIGN = {
    "users": [{"email": 1}, {"googleId": 1}, {"createdAt": -1}],
    "meallogs": [{"userId": 1, "date": -1}, {"date": -1}, {"mealType": 1}],
    "chatmessages": [{"userId": 1, "createdAt": -1}, {"createdAt": -1}],
}
RICE = {"name": "Rice", "calories": 200, "protein": 4, "carbs": 45, "fat": 0.5, "quantity": "1"}


async def test_the_indexes_of_the_design_exist(db):
    for name, wanted in DESIGN.items():
        indexes = {index["name"]: index async for index in await db[name].list_indexes()}
        keys = [dict(index["key"]) for index in indexes.values()]
        assert all(key in keys for key in wanted)
        assert all(list(key.items()) in [list(k.items()) for k in keys] for key in wanted)
        if name == "users":
            assert indexes["email_1"]["unique"] is True


async def test_a_prepared_database_has_no_drift(db):
    assert await schema.drift(db) == []


async def test_drift_is_reported_and_mended(db, settings):
    await db.users.drop_index("googleId_1")
    await db.meallogs.drop_index("mealType_1")
    await db.meallogs.create_index([("mealType", ASCENDING)], sparse=True)
    await db.command("collMod", "meallogs", validator={})
    await db.meallogs.insert_one({"bad": 1})
    await db.drop_collection("deletions")
    found = await schema.drift(db)
    assert found == [
        "users: the index googleId_1 is missing",
        "meallogs: the rules are not those of this version",
        "meallogs: the index mealType_1 has other options",
        "meallogs: 1 documents break the rules",
        "deletions: the collection is missing",
    ]
    await db.meallogs.delete_many({})
    await asyncio.gather(*(prepare(db, settings) for _ in range(3)))
    assert await schema.drift(db) == []


async def test_migrations_run_once_and_in_order_also_from_two_processes(db):
    ran: list[str] = []

    async def m9001_first(db):
        ran.append("first")
        await asyncio.sleep(0.05)

    async def m9002_second(db):
        ran.append("second")

    steps = [m9001_first, m9002_second]
    try:
        names = await asyncio.gather(migrate(db, steps), migrate(db, steps))
        assert sorted(names[0] + names[1]) == ["m9001_first", "m9002_second"]
        assert ran[0] == "first"
        ran.clear()
        assert await migrate(db, steps) == []
        assert ran == []
    finally:
        await db.migrations.delete_many({"_id": {"$regex": "^m9"}})


async def test_a_migration_that_fails_is_tried_again(db):
    tries: list[int] = []

    async def m9003_fails_once(db):
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError

    try:
        with pytest.raises(RuntimeError):
            await migrate(db, [m9003_fails_once])
        assert await migrate(db, [m9003_fails_once]) == ["m9003_fails_once"]
    finally:
        await db.migrations.delete_many({"_id": {"$regex": "^m9"}})


async def test_old_emails_are_compared_in_lower_case_and_none_is_overwritten(db):
    from nutritrack.mongo.migrations import m0001_emails_in_lower_case

    await db.users.insert_many(
        [{"name": "A", "email": email} for email in ("A@Example.com", "B@x.co", "b@x.co")]
    )
    await m0001_emails_in_lower_case(db)
    emails = sorted([user["email"] async for user in db.users.find()])
    assert emails == ["B@x.co", "a@example.com", "b@x.co"]


def user(**fields):
    return {"name": "A", "email": "a@example.com", **fields}


def meal(**fields):
    base = {"userId": ObjectId(), "foods": [RICE], "totalCalories": 200}
    return base | {"mealType": "lunch", "date": now()} | fields


def message(**fields):
    return {"userId": ObjectId(), "role": "user", "content": "hello", **fields}


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("users", {"name": "A"}),
        ("users", {"email": "a@example.com"}),
        ("users", user(email="not an e-mail")),
        ("users", user(age=12)),
        ("users", user(age=121)),
        ("users", user(age=25.5)),
        ("users", user(age="25")),
        ("users", user(weight=19)),
        ("users", user(weight=float("nan"))),
        ("users", user(height=301)),
        ("users", user(dailyCalorieGoal=999)),
        ("users", user(dailyCalorieGoal=10001)),
        ("users", user(activityLevel="lazy")),
        ("users", user(dayStartHour=7)),
        ("users", user(sex="x")),
        ("meallogs", meal(userId="x")),
        ("meallogs", meal(foods=[])),
        ("meallogs", meal(foods=[RICE] * 101)),
        ("meallogs", meal(foods=[RICE | {"calories": -1}])),
        ("meallogs", meal(foods=[RICE | {"calories": float("nan")}])),
        ("meallogs", meal(foods=[RICE | {"protein": "4"}])),
        ("meallogs", meal(foods=[{"name": "x"}])),
        ("meallogs", meal(totalCalories=201)),
        ("meallogs", meal(totalCalories=float("inf"))),
        ("meallogs", meal(mealType="brunch")),
        ("meallogs", meal(date="2026-03-01")),
        ("meallogs", meal(day="1 March")),
        ("chatmessages", message(role="system")),
        ("chatmessages", message(type="poem")),
        ("chatmessages", message(content=1)),
        ("chatmessages", {"role": "user", "content": "x"}),
    ],
)
async def test_a_bad_document_of_any_client_is_refused(db, name, document):
    with pytest.raises(WriteError) as error:
        await db[name].insert_one(document)
    assert error.value.code == 121


async def test_a_good_document_of_any_client_is_taken(db):
    await db.users.insert_one(user(age=25, weight=70, height=175, dailyCalorieGoal=1800))
    await db.meallogs.insert_one(meal(foods=[RICE, RICE | {"fiber": 1}], totalCalories=400))
    await db.chatmessages.insert_one(message(type="text", metadata=None, createdAt=now()))
    with pytest.raises(DuplicateKeyError):
        await db.users.insert_one(user())
