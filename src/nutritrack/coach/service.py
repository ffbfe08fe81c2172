"""A conversation: each question is stored, answered once, and the answer stored before it is sent.

So a retry finds what was stored, and a connection that breaks leaves both messages or the question
alone, never half a reply.
"""

from datetime import timedelta
from hashlib import sha256

from nutritrack.coach import store
from nutritrack.coach.coach import answer
from nutritrack.coach.models import Ask, ChatMessage, Exchange, Role
from nutritrack.config import Settings
from nutritrack.errors import Conflict, Unauthorized
from nutritrack.mongo.documents import Db, Id, now, to_id
from nutritrack.users.models import Account

MILLISECOND = timedelta(milliseconds=1)
REMEMBERED = 12  # messages that a follow-up may refer to


class MessageExists(Conflict):
    detail = "This id is taken. Make a new one."


async def ask(db: Db, settings: Settings, user: Account, request: Ask) -> Exchange:
    """Store a question and its reply. The same id again answers what is stored."""
    question = await keep_question(db, user, request)
    return await reply_to(db, settings, user, question)


async def keep_question(db: Db, user: Account, request: Ask) -> ChatMessage:
    if request.user_id not in (None, user.id):
        raise Unauthorized
    asked = {"id": request.id} if request.id else {}
    message = ChatMessage.new(
        user_id=user.id, role=Role.USER, content=request.content, type=request.type, **asked
    )
    try:
        return await store.add_once(db, message)
    except store.IdIsTaken:
        raise MessageExists from None


async def reply_to(db: Db, settings: Settings, user: Account, question: ChatMessage) -> Exchange:
    reply_id = _reply_id(question.id)
    reply = await store.get(db, user.id, reply_id)
    if reply is None:
        cursor = (question.created_at, question.id)
        history = await store.latest(db, user.id, REMEMBERED, before=cursor)
        said = await answer(db, settings, user, question, history)
        at = max(now(), question.created_at + MILLISECOND)
        made = ChatMessage(
            id=reply_id,
            created_at=at,
            updated_at=at,
            user_id=user.id,
            role=Role.ASSISTANT,
            content=said.text,
            type=said.type,
            metadata=said.metadata,
        )
        reply = await store.add_once(db, made)
    return Exchange(**{**dict(question), "reply": reply})


def _reply_id(question_id: Id) -> Id:
    """Made from the one of the question, so that two retries at once store one reply."""
    digest = sha256(f"reply:{question_id}".encode()).hexdigest()
    return to_id(str(question_id)[:8] + digest[:16])
