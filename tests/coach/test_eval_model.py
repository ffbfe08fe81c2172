"""The coach with a real language model that gets nearly everything wrong: nothing wrong is shown.

What it says differs from machine to machine, so only the protocol and the checks are asserted on.
"""

import httpx2
import time_machine

from coach.smollm import smollm_url
from coach.test_eval_checks import row
from eval.coach import smollm
from eval.coach.answers import Asking
from eval.coach.diaries import NOW
from eval.coach.living import clients
from eval.coach.people import PEOPLE
from nutritrack.app import create_app
from nutritrack.coach import llm

__all__ = ["smollm_url"]  # pytest finds it by its name here
PATIENCE = 240  # seconds: a busy machine writes a word a second
SHORT = 60  # tokens


def test_the_server_speaks_the_protocol(smollm_url):
    ask = {"messages": [{"role": "user", "content": "Say hello."}], "max_tokens": 8}
    body = {"model": smollm.NAME, "stream": True, **ask}
    reply = httpx2.post(f"{smollm_url}/chat/completions", json=body, timeout=PATIENCE)
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = [line for line in reply.text.split("\n") if line.startswith("data: ")]
    assert len(events) > 2
    assert events[-1] == "data: [DONE]"


async def test_whatever_it_says_only_what_is_true_is_shown(
    db, settings, smollm_url, monkeypatch, caplog
):
    monkeypatch.setattr(llm, "SECONDS", PATIENCE)
    monkeypatch.setattr(llm, "MOST_TOKENS", SHORT)
    llm._agent.cache_clear()
    more = {"ai_url": smollm_url, "ai_model": smollm.NAME}
    app = create_app(settings.model_copy(update=more), db)
    with time_machine.travel(NOW, tick=True):
        async with clients(app, PEOPLE[:1]) as people:
            asking = Asking(db, people, "model")
            for text, intent in (
                ("what can you do", "help"),
                ("what's my calorie goal?", "target"),
            ):
                asked = await asking.ask(PEOPLE[0], row(text, intent))
                assert asked.problems == []
                metadata = asked.case.metadata
                assert metadata["engine"] in ("model", "computed")
                if metadata["engine"] == "computed":
                    assert metadata["fallback"] in ("late", "failed", "unfounded")
                    assert "computed words are sent" in caplog.text
                else:
                    assert metadata["model"] == smollm.NAME
    llm._agent.cache_clear()
