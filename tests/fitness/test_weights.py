"""Weighings from a scale, beside those that people type in."""

from datetime import UTC, datetime, time, timedelta

from bson import ObjectId

from fitness.reading import ago, ask, fill
from nutritrack.days import Calendar
from nutritrack.mongo.documents import now
from nutritrack.weights import store
from nutritrack.weights.models import Weight
from nutritrack.weights.readings import take_in


def at(days: int, hour: int = 6, minute: int = 0) -> datetime:
    return datetime.combine(ago(days), time(hour, minute), UTC)


async def weights_of(db, person):
    found = db.weights.find({"userId": ObjectId(person.id)}).sort("at")
    return [(each["at"], each["kilograms"], each.get("source")) async for each in found]


async def type_in(db, person, when, kilograms):
    weight = Weight.new(user_id=ObjectId(person.id), at=when, day=when.date(), kilograms=kilograms)
    await store.add(db, weight)


async def test_a_scale_feeds_the_weights(alice, world, consent, job, db):
    world.data["weights"] = [{"at": at(30), "kg": 80.25}, {"at": at(2), "kg": 79.9}]
    await consent(alice)
    await job.work_off()
    assert await weights_of(db, alice) == [
        (at(30), 80.25, "google_health"),
        (at(2), 79.9, "google_health"),
    ]


async def test_reading_again_adds_nothing(alice, world, consent, job, db):
    fill(world)
    await consent(alice)
    await job.work_off()
    first = await weights_of(db, alice)
    assert len(first) == 13
    for _ in range(2):
        await consent(alice)  # as for the first time
        await job.work_off()
    assert await weights_of(db, alice) == first


async def test_what_was_deleted_stays_deleted(alice, world, consent, job, db):
    world.data["weights"] = [{"at": at(3), "kg": 80}, {"at": at(2), "kg": 79}]
    await consent(alice)
    await job.work_off()
    await db.weights.delete_one({"at": at(3)})
    await db.weights.update_one({"at": at(2)}, {"$set": {"kilograms": 78.0}})
    await ask(alice)
    await job.work_off()
    assert await weights_of(db, alice) == [(at(2), 78.0, "google_health")]


async def test_what_was_typed_in_stands(alice, world, consent, job, db):
    await type_in(db, alice, at(2, 6, 10), 79.0)
    world.data["weights"] = [{"at": at(2), "kg": 79.04}, {"at": at(2, 20), "kg": 80.1}]
    await consent(alice)
    await job.work_off()
    stored = await weights_of(db, alice)
    assert stored == [(at(2, 6, 10), 79.0, None), (at(2, 20), 80.1, "google_health")]
    await db.weights.delete_one({"at": at(2, 6, 10)})
    await ask(alice)
    await job.work_off()
    assert await weights_of(db, alice) == [(at(2, 20), 80.1, "google_health")]


async def test_two_sources_of_one_weighing_are_one(alice, bob, db):
    zone = Calendar("Europe/Berlin", 4)
    mine = ObjectId(alice.id)
    when = datetime(2026, 3, 1, 2, 30, 15, 700_000, UTC)  # before the day starts, at 3:30
    assert await take_in(db, mine, zone, "google_health", [(when, 80.0)]) == 1
    again = when.replace(microsecond=0)
    assert await take_in(db, mine, zone, "apple_health", [(again, 80.0)]) == 0
    [weight] = await db.weights.find().to_list()
    assert (weight["day"], weight["unit"]) == ("2026-02-28", "kg")
    assert await take_in(db, ObjectId(bob.id), zone, "apple_health", [(again, 80.0)]) == 1


async def test_a_bag_on_the_scale_is_no_weight(alice, world, consent, job, db):
    world.data["weights"] = [{"at": at(day), "kg": kg} for day, kg in ((4, 8), (3, 501), (2, 80))]
    await consent(alice)
    await job.work_off()
    assert [kg for _, kg, _ in await weights_of(db, alice)] == [80]


async def test_many_readings_are_all_taken_in(alice, db):
    start = now() - timedelta(days=1)
    many = [(start - timedelta(minutes=number), 80.0) for number in range(1203)]
    assert await take_in(db, ObjectId(alice.id), Calendar(), "apple_health", many) == 1203
    assert await take_in(db, ObjectId(alice.id), Calendar(), "apple_health", many) == 0
    assert await db.weights.count_documents({}) == 1203
