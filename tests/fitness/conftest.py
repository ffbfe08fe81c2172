"""An app that has a client at a stand-in for Google, and people who connect to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from conftest import Person
from fitness.google import oauth  # noqa: F401  registers its routes
from fitness.google.server import World, google
from nutritrack.app import create_app
from nutritrack.config import Settings
from nutritrack.fitness.jobs import Syncing
from nutritrack.mongo.documents import Db

# Whoever asks whether somebody is at Google, asks there; the app never does it by itself.
Consent = Callable[..., Awaitable[str]]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def google_url(world: World) -> Iterator[str]:
    with google(world) as url:
        yield url


@pytest.fixture
def google_settings(settings: Settings, google_url: str, tmp_path: Path) -> Settings:
    return settings.model_copy(
        update={
            "google_client_id": "client-id",
            "google_client_secret": SecretStr("client-secret"),
            "google_url": google_url,
            "keys_dir": tmp_path / "keys",
        }
    )


@pytest.fixture
def app(db: Db, google_settings: Settings) -> FastAPI:
    return create_app(google_settings, db)


@pytest.fixture
async def browser() -> AsyncIterator[httpx2.AsyncClient]:
    """Goes to Google, and says where it is sent from there."""
    async with httpx2.AsyncClient() as client:
        yield client


@pytest.fixture
def consent(browser: httpx2.AsyncClient) -> Consent:
    """Connects somebody, from the button to the page at the end. Answers its `fitness=`."""

    async def go(person: Person, **body: str) -> str:
        asked = await person.post(f"/api/fitness/connect/{person.id}", json=body)
        assert asked.status_code == 200, asked.text
        back = await browser.get(asked.json()["authorizeUrl"])
        return await return_from(person, back)

    return go


async def return_from(person: Person, back: httpx2.Response) -> str:
    """Follow Google's redirect to us. Answers what the settings page is told."""
    assert back.status_code == 302, back.text
    parts = urlsplit(back.headers["location"])
    reply = await person.get(f"{parts.path}?{parts.query}")
    assert reply.status_code == 303, reply.text
    page, _, outcome = reply.headers["location"].partition("?fitness=")
    assert page == "/settings"
    return outcome


@pytest.fixture
async def job(db: Db, google_settings: Settings) -> AsyncIterator[Syncing]:
    """The background job, which reads when a test says so."""
    async with httpx2.AsyncClient() as http:
        yield Syncing(db, google_settings, http)
