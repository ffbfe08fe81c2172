"""Signing up, signing in, and the proofs that let one in."""

from dataclasses import dataclass
from datetime import timedelta

from nutritrack import mail
from nutritrack.config import Settings
from nutritrack.crypto import passwords, tokens
from nutritrack.errors import AppError, InvalidRequest, TooManyRequests
from nutritrack.google import oauth
from nutritrack.limits import Limit, forget, take
from nutritrack.mongo.documents import Db, Document, Id, now
from nutritrack.users import accounts, credentials, sessions, store
from nutritrack.users.models import Account, Profile, Session
from nutritrack.users.signin_models import ChangePassword, Login

FAILED_PROOFS = Limit("proof", 5, timedelta(minutes=1))
NEW_ACCOUNTS = Limit("signup", 60, timedelta(minutes=1))
MAILED_CODES = Limit("code", 3, timedelta(minutes=15))
MAILS_BY_ADDRESS = Limit("code-from", 20, timedelta(minutes=15))

RECOVERY_CODES = 8
SHORTEST_PASSWORD = 8
FRESH = timedelta(minutes=15)  # how long a sign-in by code may set a password without the old one


class NameRequired(InvalidRequest):
    detail = "A new account needs a name."
    path = "name"


class PasswordTooShort(InvalidRequest):
    detail = f"A password has at least {SHORTEST_PASSWORD} characters."
    path = "password"


class ProofRequired(AppError):
    """The account exists, and what was sent does not prove that it is the caller's."""

    status = 401
    title = "Proof required"
    detail = "This account exists. Prove that it is yours with its password or a code."

    def __init__(self, methods: list[str]) -> None:
        super().__init__()
        self.methods = methods

    def body(self) -> dict[str, object]:
        return {**super().body(), "methods": self.methods}


@dataclass(frozen=True)
class Client:
    """Where a sign-in comes from."""

    address: str
    user_agent: str


@dataclass(frozen=True)
class Entry:
    """Somebody who just signed in."""

    account: Account
    session: Session
    token: str
    recovery_codes: list[str] | None = None

    @property
    def is_new(self) -> bool:
        return self.recovery_codes is not None


async def log_in(db: Db, settings: Settings, request: Login, client: Client) -> Entry:
    """Sign a known e-mail in by its proof, or make an account for an unknown one."""
    account = await store.get_by_email(db, request.email)
    if account is None:
        try:
            return await _sign_up(db, request, client)
        except accounts.EmailIsTaken:  # somebody else signed up with it at this moment
            account = await store.get_by_email(db, request.email)
            if account is None:
                raise
    by_code = await _prove(db, settings, account, request.password, request.code)
    token = tokens.new_token()
    session = sessions.new(account.id, token, by_code=by_code, user_agent=client.user_agent)
    await sessions.add(db, session)
    return Entry(account, session, token)


async def _sign_up(db: Db, request: Login, client: Client) -> Entry:
    if request.name is None:
        raise NameRequired
    if request.password is not None and len(request.password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    await take(db, NEW_ACCOUNTS, client.address)
    said = request.model_dump(include=set(Profile.model_fields), exclude_none=True, by_alias=False)
    account = Account.new(name=request.name, email=request.email, **said)
    hashed = await passwords.hash_password(request.password) if request.password else None
    codes = [] if hashed else [tokens.new_recovery_code() for _ in range(RECOVERY_CODES)]
    token = tokens.new_token()
    session = sessions.new(account.id, token, by_code=False, user_agent=client.user_agent)
    await accounts.create(db, account, session, hashed, codes)
    return Entry(account, session, token, codes)


async def _prove(
    db: Db, settings: Settings, account: Account, password: str | None, code: str | None
) -> bool:
    """Whether the proof was a code. Raises ProofRequired for a missing or a wrong one.

    An attempt is counted before it is judged, so that many at once do not slip through.
    """
    known = await credentials.get(db, account.id)
    refused = ProofRequired(methods(settings, known))
    if password is None and code is None:
        raise refused
    await take(db, FAILED_PROOFS, account.email)
    by_password = password is not None and await passwords.matches(
        password, known.get("passwordHash", "")
    )
    if not by_password and (code is None or not await credentials.use_code(db, account.id, code)):
        raise refused
    await forget(db, FAILED_PROOFS, account.email)
    return not by_password


def methods(settings: Settings, known: Document) -> list[str]:
    """The proofs that this account has and this server offers."""
    found = []
    if known.get("passwordHash"):
        found.append("password")
    if mail.configured(settings):
        found.append("email_code")
    if known.get("recoveryCodes"):
        found.append("recovery_code")
    if known.get("googleId") and oauth.is_configured(settings):
        found.append("google")
    return found


async def mail_code(db: Db, settings: Settings, email: str, address: str) -> None:
    """Mail a one-time code, if there is such an account. The answer does not tell."""
    if not mail.configured(settings):
        return
    try:
        await take(db, MAILS_BY_ADDRESS, address)
        await take(db, MAILED_CODES, email)
    except TooManyRequests:
        return
    account = await store.get_by_email(db, email)
    if account is None:
        return
    code = tokens.new_mailed_code()
    await credentials.set_mailed_code(db, account.id, code)
    text = (
        f"Hello {account.name},\n\nyour code for NutriTrack is {code}. "
        "It works once, for ten minutes.\n"
        "If you did not ask for it, ignore this message: nobody can sign in without the code.\n"
    )
    mail.send_soon(settings, email, f"{code} is your NutriTrack code", text)


async def change_password(
    db: Db, settings: Settings, account: Account, session: Session, request: ChangePassword
) -> None:
    """Set a password and end the other sign-ins.

    The present password proves it; a sign-in by code a moment ago does too, for who forgot it.
    """
    known = await credentials.get(db, account.id)
    fresh = session.by_code and now() - session.created_at < FRESH
    if known.get("passwordHash") and not fresh:
        await _prove(db, settings, account, request.current_password, None)
    await credentials.set_password(db, account.id, await passwords.hash_password(request.password))
    await sessions.end_all(db, account.id, but=session.id)


async def new_recovery_codes(db: Db, user_id: Id) -> list[str]:
    """Fresh codes; the old ones are void."""
    codes = [tokens.new_recovery_code() for _ in range(RECOVERY_CODES)]
    await credentials.set_recovery_codes(db, user_id, codes)
    return codes


async def is_signed_in(db: Db, session: Session) -> bool:
    """Whether a sign-in still holds: for whoever keeps a connection open."""
    return await sessions.lives(db, session.id)
