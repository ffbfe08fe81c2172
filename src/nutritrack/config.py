"""Every setting: its name, its default, its reason.

A setting is the environment variable `NUTRITRACK_` + its name in capitals. A secret can also be
read from the file that `NUTRITRACK_<NAME>_FILE` names.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "NUTRITRACK_"


class BadSettings(Exception):
    """A setting that cannot be understood. The message says which, and why."""


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="Address to listen on; 0.0.0.0 for the whole network"
    )
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    workers: int = Field(1, ge=1, le=64, description="Web processes; one a core is enough")
    data_dir: Path = Field(
        Path("nutritrack_data"), description="Where the embedded database keeps everything"
    )
    mongodb_uri: SecretStr | None = Field(
        None, description="A replica set or Atlas to use instead of the embedded database"
    )
    mongod: Path | None = Field(None, description="The mongod to embed instead of the one we ship")
    public_url: str | None = Field(
        None,
        pattern=r"^https?://[^/]+$",
        description="The address people type, when a proxy stands in front: https://food.example",
    )
    trust_proxy: bool = Field(
        False, description="Believe X-Forwarded-For: only behind a proxy that sets it"
    )
    off_url: str | None = Field(
        "https://world.openfoodfacts.org",
        description="Whom to ask for a barcode that no table has; `off` asks nobody",
    )
    google_client_id: str | None = Field(
        None, description="OAuth client of your own at Google, for fitness data and for sign-in"
    )
    google_client_secret: SecretStr | None = Field(None, description="The secret of that client")
    google_url: str | None = Field(
        None, pattern=r"^https?://[^/]+$", description="A stand-in for all of Google, for tests"
    )
    keys: SecretStr | None = Field(
        None, description="Master keys, the one in use first, instead of the file that we make"
    )
    keys_command: str | None = Field(
        None, description="A command that prints the master keys, such as one of a key service"
    )
    keys_dir: Path | None = Field(
        None, description="Folder of the keys; in the data directory unless a URI is set"
    )
    upload_limit_mb: int = Field(
        4096, ge=1, description="Largest file with activity that is taken, in MB"
    )
    upload_dir: Path | None = Field(
        None,
        description="Where an uploaded file lies while it is read; `uploads` in the data directory",
    )
    smtp_url: SecretStr | None = Field(
        None,
        description="smtp://user:password@host:587 (STARTTLS where offered) or smtps://...:465",
    )
    mail_from: str = Field("nutritrack@localhost", description="Sender of our e-mail")
    ai_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="An OpenAI-compatible endpoint that words the coach: http://localhost:11434/v1",
    )
    ai_model: str | None = Field(None, description="The model to ask there: qwen3:8b")
    ai_key: SecretStr | None = Field(None, description="The key for it, where it wants one")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much to log"
    )
    log_format: Literal["text", "json"] = Field("text", description="Lines for people or machines")
    access_log: bool = Field(True, description="Log a line a request, without personal data")

    @property
    def secure(self) -> bool:
        """Whether people reach us over HTTPS."""
        return (self.public_url or "").startswith("https://")

    @property
    def address(self) -> str:
        """The address people type."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment. Raises BadSettings for one it cannot understand."""
    values: dict[str, str] = {}
    for name, field in Settings.model_fields.items():
        key = PREFIX + name.upper()
        file = environ.get(key + "_FILE")
        if file and field.annotation == SecretStr | None:
            try:
                values[name] = Path(file).read_text().strip()
            except OSError as error:
                raise BadSettings(f"{key}_FILE cannot be read: {error}") from error
        elif environ.get(key):
            values[name] = environ[key]
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise BadSettings("; ".join(problems)) from None
