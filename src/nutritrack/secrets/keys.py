"""Keys, how they are written down, and sealing a text with one.

AES-256-GCM with 96 random bits of nonce (NIST SP 800-38D): a key must not seal more than 2^32
texts, and one of a user seals a few an hour. What a sealed text is for goes in as associated data,
so that it opens at that place only.
"""

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nutritrack.config import BadSettings

KEY_BYTES = 32
NONCE_BYTES = 12
ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
HOW = "Write each as id:base64 of 32 bytes; `openssl rand -base64 32` makes one"


class BadKeys(BadSettings):
    """Keys that cannot be read. The message says where, and never what was there."""


class Tampered(Exception):
    """A sealed text that was changed, or moved from where it belongs."""


@dataclass(frozen=True)
class Key:
    id: str
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "Key":
        return cls(secrets.token_hex(4), secrets.token_bytes(KEY_BYTES))

    def seal(self, content: bytes, purpose: str) -> str:
        """In base64url, and only for this purpose."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.secret).encrypt(nonce, content, purpose.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, purpose: str) -> bytes:
        """Raises Tampered."""
        try:
            raw = base64.urlsafe_b64decode(sealed)
            nonce, content = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
            return AESGCM(self.secret).decrypt(nonce, content, purpose.encode())
        except (InvalidTag, ValueError):
            raise Tampered from None


def read_keys(text: str, source: str) -> tuple[Key, ...]:
    """Keys as `write_keys` writes them, the one in use first. Raises BadKeys."""
    keys = []
    for part in re.split(r"[\s,]+", text.strip()):
        key_id, _, encoded = part.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            secret = b""
        if not ID.fullmatch(key_id) or len(secret) != KEY_BYTES:
            raise BadKeys(f"{source} holds no keys, or one that cannot be read. {HOW}.")
        keys.append(Key(key_id, secret))
    if len({key.id for key in keys}) < len(keys):
        raise BadKeys(f"{source} holds two keys of one id.")
    return tuple(keys)


def write_keys(keys: tuple[Key, ...]) -> str:
    """One a line."""
    return "".join(f"{key.id}:{base64.b64encode(key.secret).decode()}\n" for key in keys)
