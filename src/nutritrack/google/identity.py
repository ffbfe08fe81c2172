"""Who somebody is at Google: the claims of an id token (OpenID Connect Core 1.0).

The token comes straight from Google's token endpoint over TLS, which section 3.1.3.7 (6) accepts in
place of checking its signature. One that came through a browser must never be read here.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from nutritrack.mongo.documents import now

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
LEEWAY_SECONDS = 300  # clocks differ


@dataclass(frozen=True)
class Identity:
    """A Google account. `id` never changes and is never given to somebody else."""

    id: str
    email: str | None  # in lower case, and only when Google verified it
    name: str | None
    # Google hosts this mailbox, so nobody else can own the address: gmail.com, or a Workspace
    # domain. For other addresses Google only knows that they were verified once.
    is_authoritative: bool


def read_identity(token: object, client_id: str, nonce: str) -> Identity | None:
    """None without a token. Raises ValueError for one that is not meant for us, now."""
    if token is None:
        return None
    claims = _claims(token)
    if (
        claims.get("iss") not in ISSUERS
        or claims.get("aud") != client_id
        or claims.get("nonce") != nonce
        or not isinstance(claims.get("exp"), int | float)
        or claims["exp"] < now().timestamp() - LEEWAY_SECONDS
        or not isinstance(claims.get("sub"), str)
        or not 0 < len(claims["sub"]) <= 255
    ):
        raise ValueError("this id token is not meant for us")
    verified = claims.get("email_verified") in (True, "true")
    email = str(claims.get("email") or "").lower() if verified else ""
    hosted = bool(claims.get("hd")) or email.endswith("@gmail.com")
    name = claims.get("name")
    return Identity(
        id=claims["sub"],
        email=email or None,
        name=name if isinstance(name, str) else None,
        is_authoritative=bool(email) and hosted,
    )


def _claims(token: object) -> dict[str, Any]:
    parts = str(token).split(".")
    if len(parts) != 3:
        raise ValueError("this is not an id token")
    padded = parts[1] + "=" * (-len(parts[1]) % 4)
    claims = json.loads(base64.urlsafe_b64decode(padded))
    if not isinstance(claims, dict):
        raise ValueError("this is not an id token")
    return claims
