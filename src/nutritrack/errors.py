"""Problems a user can understand. Anything else is a bug and answers 500."""


class AppError(Exception):
    """Base of every expected problem. Subclasses say what went wrong, and how bad.

    `detail` is a template: the keyword arguments of the exception fill it.
    """

    status = 400
    title = "Bad request"
    detail = "That did not work."

    def __init__(self, **values: object) -> None:
        super().__init__(self.detail.format(**values))

    def body(self) -> dict[str, object]:
        """What the client gets. The class name is the code that clients match on."""
        return {"error": self.title, "code": type(self).__name__, "detail": str(self)}

    def headers(self) -> dict[str, str]:
        return {}


class InvalidRequest(AppError):
    """What was sent cannot be taken. Says which field, as the client wrote it."""

    status = 422
    title = "Invalid request"
    detail = "Some fields are missing or wrong."
    path = ""

    def __init__(self, path: str = "", **values: object) -> None:
        super().__init__(**values)
        self.path = path or self.path

    def body(self) -> dict[str, object]:
        return {**super().body(), "fields": [{"path": self.path, "message": str(self)}]}


class NotJson(AppError):
    detail = "The body is not JSON."


class Unauthenticated(AppError):
    status = 401
    title = "Not signed in"
    detail = "Sign in first."


class Unauthorized(AppError):
    """Signed in, but asking for what belongs to someone else."""

    status = 403
    title = "Unauthorized"
    detail = "You can only use your own data."


class NotFound(AppError):
    status = 404
    title = "Not found"
    detail = "There is nothing here."


class MethodNotAllowed(AppError):
    status = 405
    title = "Method not allowed"
    detail = "This address does not take that method."


class Conflict(AppError):
    status = 409
    title = "Conflict"
    detail = "Something else already uses that."


class Gone(AppError):
    status = 410
    title = "Gone"
    detail = "That was deleted."


class PreconditionFailed(AppError):
    status = 412
    title = "Precondition failed"
    detail = "It changed meanwhile. Read it again, then decide."


class TooLarge(AppError):
    status = 413
    title = "Too large"
    detail = "The body is larger than {limit} bytes."


class NotJsonType(AppError):
    status = 415
    title = "Unsupported media type"
    detail = "Send the body as JSON, with Content-Type: application/json."


class TooManyRequests(AppError):
    status = 429
    title = "Too many requests"
    detail = "Wait {seconds} seconds, then try again."

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.seconds)}


class InternalError(AppError):
    status = 500
    title = "Internal error"
    detail = "Something is broken on our side. Try again; if it stays, tell who runs this server."


class DatabaseAway(AppError):
    status = 503
    title = "Database away"
    detail = "The database does not answer. Try again in a moment."

    def headers(self) -> dict[str, str]:
        return {"Retry-After": "2"}
