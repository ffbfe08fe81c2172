"""How a shape looks in Python, in MongoDB and in JSON."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Self, TypeAlias, TypeVar

from bson import ObjectId
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pymongo.asynchronous.database import AsyncDatabase

from nutritrack.days import FIRST_DAY, LAST_DAY

TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

CivilDay: TypeAlias = date  # beside fields that are called `date`
Document: TypeAlias = dict[str, Any]
Db: TypeAlias = AsyncDatabase[Document]


def to_id(value: object) -> ObjectId:
    """An id as the database gives it, or its 24 hexadecimal digits in either case."""
    if isinstance(value, ObjectId):
        return value
    if isinstance(value, str) and len(value) == 24 and ObjectId.is_valid(value):
        return ObjectId(value)
    raise ValueError("an id has 24 hexadecimal digits")


def to_instant(time: datetime) -> datetime:
    """A time as MongoDB keeps it: UTC, in milliseconds."""
    try:
        utc = time.astimezone(UTC)
    except OverflowError:
        raise ValueError("this time is out of range") from None
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def write_instant(time: datetime) -> str:
    """`2025-11-04T12:30:00.000Z`."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> datetime:
    return to_instant(datetime.now(UTC))


# ObjectId in Python and MongoDB, a string in JSON.
Id = Annotated[
    ObjectId,
    PlainValidator(to_id),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-fA-F]{24}$"}),
]


def _written_out(value: object) -> object:
    """A time is written in ISO 8601: a number of seconds or milliseconds is somebody's guess."""
    if isinstance(value, datetime) or (isinstance(value, str) and TIME.match(value)):
        return value
    raise ValueError("a time is written like 2025-11-04T12:30:00.000Z")


Instant = Annotated[
    AwareDatetime,
    BeforeValidator(_written_out),
    AfterValidator(to_instant),
    PlainSerializer(write_instant, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def _whole(value: object) -> object:
    """In JSON 25 and 25.0 are the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole), Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]

# Text on one line, and text on several: no control characters, and not only blanks.
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")]
Text = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]


def _day(value: object) -> object:
    """Only YYYY-MM-DD: no times, no numbers of seconds."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    raise ValueError("a day is written YYYY-MM-DD")


# A civil day in a request: one that calendars of the product can reach.
Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY, le=LAST_DAY)]


class Model(BaseModel):
    """Base of every shape: immutable, snake_case here, camelCase outside."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Input(Model):
    """Base of every request. A field we do not know is a mistake of the sender."""

    model_config = ConfigDict(extra="forbid")


def _made_at(data: dict[str, Any]) -> datetime:
    made: datetime = data["created_at"] if "created_at" in data else data["id"].generation_time
    return made


class Stored(Model):
    """Base of every document. A field we do not know comes from a newer release.

    Another client may have left the times out: an id says when it was made.
    """

    id: Id = Field(alias="_id")
    created_at: Instant = Field(default_factory=_made_at)
    updated_at: Instant = Field(default_factory=_made_at)

    @classmethod
    def new(cls, **fields: Any) -> Self:
        """One that is not stored yet, with the time and, unless given, a fresh id."""
        at = now()
        return cls(**{"id": ObjectId(), "created_at": at, "updated_at": at, **fields})


M = TypeVar("M", bound=BaseModel)


def dump(model: BaseModel) -> Document:
    """A model as the document that is stored. What is unknown is absent, never null."""
    return model.model_dump(exclude_none=True, exclude_computed_fields=True)


def load(model: type[M], document: Document) -> M:
    """A stored document as its model."""
    return model.model_validate(document)
