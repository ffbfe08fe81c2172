"""The conversation as the contract has it: stored, streamed, repeated, cleared."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId

STREAM = {"Accept": "text/event-stream"}


async def ask(person, content, **body):
    reply = await person.post("/api/chat", json={"content": content, **body})
    assert reply.status_code == 201, reply.text
    return reply.json()


async def eat(person, **food):
    eaten = {"name": "Lentils", "calories": 500, "protein": 30, "carbs": 60, "fat": 10}
    meal = {"mealType": "lunch", "foods": [{**eaten, "quantity": "300 g", **food}]}
    assert (await person.post("/api/meals", json=meal)).status_code == 201


def events(text):
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    pairs = [dict(line.split(": ", 1) for line in block) for block in blocks]
    return [(pair["event"], json.loads(pair["data"])) for pair in pairs]


async def test_a_question_and_its_reply_are_stored(alice):
    said = await ask(alice, "How am I doing today?")
    assert (said["role"], said["type"], said["content"]) == (
        "user",
        "text",
        "How am I doing today?",
    )
    assert said["userId"] == alice.id
    reply = said["reply"]
    assert (reply["role"], reply["type"]) == ("assistant", "nutrition_analysis")
    assert reply["createdAt"] > said["createdAt"]
    stored = (await alice.get(f"/api/chat/{alice.id}")).json()
    assert [each["_id"] for each in stored] == [said["_id"], reply["_id"]]


async def test_a_repeated_question_is_asked_once(alice):
    question = {"_id": str(ObjectId())}
    first = await ask(alice, "How am I doing today?", **question)
    await eat(alice)
    assert await ask(alice, "Something else", **question) == first
    assert len((await alice.get(f"/api/chat/{alice.id}")).json()) == 2


async def test_an_id_of_somebody_else_is_a_conflict(alice, bob):
    question = {"_id": str(ObjectId())}
    await ask(alice, "How am I doing today?", **question)
    reply = await bob.post("/api/chat", json={"content": "Hello", **question})
    assert reply.status_code == 409


async def test_the_stream_says_the_same(alice):
    await eat(alice)
    body = {"content": "How many calories do I have left today?", "_id": str(ObjectId())}
    reply = await alice.post("/api/chat", json=body, headers=STREAM)
    assert reply.headers["content-type"].startswith("text/event-stream")
    heard = events(reply.text)
    names = [name for name, _ in heard]
    assert names[0] == "message"
    assert names[-2:] == ["reply", "done"]
    assert set(names[1:-2]) == {"token"}
    stored = dict(heard)["reply"]
    assert "".join(data["text"] for name, data in heard if name == "token") == stored["content"]
    assert "1,500 kcal" in stored["content"]
    assert (await ask(alice, **body))["reply"] == stored


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": ""},
        {"content": "  \n "},
        {"content": "x" * 50_001},
        {"content": "a\x00b"},
        {"content": "Hi", "role": "assistant"},
        {"content": "Hi", "role": "system"},
        {"content": "Hi", "type": "meal_plan"},
        {"content": "Hi", "metadata": {}},
        {"content": "Hi", "_id": "1"},
    ],
)
async def test_what_is_no_question_is_refused(alice, body):
    assert (await alice.post("/api/chat", json=body)).status_code == 422
    assert (await alice.get(f"/api/chat/{alice.id}")).json() == []


@pytest.mark.parametrize(
    "text", ["x" * 50_000, "🍕🍕🍕", "¿cuántas calorías me quedan?", "{}", "."]
)
async def test_anything_else_gets_an_answer(alice, text):
    assert (await ask(alice, text))["reply"]["content"]


async def test_nobody_else_can_read_or_ask(alice, bob, stranger):
    await ask(alice, "How am I doing today?")
    assert (await stranger.get(f"/api/chat/{alice.id}")).status_code == 401
    assert (await bob.get(f"/api/chat/{alice.id}")).status_code == 403
    assert (await bob.delete(f"/api/chat/{alice.id}")).status_code == 403
    body = {"content": "Hi", "userId": alice.id}
    assert (await bob.post("/api/chat", json=body)).status_code == 403
    assert (await bob.get(f"/api/chat/{bob.id}")).json() == []


async def test_pages_go_back_in_time(alice):
    for number in range(3):
        await ask(alice, f"Protein in {number} eggs?")
    page = await alice.get(f"/api/chat/{alice.id}?limit=2")
    assert [each["role"] for each in page.json()] == ["user", "assistant"]
    assert page.json()[0]["content"] == "Protein in 2 eggs?"
    older = page.headers["link"].split(">")[0].removeprefix("<")
    assert (await alice.get(older)).json()[0]["content"] == "Protein in 1 eggs?"


async def test_a_conversation_can_be_cleared(alice, bob):
    await ask(alice, "Hi")
    await ask(bob, "Hi")
    assert (await alice.delete(f"/api/chat/{alice.id}")).status_code == 204
    assert (await alice.get(f"/api/chat/{alice.id}")).json() == []
    assert len((await bob.get(f"/api/chat/{bob.id}")).json()) == 2


async def test_messages_of_other_clients_are_shown(alice, db):
    old = {"userId": ObjectId(alice.id), "role": "assistant", "content": "Hello", "metadata": [1]}
    await db.chatmessages.insert_one(old | {"createdAt": datetime.now(UTC) - timedelta(days=1)})
    (message,) = (await alice.get(f"/api/chat/{alice.id}")).json()
    assert (message["type"], message["metadata"]) == ("text", [1])
