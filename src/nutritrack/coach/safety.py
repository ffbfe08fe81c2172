"""Danger comes first: what is known of the person, and the fixed answer to each kind of danger.

Rules: docs/coach.md. The answers are in `data/words_*.toml`; nothing fills them in.
"""

from nutritrack.coach import words
from nutritrack.coach.understanding.dangers import Facts
from nutritrack.coach.understanding.models import Category
from nutritrack.targets.models import Body
from nutritrack.users.models import User, safety_floor


def facts_of(user: User) -> Facts:
    """What the profile says that makes an ordinary wish a dangerous one."""
    body = Body.of(user)
    return Facts(
        floor=float(safety_floor(user.sex)[0]),
        young=body.minor,
        light=body.underweight,
        height=user.height,
    )


def answer(category: Category, language: str) -> str:
    return words.sentence(language, f"careful.{category}")
