"""Where activity and weights come from. Each provider is one file behind one small protocol."""

import httpx2

from nutritrack.config import Settings
from nutritrack.fitness.providers.asking import Api
from nutritrack.fitness.providers.google_fit import GoogleFit
from nutritrack.fitness.providers.google_health import GoogleHealth
from nutritrack.fitness.providers.protocol import Provider, TokenSource
from nutritrack.fitness.scopes import Feature, ProviderId
from nutritrack.google.endpoints import endpoints

__all__ = ["open_provider"]


def open_provider(
    which: ProviderId,
    features: frozenset[Feature],
    settings: Settings,
    http: httpx2.AsyncClient,
    token: TokenSource,
) -> Provider:
    """A provider that reads what was granted, as one user."""
    urls = endpoints(settings)
    if which is ProviderId.GOOGLE_FIT:
        return GoogleFit(Api(http, urls.fit, token), features)
    return GoogleHealth(Api(http, urls.health, token), features)
