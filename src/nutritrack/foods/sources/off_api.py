"""One product by its barcode from Open Food Facts, which asks for at most 15 a minute.

What was found is kept with the imported foods; what was not is remembered for a day.
"""

import asyncio
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2

from nutritrack import __version__, limits
from nutritrack.errors import AppError, NotFound
from nutritrack.foods import store
from nutritrack.foods.models import Food
from nutritrack.foods.sources import off
from nutritrack.foods.sources.barcodes import barcode
from nutritrack.foods.sources.rows import Refused
from nutritrack.mongo.documents import Db

READS = limits.Limit("openfoodfacts", 15, timedelta(minutes=1))
USER_AGENT = f"NutriTrack/{__version__} (self-hosted food tracker)"
TIMEOUT = httpx2.Timeout(6.0, connect=3.0)
MOST_SECONDS = 10.0  # of one attempt, also when the answer trickles
MOST_BYTES = 2 << 20
PAUSE_SECONDS = 0.5
TRIES = 2
FRESH = timedelta(days=30)
MISSING_FOR = timedelta(days=1)
NOBODY = "off"
NOT_THERE = "Nobody knows this barcode yet."
BUSY = (429, 503)
BROKEN = (500, 502, 504)


class UnknownBarcode(NotFound):
    detail = "{reason} You can add the food yourself, from its label."


class BarcodesAway(NotFound):
    """Nobody here knows it, and who may know it cannot be asked now. Our own service is well."""

    detail = "This product is not in our tables, and Open Food Facts {problem}."

    def __init__(self, problem: str, seconds: int = 60) -> None:
        super().__init__(problem=problem)
        self.seconds = seconds

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.seconds)}


async def look_up(
    db: Db, code: str, base_url: str | None, *, transport: httpx2.AsyncBaseTransport | None = None
) -> Food:
    """The product of a barcode: an imported one, one asked for before, or one asked for now.

    Without a `base_url`, or with "off", nobody is asked. Raises NotABarcode, UnknownBarcode,
    BarcodesAway, and TooManyRequests when we have asked as often as we may.
    """
    ean = barcode(code)
    base_url = None if base_url == NOBODY else base_url
    known = await store.by_barcode(db, ean)
    if known and (known.source.name != off.NAME or not base_url or not await _is_stale(db, ean)):
        return known
    if not base_url:
        raise UnknownBarcode(reason="This barcode is not in our tables.")
    if reason := await store.why_missing(db, ean):
        if known:
            return known
        raise UnknownBarcode(reason=reason)
    try:
        product = await _ask(db, ean, base_url.rstrip("/"), transport)
    except AppError:
        if known:  # an old answer is better than none
            return known
        raise
    return await _keep(db, ean, product)


async def _is_stale(db: Db, ean: str) -> bool:
    """Whether it is known only from asking long ago."""
    return await store.looked_up_before(db, ean, FRESH)


async def _keep(db: Db, ean: str, product: dict[str, Any] | None) -> Food:
    try:
        if product is None:
            raise Refused(NOT_THERE)
        food = off.read_product({**product, "code": ean}, _release(product))
    except Refused as refused:
        reason = NOT_THERE if product is None else f"Its entry cannot be used: {refused}."
        await store.keep_missing(db, ean, reason, MISSING_FOR)
        raise UnknownBarcode(reason=reason) from None
    await store.keep_looked_up(db, food, _popularity(product))
    return food


def _release(product: dict[str, Any]) -> str:
    changed = product.get("last_modified_t")
    return f"API, changed {changed}" if type(changed) is int else "API"


def _popularity(product: dict[str, Any]) -> int:
    scans = product.get("unique_scans_n")
    return scans if type(scans) is int and scans > 0 else 0


async def _ask(
    db: Db, ean: str, base_url: str, transport: httpx2.AsyncBaseTransport | None
) -> dict[str, Any] | None:
    """The product, or None when there is none. One more try when it does not answer."""
    url = f"{base_url}/api/v3/product/{ean}"
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
    problem = "did not answer"
    async with httpx2.AsyncClient(timeout=TIMEOUT, headers=headers, transport=transport) as client:
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(PAUSE_SECONDS)
            await limits.take(db, READS, urlsplit(base_url).netloc)
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    status, body, wait = await _get(client, url)
            except (httpx2.TimeoutException, TimeoutError):
                problem = "did not answer in time"
                continue
            except httpx2.HTTPError:
                problem = "cannot be reached"
                continue
            if status in BUSY:
                raise BarcodesAway("asks us to wait", wait)
            if status in BROKEN:
                problem = f"answered with an error ({status})"
                continue
            return _product(status, body)
    raise BarcodesAway(problem)


async def _get(client: httpx2.AsyncClient, url: str) -> tuple[int, bytes, int]:
    async with client.stream("GET", url, params={"fields": off.FIELDS}) as reply:
        body = b""
        async for chunk in reply.aiter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise BarcodesAway("sent more than a product has")
        wait = reply.headers.get("Retry-After", "")
        return reply.status_code, body, min(3600, int(wait)) if wait.isdigit() else 60


def _product(status: int, body: bytes) -> dict[str, Any] | None:
    if status not in (200, 404):
        raise BarcodesAway(f"answered in a way that we do not know ({status})")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise BarcodesAway("answered with something that is not a product")
    product = answer.get("product")
    if status == 200 and isinstance(product, dict) and product:
        return product
    result = answer.get("result")
    known = isinstance(result, dict) and result.get("id") in (
        "product_not_found",
        "product_found_with_a_different_product_type",
    )
    if known or answer.get("status") in ("failure", 0):
        return None
    raise BarcodesAway("answered with something that is not a product")
