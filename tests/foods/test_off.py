"""Looking a barcode up, against an Open Food Facts of our own over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from food_tables import ean, jsonl, product, sr_zip
from nutritrack.errors import TooManyRequests
from nutritrack.foods import imports, store
from nutritrack.foods.sources import off_api
from nutritrack.foods.sources.barcodes import NotABarcode
from nutritrack.foods.sources.off_api import BarcodesAway, UnknownBarcode, look_up
from nutritrack.mongo.documents import now

NEW = {
    "code": ean(1),
    "product_name": "Hazelnut spread",
    "brands": "Ferrero",
    "last_modified_t": 1764547200,
    "nutrition": {
        "aggregated_set": {
            "preparation": "as_sold",
            "per": "100g",
            "nutrients": {
                "energy-kcal": {"value": 539, "unit": "kcal"},
                "fat": {"value": 30.9, "unit": "g"},
            },
        },
        "input_sets": [],
    },
}


class FakeOff:
    """Answers every request with the next of its answers, and the last one again and again."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.requests: list[str] = []
        self.url = ""

    def says(self, *answers: object) -> None:
        self.answers = list(answers)
        self.requests.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if answer == "close":
                return
            if answer == "hang":
                await asyncio.sleep(5)
                return
            if answer == "trickle":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(50):
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(0.05)
                return
            status, body, *headers = answer
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(raw)}", *headers, "", ""]
            writer.write("\r\n".join(lines).encode() + raw)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def running(fake: FakeOff) -> AsyncIterator[None]:
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
    fake.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield
    finally:
        server.close()


@pytest.fixture
async def fake(monkeypatch):
    monkeypatch.setattr(off_api, "PAUSE_SECONDS", 0.01)
    fake = FakeOff()
    async with running(fake):
        yield fake


def there(found):
    return 200, {"status": "success", "result": {"id": "product_found"}, "product": found}


MISSING = (404, {"status": "failure", "result": {"id": "product_not_found"}, "errors": []})


@pytest.mark.parametrize("found", [NEW, product(1)])
async def test_a_product_is_asked_for_once_and_kept(db, fake, found):
    fake.says(there(found))
    food = await look_up(db, ean(1), fake.url + "/")
    assert (food.barcode, food.brand, food.per100g["calories"]) == (ean(1), "Ferrero", 539)
    request = fake.requests[0]
    assert request.startswith(f"GET /api/v3/product/{ean(1)}?fields=code%2C")
    assert "user-agent: nutritrack/" in request.lower()
    assert await look_up(db, f" {ean(1)[:5]} {ean(1)[5:]}", fake.url) == food
    assert await look_up(db, ean(1), None) == food
    assert len(fake.requests) == 1
    assert [f.name for f in await store.search(db, ["hazelnut"])] == [food.name]


async def test_an_imported_product_is_not_asked_for(db, fake, tmp_path):
    await imports.run(db, jsonl(tmp_path / "a", product(1)), release="May")
    food = await look_up(db, ean(1), fake.url)
    assert food.source.release == "May"
    assert fake.requests == []


async def test_what_is_not_there_is_remembered_for_a_day(db, fake, clock):
    fake.says(MISSING)
    for _ in range(3):
        with pytest.raises(UnknownBarcode, match="Nobody knows this barcode yet"):
            await look_up(db, ean(1), fake.url)
    assert len(fake.requests) == 1
    await db.foodlookups.update_one({}, {"$set": {"expiresAt": now()}})
    fake.says(there(NEW))
    assert (await look_up(db, ean(1), fake.url)).name == "Hazelnut spread"


async def test_a_product_that_cannot_be_used_says_why(db, fake):
    fake.says(there(product(1, nutriments={"energy-kcal_prepared_100g": 90})))
    for _ in range(2):
        with pytest.raises(UnknownBarcode, match="prepared food") as error:
            await look_up(db, ean(1), fake.url)
    assert error.value.status == 404
    assert len(fake.requests) == 1
    fake.says(there(product(2, nutriments={"energy-kcal_100g": 9000})))
    with pytest.raises(UnknownBarcode, match="more than 902 kcal"):
        await look_up(db, ean(2), fake.url)


@pytest.mark.parametrize("code", ["", "123", "3017620422004", "../../etc", "30176204220033"])
async def test_only_barcodes_are_asked_for(db, fake, code):
    with pytest.raises(NotABarcode):
        await look_up(db, code, fake.url)
    assert fake.requests == []


async def test_nobody_is_asked_when_it_is_turned_off(db, fake):
    for url in (None, "", "off"):
        with pytest.raises(UnknownBarcode, match="not in our tables"):
            await look_up(db, ean(1), url)


@pytest.mark.parametrize(
    ("answer", "says", "asked"),
    [
        ("close", "cannot be reached", 2),
        ("hang", "did not answer in time", 2),
        ("trickle", "did not answer in time", 2),
        ((500, b"oops"), r"answered with an error \(500\)", 2),
        ((429, b"", "Retry-After: 17"), "asks us to wait", 1),
        ((503, b"<html>"), "asks us to wait", 1),
        ((403, b"<html>"), r"that we do not know \(403\)", 1),
        ((302, b"", "Location: http://127.0.0.1:1/"), r"that we do not know \(302\)", 1),
        ((200, b"{garbage"), "not a product", 1),
        ((200, b"\xff\xfe"), "not a product", 1),
        ((200, b"[" * 100_000), "not a product", 1),
        ((200, []), "not a product", 1),
        ((200, {"status": "success", "product": [1]}), "not a product", 1),
        ((404, b"<html>no such page"), "not a product", 1),
        ((200, b" " * (3 << 20)), "more than a product has", 1),
    ],
)
async def test_what_goes_wrong_there_is_said_and_not_remembered(
    db, fake, monkeypatch, answer, says, asked
):
    monkeypatch.setattr(off_api, "TIMEOUT", 0.3)
    monkeypatch.setattr(off_api, "MOST_SECONDS", 0.5)
    fake.says(answer)
    with pytest.raises(BarcodesAway, match=says) as error:
        await look_up(db, ean(1), fake.url)
    assert error.value.status == 404
    waits = "17" if answer[0] == 429 else "60"
    assert error.value.headers() == {"Retry-After": waits}
    assert len(fake.requests) == asked
    fake.says(there(NEW))
    assert (await look_up(db, ean(1), fake.url)).per100g["calories"] == 539


async def test_one_more_try_helps(db, fake):
    fake.says("close", there(NEW))
    assert (await look_up(db, ean(1), fake.url)).name == "Hazelnut spread"
    assert len(fake.requests) == 2


async def test_offline_says_so(db, fake):
    async with running(gone := FakeOff()):
        pass
    with pytest.raises(BarcodesAway, match="cannot be reached"):
        await look_up(db, ean(1), gone.url)


async def test_it_is_asked_15_times_a_minute_at_most(db, fake):
    fake.says(MISSING)
    for number in range(15):
        with pytest.raises(UnknownBarcode):
            await look_up(db, ean(number), fake.url)
    with pytest.raises(TooManyRequests):
        await look_up(db, ean(20), fake.url)
    assert len(fake.requests) == 15
    with pytest.raises(UnknownBarcode):  # what is remembered costs nothing
        await look_up(db, ean(3), fake.url)


async def test_what_was_kept_long_ago_is_asked_for_again(db, fake):
    fake.says(there(NEW))
    await look_up(db, ean(1), fake.url)
    old = now() - off_api.FRESH - timedelta(days=1)
    await db.foods.update_one({}, {"$set": {"updatedAt": old}})
    fake.says((500, b""))
    assert (await look_up(db, ean(1), fake.url)).name == "Hazelnut spread"  # better than nothing
    fake.says(there(NEW | {"product_name": "New recipe"}))
    assert (await look_up(db, ean(1), fake.url)).name == "New recipe"
    assert await db.foods.count_documents({}) == 1
    assert [food.name for food in await store.search(db, [], "reci")] == ["New recipe"]


async def test_imports_leave_looked_up_products_alone(db, fake, tmp_path):
    fake.says(there(NEW))
    await look_up(db, ean(1), fake.url)
    await imports.run(db, sr_zip(tmp_path / "a"))
    assert await store.by_barcode(db, ean(1))
    await imports.run(db, jsonl(tmp_path / "b", product(1)), release="r")
    assert [food.source.release for food in await store.search(db, ["hazelnut"])] == ["r"]
