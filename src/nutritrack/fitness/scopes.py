"""What each provider is asked for, and until when it exists.

People may untick any of it on the consent screen: what counts is what Google says it granted.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ProviderId(StrEnum):
    GOOGLE_HEALTH = "google_health"
    GOOGLE_FIT = "google_fit"


class Feature(StrEnum):
    """What a scope is good for, as the client shows it."""

    ACTIVITY = "activity"
    DISTANCE = "distance"
    WEIGHT = "weight"


class Provider(NamedTuple):
    id: ProviderId
    scopes: dict[str, tuple[Feature, ...]]
    available_until: date | None = None

    def granted(self, scopes: frozenset[str]) -> list[str]:
        """Those of ours among them, in our order."""
        return [scope for scope in self.scopes if scope in scopes]


HEALTH = "https://www.googleapis.com/auth/googlehealth."
FIT = "https://www.googleapis.com/auth/fitness."
HEALTH_ACTIVITY = HEALTH + "activity_and_fitness.readonly"
HEALTH_WEIGHT = HEALTH + "health_metrics_and_measurements.readonly"
FIT_ACTIVITY = FIT + "activity.read"
FIT_DISTANCE = FIT + "location.read"
FIT_WEIGHT = FIT + "body.read"

PROVIDERS = {
    ProviderId.GOOGLE_HEALTH: Provider(
        ProviderId.GOOGLE_HEALTH,
        {HEALTH_ACTIVITY: (Feature.ACTIVITY, Feature.DISTANCE), HEALTH_WEIGHT: (Feature.WEIGHT,)},
    ),
    # Google takes no new clients for it since May 2024, and ends it with 2026.
    ProviderId.GOOGLE_FIT: Provider(
        ProviderId.GOOGLE_FIT,
        {
            FIT_ACTIVITY: (Feature.ACTIVITY,),
            FIT_DISTANCE: (Feature.DISTANCE,),
            FIT_WEIGHT: (Feature.WEIGHT,),
        },
        available_until=date(2026, 12, 31),
    ),
}


def available(today: date) -> list[Provider]:
    """The providers that still exist, the one to choose first."""
    return [
        each
        for each in PROVIDERS.values()
        if each.available_until is None or today <= each.available_until
    ]
