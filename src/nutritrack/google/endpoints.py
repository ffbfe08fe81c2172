"""Where Google is: the addresses we call, and those it sends people back to."""

from dataclasses import dataclass

from nutritrack.config import Settings

FITNESS_CALLBACK = "/api/fitness/callback"
SIGN_IN_CALLBACK = "/api/auth/google/callback"


@dataclass(frozen=True)
class Endpoints:
    """Addresses without a slash at the end."""

    authorize: str
    token: str
    revoke: str
    health: str
    fit: str


GOOGLE = Endpoints(
    authorize="https://accounts.google.com/o/oauth2/v2/auth",
    token="https://oauth2.googleapis.com/token",  # noqa: S106 (an address)
    revoke="https://oauth2.googleapis.com/revoke",
    health="https://health.googleapis.com/v4",
    fit="https://www.googleapis.com/fitness/v1",
)


def endpoints(settings: Settings) -> Endpoints:
    """Google's own addresses, or those of the stand-in that tests run."""
    base = settings.google_url
    if base is None:
        return GOOGLE
    return Endpoints(
        authorize=f"{base}/o/oauth2/v2/auth",
        token=f"{base}/token",
        revoke=f"{base}/revoke",
        health=f"{base}/v4",
        fit=f"{base}/fitness/v1",
    )


def redirect_uri(settings: Settings, path: str) -> str:
    """Fixed by the settings and never taken from a request: Google compares it letter by letter."""
    return settings.address + path
