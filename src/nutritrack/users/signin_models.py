"""What is sent and answered around signing in."""

from typing import Annotated

from pydantic import Field

from nutritrack.mongo.documents import Id, Input, Instant, Model
from nutritrack.users.models import Email, Name, Profile, User

NewPassword = Annotated[str, Field(min_length=8, max_length=200)]
Password = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=64)]


class Login(Profile):
    """Signs a known e-mail in by a proof, or makes an account for an unknown one."""

    email: Email
    name: Name | None = None
    password: Password | None = None
    code: Code | None = None


class SignedIn(Model):
    user: User
    token: str
    expires_at: Instant
    recovery_codes: list[str] | None = None
    warnings: list[str] | None = None


class CodeRequest(Input):
    email: Email


class ChangePassword(Input):
    password: NewPassword
    current_password: Password | None = None


class RecoveryCodes(Model):
    recovery_codes: list[str]


class SignIn(Model):
    """A sign-in as its user sees it."""

    id: Id = Field(alias="_id")
    created_at: Instant
    last_used_at: Instant
    expires_at: Instant
    user_agent: str | None = None
    current: bool


class Methods(Model):
    """Ways of signing in that depend on how the server is set up."""

    google: bool
    email_code: bool


class Proofs(Model):
    """What lets the signed-in user in: password, email_code, recovery_code, google."""

    methods: list[str]


class Authorize(Model):
    """Where to send the browser."""

    authorize_url: str
