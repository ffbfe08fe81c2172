"""An upload, from its first byte to what became of it."""

from enum import StrEnum

from pydantic import Field

from nutritrack.mongo.documents import Id, Instant, Model, Stored


class State(StrEnum):
    RECEIVING = "receiving"
    WAITING = "waiting"  # until other files are read
    READING = "reading"
    STORING = "storing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = (State.RECEIVING, State.WAITING, State.READING, State.STORING)


class UploadProblem(Model):
    """Why it failed: a code for programs, and what to do for people."""

    code: str
    detail: str


class Upload(Stored):
    """The latest upload of a user."""

    user_id: Id
    state: State = State.RECEIVING
    received: int = Field(0, description="bytes")
    progress: float = Field(0, description="share of the file that was read, 0 to 1")
    source: str | None = Field(None, description="apple_health, takeout or health_connect")
    days: int = Field(0, description="days that were stored")
    weights: int = Field(0, description="weighings that are new")
    skipped: int = Field(0, description="samples that make no sense, and were left out")
    problem: UploadProblem | None = None


class Job(Upload):
    """As it is stored: with how long the process that works on it is believed to live."""

    lease_until: Instant
