"""A whole import: seen as a whole, again without harm, cut off at any point."""

import asyncio
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from bson import ObjectId
from click.testing import CliRunner
from pymongo.errors import AutoReconnect

from food_tables import USDA, ean, fdc_zip, fndds_folder, jsonl, needs_usda, product, sr_zip
from nutritrack.errors import DatabaseAway
from nutritrack.foods import import_cli, imports, postings, releases, store
from nutritrack.foods.models import Food, FoodKind, Source, food_id
from nutritrack.foods.sources import off
from nutritrack.foods.sources.detect import open_source
from nutritrack.foods.sources.rows import UnreadableFile
from nutritrack.mongo import schema
from nutritrack.mongo.client import connect
from nutritrack.mongo.documents import now


async def names(db):
    return sorted([food["name"] async for food in db.foods.find()])


async def found(db, text, **options):
    return [food.name for food in await store.search(db, *store.split_query(text), **options)]


async def test_an_import_is_seen_with_its_account(db, tmp_path):
    path = jsonl(tmp_path / "a", *(product(i) for i in range(5)), product(9, code="x"), "{")
    shown = []
    done = await imports.run(db, path, release="2026-01", progress=shown.append)
    account = done.account
    assert (account.read, account.kept, account.skipped, done.foods) == (7, 5, 2, 5)
    assert (done.source, done.release, done.before) == ("off", "2026-01", None)
    assert list(imports.as_lines(done)) == [
        "Read 7, kept 5, skipped 2.",
        "  1 x its code has not only digits",
        "  1 x the line is not JSON",
        "The first 2:",
        "  line 6 (x): its code has not only digits: x",
        "  line 7: the line is not JSON",
    ]
    assert shown[-1] == 1.0
    food = await store.get(db, food_id("off", ean(3)))
    assert food == await store.by_barcode(db, ean(3))
    assert food.name == "Hazelnut spread 3"
    assert food.source == Source(name="off", id=ean(3), release="2026-01")
    assert await store.get(db, ObjectId()) is None
    assert await store.by_barcode(db, ean(77)) is None
    assert [each.release for each in await releases.listed(db)] == ["2026-01"]
    assert await schema.drift(db) == []


async def test_the_same_file_again_changes_nothing(db, tmp_path):
    path = jsonl(tmp_path / "a", product(1), product(2), product(1, product_name="Later"))
    first = await imports.run(db, path, release="r")
    assert (first.account.kept, first.account.again, first.foods) == (3, 1, 2)
    ids = [food["_id"] async for food in db.foods.find()]
    again = await imports.run(db, path.rename(tmp_path / "other name"), release="r")
    assert (again.unchanged, again.foods) == (True, 2)
    assert [food["_id"] async for food in db.foods.find()] == ids
    forced = await imports.run(db, tmp_path / "other name", release="r", force=True)
    assert forced.foods == 2
    assert await names(db) == ["Hazelnut spread 2", "Later"]
    assert (await store.get(db, food_id("off", ean(1)))).name == "Later"


async def test_a_release_takes_the_place_of_the_one_before_and_of_no_other(db, tmp_path):
    await imports.run(db, sr_zip(tmp_path / "sr"))
    old = [product(1), product(2, product_name="Goes")]
    await imports.run(db, jsonl(tmp_path / "a", *old), release="1")
    mine = ObjectId()
    at = now()
    own = {
        "name": "Mine",
        "kind": "own",
        "per100g": {"calories": 1},
        "createdAt": at,
        "updatedAt": at,
    }
    own["source"] = {"name": "own", "id": "1", "release": "1"}
    await db.foods.insert_one(own | {"userId": mine})
    new = [product(1, product_name="Stays"), product(3, product_name="Comes")]
    done = await imports.run(db, jsonl(tmp_path / "b", *new), release="2")
    assert (done.before, done.release) == ("1", "2")
    assert await names(db) == ["Butter, salted", "Comes", "Crème fraîche", "Mine", "Stays"]
    stays = await store.get(db, food_id("off", ean(1)))  # the same id as before
    assert (stays.name, stays.source.release) == ("Stays", "2")
    assert await found(db, "goes ") == []
    assert await found(db, "comes ") == ["Comes"]
    assert await db.foodwords.count_documents({"word": "goes"}) == 0


@pytest.mark.parametrize("make", ["cut", "bomb", "useless", "shrunk"])
async def test_a_bad_file_leaves_everything_as_it_was(db, tmp_path, make):
    good = jsonl(tmp_path / "good.gz", *(product(i) for i in range(3000)))
    await imports.run(db, good, release="1")
    before = await db.foods.find().sort("_id").to_list()
    bad = tmp_path / "bad"
    if make == "cut":
        raw = jsonl(tmp_path / "x.gz", *(product(i, a=i * 7919) for i in range(5000))).read_bytes()
        bad.write_bytes(raw[: len(raw) * 2 // 3])
    elif make == "bomb":
        raw = jsonl(tmp_path / "x", *(product(i) for i in range(2500))).read_bytes()
        bad.write_bytes(raw + b"x" * (17 << 20))
    elif make == "useless":
        jsonl(bad, product(1, nutriments={}))
    else:
        jsonl(bad, product(1))
    with pytest.raises(UnreadableFile):
        await imports.run(db, bad, release="2")
    assert await db.foods.find().sort("_id").to_list() == before
    document = await db.foodsources.find_one({"_id": "off"})
    assert document["release"] == "1"
    assert "running" not in document
    if make == "shrunk":
        assert (await imports.run(db, bad, release="2", force=True)).foods == 1


async def test_nothing_is_seen_before_the_end(db, tmp_path, monkeypatch):
    seen = []
    publish = releases.publish

    async def look_first(database, run, foods):
        seen.append(await database.foods.count_documents({}))
        seen.append(await found(db, "hazelnut"))
        seen.append(await store.by_barcode(db, ean(1)))
        await publish(database, run, foods)

    monkeypatch.setattr(releases, "publish", look_first)
    await imports.run(db, jsonl(tmp_path / "a", product(1)))
    assert seen == [1, [], None]
    assert await found(db, "hazelnut") == ["Hazelnut spread 1"]


@pytest.mark.parametrize("again", ["same", "other"])
async def test_a_stopped_import_goes_on_where_it_was(db, tmp_path, monkeypatch, again):
    monkeypatch.setattr(imports, "BATCH", 100)
    path = jsonl(tmp_path / "a", *(product(i) for i in range(1000)), "{")
    still_here = releases.still_here
    calls = 0

    async def stop_in_the_middle(*args):
        nonlocal calls
        calls += 1
        if calls == 4:
            raise asyncio.CancelledError  # its rows are written, its account is not
        await still_here(*args)

    monkeypatch.setattr(releases, "still_here", stop_in_the_middle)
    with pytest.raises(asyncio.CancelledError):
        await imports.run(db, path, release="r")
    assert await db.foods.count_documents({}) == 400
    assert await found(db, "hazelnut") == []
    monkeypatch.setattr(releases, "still_here", still_here)
    wrote = []
    write = store.write

    async def watch(database, import_id, foods):
        wrote.append(len(foods := list(foods)))
        return await write(database, import_id, foods)

    monkeypatch.setattr(store, "write", watch)
    if again == "other":
        path = jsonl(tmp_path / "b", *(product(i) for i in range(600)), "{")
    done = await imports.run(db, path, release="r")
    count = 1000 if again == "same" else 600
    assert (done.account.read, done.account.kept, done.foods) == (count + 1, count, count)
    assert done.account.reasons == {"the line is not JSON": 1}
    assert sum(wrote) == (700 if again == "same" else 600)
    assert await db.foods.count_documents({}) == count


async def test_a_database_that_goes_away_is_said_and_the_import_goes_on_later(
    db, tmp_path, monkeypatch
):
    monkeypatch.setattr(imports, "BATCH", 10)
    path = jsonl(tmp_path / "a", *(product(i) for i in range(50)))
    write = store.write

    async def away(database, import_id, foods):
        monkeypatch.setattr(store, "write", write)
        raise AutoReconnect("connection closed")

    monkeypatch.setattr(store, "write", away)
    with pytest.raises(DatabaseAway):
        await imports.run(db, path)
    assert (await imports.run(db, path)).foods == 50


async def test_two_imports_of_a_source_do_not_mix(db, tmp_path):
    first = await releases.begin(db, "off", "1", "a")
    with pytest.raises(releases.ImportIsRunning) as error:
        await imports.run(db, jsonl(tmp_path / "a", product(1)))
    assert "Another import of off is running" in str(error.value)
    await imports.run(db, sr_zip(tmp_path / "sr"))  # another source may
    await db.foodsources.update_one(
        {"_id": "off"}, {"$set": {"running.aliveAt": now() - timedelta(1)}}
    )
    await store.write(db, first.import_id, [(0, off.read_product(product(7), "1"), 0)])
    await imports.run(db, jsonl(tmp_path / "a", product(1)))
    with pytest.raises(releases.LeaseIsLost):
        await releases.still_here(db, first)
    with pytest.raises(releases.LeaseIsLost):
        await releases.publish(db, first, 1)
    assert "Hazelnut spread 7" not in await names(db)


async def test_a_lease_is_kept_while_a_step_is_long(db, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(releases, "LEASE", timedelta(seconds=0.3))
    index_words = store.index_words

    async def slowly(*args):
        await asyncio.sleep(0.8)
        with pytest.raises(releases.ImportIsRunning):
            await releases.begin(db, "off", "x", "y")
        await index_words(*args)

    monkeypatch.setattr(store, "index_words", slowly)
    assert (await imports.run(db, jsonl(tmp_path / "a", product(1)))).foods == 1


KILLED = """
import asyncio, sys
from pathlib import Path
from nutritrack.config import load_settings
from nutritrack.foods import imports
from nutritrack.mongo.client import connect
async def main():
    imports.BATCH = 200
    async with connect(load_settings()) as db:
        show = lambda _: print(".", flush=True)
        await imports.run(db, Path(sys.argv[1]), release="r", progress=show)
asyncio.run(main())
"""


async def test_a_killed_import_is_finished_by_the_next(db, settings, tmp_path, monkeypatch):
    path = jsonl(tmp_path / "a", *(product(i) for i in range(20_000)))
    env = os.environ | {"NUTRITRACK_MONGODB_URI": settings.mongodb_uri.get_secret_value()}
    args = (sys.executable, "-c", KILLED, str(path))
    process = await asyncio.create_subprocess_exec(*args, env=env, stdout=subprocess.PIPE)
    for _ in range(5):
        assert await process.stdout.readline()
    process.kill()
    await process.wait()
    partly = await db.foods.count_documents({})
    assert 1000 <= partly < 20_000
    assert await found(db, "hazelnut") == []
    with pytest.raises(releases.ImportIsRunning):
        await imports.run(db, path, release="r")
    monkeypatch.setattr(releases, "LEASE", timedelta(0))
    done = await imports.run(db, path, release="r")
    assert (done.account.read, done.foods) == (20_000, 20_000)
    assert await db.foods.count_documents({}) == 20_000


@needs_usda
async def test_the_tables_of_the_usda_side_by_side(db):
    done = await imports.run(db, USDA / "sr28asc.zip")
    assert (done.foods, done.account.skipped, done.account.again) == (8789, 0, 0)
    done = await imports.run(db, USDA)
    assert (done.foods, done.account.skipped) == (5431, 0)
    assert (await found(db, "scrambled eg"))[0].startswith("Egg")
    assert "Egg, whole, raw, fresh" in await found(db, "egg whole raw ", limit=5)
    assert await schema.drift(db) == []


# Search


def spread(number, name, brand=None, kind=FoodKind.BRANDED):
    source = Source(name="t", id=str(number), release="1")
    return Food(
        id=food_id("t", str(number)),
        name=name,
        kind=kind,
        brand=brand,
        per100g={"calories": 1},
        source=source,
    )


@pytest.fixture
async def shelf(db):
    """Some foods that are seen."""
    run = await releases.begin(db, "t", "1", "f")
    foods = [
        spread(1, "Milk Chocolate", "Milka"),
        spread(2, "Chocolate milk", kind=FoodKind.GENERIC),
        spread(3, "Milk chocolate with hazelnuts and raisins", "Lindt"),
        spread(4, "Crème brûlée", "Bonne Maman"),
        spread(5, "Ice creams, assorted", "Milka"),
        spread(6, "French fries"),
        spread(7, "Cookies"),
        spread(8, "Hot dogs"),
        spread(9, "Nutella", "Ferrero"),
        spread(10, "Water", kind=FoodKind.GENERIC),
    ]
    await store.write(
        db,
        run.import_id,
        [(place, food, 50 if food.name == "Nutella" else 0) for place, food in enumerate(foods)],
    )
    await store.index_words(db, run.import_id, len(foods))
    await releases.publish(db, run, len(foods))


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (
            "chocolate milk ",
            ["Chocolate milk", "Milk Chocolate", "Milk chocolate with hazelnuts and raisins"],
        ),
        ("milka choc", ["Milk Chocolate"]),
        ("lindt", ["Milk chocolate with hazelnuts and raisins"]),
        ("creme brulees ", ["Crème brûlée"]),
        ("CRÈME BR", ["Crème brûlée"]),
        ("ice cream ", ["Ice creams, assorted"]),
        ("ice cre", ["Ice creams, assorted"]),
        ("fries ", ["French fries"]),
        ("cookie ", ["Cookies"]),
        ("cooki", ["Cookies"]),
        ("hotdog ", ["Hot dogs"]),
        ("hot dog", ["Hot dogs"]),
        ("the nutel", ["Nutella"]),
        ("milk tractor ", []),
        ("zzz", []),
        ("", []),
        ("the ", []),
        (".*(zz+)+$", []),
    ],
)
async def test_imported_foods_are_found(db, typed, wanted):
    assert await found(db, typed) == wanted


@pytest.mark.usefixtures("shelf")
async def test_a_search_stays_within_its_limits(db):
    assert len(await found(db, "milk", limit=2)) == 2
    assert await found(db, "x" * 20_000) == []
    assert await found(db, "a b c d e f g h i j k l m n o p q") == []


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("few", [0, 100])
async def test_a_beginning_is_cut_with_words_however_many_there_are(db, monkeypatch, few):
    monkeypatch.setattr(postings, "FEW", few)
    assert await found(db, "milk haz") == ["Milk chocolate with hazelnuts and raisins"]
    assert await found(db, "milk chocol", limit=1) == ["Chocolate milk"]
    assert await found(db, "chocolate hazelnuts rais") == [
        "Milk chocolate with hazelnuts and raisins"
    ]
    assert await found(db, "chocolate wat") == []


# The command


def run_cli(*args, on_database=None):
    return CliRunner().invoke(import_cli.command(on_database), [str(arg) for arg in args])


def test_a_dry_run_needs_no_database(tmp_path):
    result = run_cli(fdc_zip(tmp_path / "a.zip"), "--dry-run")
    assert result.exit_code == 0, result.output
    assert "Read 10, kept 5, skipped 5." in result.output
    assert "1 x the same product has a newer label" in result.output
    assert "food.csv line 12: more than 902 kcal in 100 g: 9000 kcal" in result.output
    assert "This is fdc 2025-04-24. Nothing was kept." in result.output
    result = run_cli(fndds_folder(tmp_path / "f"), "--dry-run", "--source", "off")
    assert result.exit_code == 1
    assert "Error: f is not of Open Food Facts" in result.output
    assert "Traceback" not in result.output
    assert run_cli(tmp_path / "nowhere").exit_code == 2


async def test_the_command_imports_and_says_so(settings, db, tmp_path):
    def on_database(work):
        async def main():
            async with connect(settings) as database:
                return await work(database)

        return asyncio.run(main())

    path = jsonl(tmp_path / "a", product(1), product(2, nutriments={}))
    args = (path, "--release", "May")
    result = await asyncio.to_thread(run_cli, *args, on_database=on_database)
    assert result.exit_code == 0, result.output
    assert "Read 2, kept 1, skipped 1." in result.output
    assert "1 foods of off May are there now." in result.output
    result = await asyncio.to_thread(run_cli, *args, on_database=on_database)
    assert "off May is imported already, with 1 foods." in result.output


def test_the_order_of_rows_is_the_same_every_time(tmp_path):
    for path in (fdc_zip(tmp_path / "a"), sr_zip(tmp_path / "b")):
        first, second = (
            [(row.where, row.food) for row in open_source(path).rows()] for _ in range(2)
        )
        assert first == second
