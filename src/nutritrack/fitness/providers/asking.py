"""Asking a Google API as one user: paced, patient, and clear about what went wrong.

Google's own words are never kept or shown: only `status` and `details[].reason` are read.
"""

import asyncio
import json
import random
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias

import httpx2

from nutritrack.fitness.errors import (
    ApiDisabled,
    GoogleDown,
    NoPermission,
    NotLinked,
    Problem,
    Unexpected,
)
from nutritrack.fitness.providers.protocol import TokenSource

TRIES = 3
TRY_SECONDS = 20.0
FIRST_PAUSE = 0.5  # doubled from try to try, and changed by chance
LONGEST_PAUSE = 15.0  # a longer one is waited for by the job, not here
LARGEST = 16 << 20  # bytes of one answer

# For one user Google allows 2.5 requests a second to an unverified client, and 300 a minute to a
# verified one. The first import takes about 35. In no minute it is more than 2.5 a second.
A_SECOND = 1.5
AT_ONCE = 40

# Reasons of a 403 that mean "slower" (the older of Google's APIs say it so).
LIMITS = {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"}
DISABLED = {"SERVICE_DISABLED", "accessNotConfigured"}

Answer: TypeAlias = dict[str, Any]


class Api:
    """One API of Google, as one user."""

    def __init__(self, http: httpx2.AsyncClient, base: str, token: TokenSource) -> None:
        self.http = http
        self.base = base
        self.token = token
        self.left = float(AT_ONCE)
        self.since = time.monotonic()

    async def get(self, path: str, params: dict[str, str]) -> Answer:
        return await self._ask("GET", path, params=params)

    async def post(self, path: str, body: Answer) -> Answer:
        return await self._ask("POST", path, body=body)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        body: Answer | None = None,
    ) -> Answer:
        """The answer to one request. Raises a Problem.

        What may pass is tried again; a refused token is replaced once.
        """
        token = await self.token.access_token()
        replaced = False
        tries = 0
        while True:
            await self._pace()
            status, headers, answer = await self._try(method, path, params, body, token)
            if status == httpx2.codes.OK:
                return answer
            if status == httpx2.codes.UNAUTHORIZED and not replaced:
                token = await self.token.access_token(force=True)
                replaced = True
                continue
            problem = _problem(status, answer)
            if not isinstance(problem, GoogleDown):
                raise problem
            tries += 1
            pause = max(_wait(headers), FIRST_PAUSE * 2**tries * random.uniform(0.5, 1))  # noqa: S311 (jitter)
            if tries == TRIES or pause > LONGEST_PAUSE:
                raise GoogleDown(max(pause, problem.seconds))
            await asyncio.sleep(pause)

    async def _try(
        self,
        method: str,
        path: str,
        params: dict[str, str] | None,
        body: Answer | None,
        token: str,
    ) -> tuple[int, httpx2.Headers, Answer]:
        """Status, headers and JSON. What never arrived is a 503."""
        try:
            async with (
                asyncio.timeout(TRY_SECONDS),
                self.http.stream(
                    method,
                    self.base + path,
                    params=params,
                    json=body,
                    headers={"Authorization": f"Bearer {token}"},
                ) as reply,
            ):
                text = bytearray()
                async for part in reply.aiter_bytes():
                    text += part
                    if len(text) > LARGEST:
                        raise Unexpected
        except (httpx2.HTTPError, TimeoutError):
            return 503, httpx2.Headers(), {}
        try:
            answer = json.loads(text)
        except ValueError:
            # Google answers JSON, so this is a proxy between us, or an answer that was cut off.
            status = reply.status_code if reply.status_code in (401, 429) else 503
            return status, reply.headers, {}
        return reply.status_code, reply.headers, answer if isinstance(answer, dict) else {}

    async def _pace(self) -> None:
        """Wait for our turn."""
        at = time.monotonic()
        self.left = min(AT_ONCE, self.left + (at - self.since) * A_SECOND)
        self.since = at
        self.left -= 1
        if self.left < 0:
            await asyncio.sleep(-self.left / A_SECOND)


def _problem(status: int, answer: Answer) -> Problem:
    reasons = _reasons(answer)
    if status == 403 and reasons & LIMITS:
        return GoogleDown()
    if status in (401, 429) or status >= 500:  # a fresh token that is refused may pass as well
        return GoogleDown()
    if "ACCOUNT_NOT_LINKED" in reasons:
        return NotLinked()
    if status == 403:
        return ApiDisabled() if reasons & DISABLED else NoPermission()
    return Unexpected()


def _reasons(answer: Answer) -> set[str]:
    """Why, in both shapes: `details[].reason` of the newer APIs, `errors[].reason` of the older."""
    error = answer.get("error")
    if not isinstance(error, dict):
        return set()
    rows = [*(error.get("details") or ()), *(error.get("errors") or ())]
    return {str(row["reason"]) for row in rows if isinstance(row, dict) and "reason" in row}


def _wait(headers: httpx2.Headers) -> float:
    """Seconds that Google asks us to wait: a number, or a date (RFC 9110, 10.2.3)."""
    text = headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
