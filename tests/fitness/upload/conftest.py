"""Sending files and waiting for what becomes of them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI

from conftest import Person
from nutritrack.config import Settings

ENDED = {"done", "failed", "cancelled"}


class Outcome(NamedTuple):
    upload: dict[str, Any]
    days: dict[str, dict[str, Any]]

    @property
    def code(self) -> str:
        return self.upload["problem"]["code"]

    @property
    def detail(self) -> str:
        return self.upload["problem"]["detail"]


@pytest.fixture
def app(app: FastAPI, settings: Settings, tmp_path: Path) -> FastAPI:
    """The app with a folder of its own for uploads, which must be empty in the end."""
    app.state.settings = settings.model_copy(update={"upload_dir": tmp_path / "uploads"})
    return app


async def ended(person: Person) -> dict[str, Any]:
    """The latest upload, once it has ended."""
    for _ in range(600):
        upload = (await person.get(f"/api/fitness/upload/{person.id}")).json()
        if upload["state"] in ENDED:
            return upload
        await asyncio.sleep(0.05)
    raise TimeoutError(upload)


Send = Callable[..., Awaitable[Outcome]]


@pytest.fixture
def send(tmp_path: Path) -> Send:
    async def send(person: Person, content: bytes | str) -> Outcome:
        body = content.encode() if isinstance(content, str) else content
        reply = await person.post(f"/api/fitness/upload/{person.id}", content=body)
        assert reply.status_code == 202, reply.text
        upload = await ended(person)
        shown = await person.get(
            f"/api/fitness/{person.id}/days", params={"from": "2026-01-01", "to": "2026-12-31"}
        )
        assert shown.status_code == 200, shown.text
        assert list((tmp_path / "uploads").iterdir()) == []
        return Outcome(upload, {day["day"]: day for day in shown.json()})

    return send
