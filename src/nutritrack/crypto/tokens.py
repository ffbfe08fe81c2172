"""Random secrets that we hand out once and keep only as a hash.

They are random and long, so a plain SHA-256 is enough: there is nothing to guess.
"""

import secrets
from hashlib import sha256

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without the letters and digits that look alike


def new_token() -> str:
    """A sign-in token: 256 random bits."""
    return "nt_" + secrets.token_urlsafe(32)


def new_recovery_code() -> str:
    """Four groups of four, to be written down: 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def new_mailed_code() -> str:
    """Eight digits, to be typed from an e-mail. Short-lived, and few tries are allowed."""
    return f"{secrets.randbelow(10**8):08d}"


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def hash_code(owner: str, code: str) -> str:
    """A code as its owner typed it: case, spaces and dashes do not matter."""
    plain = "".join(c for c in code.lower() if c.isalnum())
    return sha256(f"{owner}:{plain}".encode()).hexdigest()
