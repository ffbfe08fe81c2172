"""The check that keeps the stand-in honest can itself fail."""

import pytest
from jsonschema import ValidationError

from fitness.google.discovery import check


def test_what_google_has_passes():
    point = {"steps": {"countSum": "8000"}}
    check("health", "DailyRollUpDataPointsResponse", {"rollupDataPoints": [point]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"rollupDataPoints": [{"steps": {"count": "8000"}}]},
        {"rollupDataPoints": [{"steps": {"countSum": 8000}}]},
        {"rollupDataPoints": {}},
        {"rollupdatapoints": []},
    ],
)
def test_what_google_has_not_is_refused(wrong):
    with pytest.raises(ValidationError):
        check("health", "DailyRollUpDataPointsResponse", wrong)


def test_both_documents_are_read():
    check("fitness", "ListSessionsResponse", {"session": [], "deletedSession": []})
    with pytest.raises(ValidationError):
        check("fitness", "ListSessionsResponse", {"sessions": []})
