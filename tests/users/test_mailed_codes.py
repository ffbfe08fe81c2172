"""One-time codes by e-mail, through a real SMTP server on loopback."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

import httpx2
import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from nutritrack.app import create_app
from serving import free_port


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server, smtp, envelope) -> str:  # noqa: N802  aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"

    async def next(self) -> Message:
        for _ in range(200):
            if self.mails:
                return self.mails.pop(0)
            await asyncio.sleep(0.02)
        raise TimeoutError("no mail came")


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    inbox.port = free_port()
    smtp = Controller(inbox, hostname="127.0.0.1", port=inbox.port)
    smtp.start()
    yield inbox
    smtp.stop()


@pytest.fixture
async def person(db, settings, inbox) -> AsyncIterator[httpx2.AsyncClient]:
    url = SecretStr(f"smtp://127.0.0.1:{inbox.port}")
    mailing = settings.model_copy(update={"smtp_url": url, "mail_from": "food@example.com"})
    transport = httpx2.ASGITransport(app=create_app(mailing, db))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as person:
        new = {"email": "ann@example.com", "name": "Ann", "password": "a good password"}
        assert (await person.post("/api/auth/login", json=new)).status_code == 201
        person.cookies.clear()
        yield person


async def ask(person, email="ann@example.com"):
    reply = await person.post("/api/auth/code", json={"email": email})
    assert (reply.status_code, reply.content) == (202, b"")


async def sign_in(person, code):
    body = {"email": "ann@example.com", "code": code}
    return await person.post("/api/auth/login", json=body)


async def code_in(inbox) -> str:
    mail = await inbox.next()
    assert (mail["From"], mail["To"]) == ("food@example.com", "ann@example.com")
    return re.search(r"\b\d{8}\b", mail.get_payload()).group()


async def test_a_mailed_code_signs_in_once(person, inbox):
    refused = await sign_in(person, "00000000")
    assert refused.json()["methods"] == ["password", "email_code"]
    await ask(person)
    code = await code_in(inbox)
    assert (await sign_in(person, f" {code[:4]} {code[4:]} ")).status_code == 200
    assert (await sign_in(person, code)).status_code == 401


async def test_only_the_newest_code_works_and_only_for_ten_minutes(person, inbox, clock):
    await ask(person)
    old = await code_in(inbox)
    await ask(person)
    new = await code_in(inbox)
    assert (await sign_in(person, old)).status_code == 401
    clock.shift(timedelta(minutes=10, seconds=1))
    assert (await sign_in(person, new)).status_code == 401


async def test_five_wrong_tries_void_a_code(person, inbox, clock):
    await ask(person)
    code = await code_in(inbox)
    for _ in range(5):
        assert (await sign_in(person, "wrong")).status_code == 401
    clock.shift(timedelta(seconds=61))
    assert (await sign_in(person, code)).status_code == 401


async def test_nobody_learns_who_has_an_account_and_no_inbox_is_flooded(person, inbox):
    await ask(person, "nobody@example.com")
    for _ in range(6):
        await ask(person)
    for _ in range(3):
        await code_in(inbox)
    await asyncio.sleep(0.3)
    assert inbox.mails == []


async def test_without_a_mail_server_nothing_is_promised(alice, stranger):
    reply = await stranger.post("/api/auth/code", json={"email": "alice@example.com"})
    assert reply.status_code == 202
    reply = await stranger.post("/api/auth/login", json={"email": "alice@example.com"})
    assert reply.json()["methods"] == ["recovery_code"]
