"""One shape for every problem, and where each kind is turned into it."""

import logging
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pymongo.errors import (
    ConnectionFailure,
    OperationFailure,
    PyMongoError,
    WriteError,
    WTimeoutError,
)
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from nutritrack.errors import (
    AppError,
    DatabaseAway,
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    NotJson,
    NotJsonType,
    TooLarge,
)
from nutritrack.http.body import LIMIT, BadBody, LargeBody
from nutritrack.mongo.documents import Model

log = logging.getLogger(__name__)

OUT_OF_DISK_SPACE = 14031
DOCUMENT_VALIDATION = 121


MESSAGES = {
    "extra_forbidden": "This field is not known here",
    "missing": "This field is needed",
    "string_pattern_mismatch": "This is not written as it should be",
}


class FieldProblem(Model):
    path: str
    message: str


class ErrorBody(Model):
    """What every error answers. `fields` comes with 422, `methods` with code ProofRequired."""

    error: str
    code: str
    detail: str
    fields: list[FieldProblem] | None = None
    methods: list[str] | None = None


DESCRIPTIONS = {
    400: "Not JSON",
    401: "Not signed in",
    403: "Somebody else's data",
    404: "Not found",
    409: "Conflict",
    410: "Deleted",
    412: "Changed meanwhile",
    413: "Body too large",
    415: "Not sent as JSON",
    422: "Missing or wrong fields",
    429: "Too many requests",
    503: "The database is away",
    507: "The disk is full",
}
BODY = (400, 413, 415, 422)  # what a route that takes a body can answer


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for OpenAPI. Any route can meet a database that is away."""
    return {
        status: {"model": ErrorBody, "description": DESCRIPTIONS[status]}
        for status in sorted({*statuses, 503})
    }


def answer(error: AppError) -> Response:
    return JSONResponse(error.body(), error.status, error.headers())


async def show_app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    return answer(error)


async def show_invalid(request: Request, error: Exception) -> Response:
    """A request that the route does not take. What was sent is never echoed."""
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    # A malformed id is said before anything about the body.
    problems = [problem for problem in problems if problem["loc"][0] == "path"] or problems
    for problem in problems:
        match problem.get("input"):
            case LargeBody():
                return answer(TooLarge(limit=LIMIT))
            case BadBody():
                return answer(NotJson())
            case bytes():
                return answer(NotJsonType())
    fields = [_field(problem) for problem in problems]
    return JSONResponse({**InvalidRequest().body(), "fields": fields}, InvalidRequest.status)


def _field(problem: dict[str, Any]) -> dict[str, str]:
    """The field as the client wrote it, and what is wrong with it."""
    path = ".".join(map(str, problem["loc"][1:]))
    message = MESSAGES.get(problem["type"], problem["msg"].removeprefix("Value error, "))
    return {"path": path, "message": message}


async def show_http_error(request: Request, error: Exception) -> Response:
    """The framework's own 404 and 405, in our shape."""
    assert isinstance(error, HTTPException)
    ours: dict[int, type[AppError]] = {400: NotJson, 404: NotFound, 405: MethodNotAllowed}
    body = ours.get(error.status_code, AppError)().body()
    return JSONResponse(body, error.status_code, error.headers)


async def show_database_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PyMongoError)
    if is_away(error):
        log.warning("the database is away: %s", type(error).__name__)
        return answer(DatabaseAway())
    if isinstance(error, WriteError) and error.code == DOCUMENT_VALIDATION:
        fields = [
            {"path": path, "message": f"breaks the rule {rule}"} for path, rule in _rules(error)
        ]
        return JSONResponse({**InvalidRequest().body(), "fields": fields}, InvalidRequest.status)
    raise error


async def show_bug(request: Request, error: Exception) -> Response:
    return answer(InternalError())


def told(error: Exception) -> AppError:
    """A failure as it is told in a stream, whose status was sent long ago."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, PyMongoError) and is_away(error):
        return DatabaseAway()
    log.error("a stream broke off", exc_info=error)
    return InternalError()


def is_away(error: PyMongoError) -> bool:
    """Whether the server cannot be reached or cannot write now, so that a retry may help."""
    if isinstance(error, ConnectionFailure | WTimeoutError) or error.timeout:
        return True
    return isinstance(error, OperationFailure) and error.code == OUT_OF_DISK_SPACE


def _rules(error: WriteError) -> list[tuple[str, str]]:
    """Field and rule of each violation of a collection's validator."""
    return list(_walk((error.details or {}).get("errInfo", {}).get("details", {})))


def _walk(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for clause in details.get("clausesNotSatisfied", []):
        yield from _walk(clause["details"])
    for rule in details.get("schemaRulesNotSatisfied", []):
        name = rule.get("operatorName", "")
        for field in rule.get("missingProperties", []):
            yield field, name
        for field in rule.get("propertiesNotSatisfied", []):
            yield field["propertyName"], name


def install(app: FastAPI) -> None:
    app.add_exception_handler(AppError, show_app_error)
    app.add_exception_handler(RequestValidationError, show_invalid)
    app.add_exception_handler(HTTPException, show_http_error)
    app.add_exception_handler(PyMongoError, show_database_error)
    app.add_exception_handler(Exception, show_bug)
