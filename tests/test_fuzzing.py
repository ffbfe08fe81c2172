"""Requests that nobody thought of, made from our own OpenAPI document."""

from collections.abc import Iterator

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from nutritrack.app import create_app
from nutritrack.config import Settings
from serving import Server, serving

# A stream of events has no end to wait for; tests/events reads it.
schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi()).exclude(
    path_regex="^/api/events"
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("z") / "data", NUTRITRACK_OFF_URL="off") as server:
        yield server


@pytest.fixture(scope="module")
def caller(server: Server) -> httpx2.Response:
    new = {"email": "fuzz@example.com", "name": "Fuzz"}
    return httpx2.post(server.url + "/api/auth/login", json=new)


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_request_meets_what_is_not_documented(case, server, caller):
    """Every answer is one that the document lists, in the shape that it gives."""
    user_id, token = caller.json()["user"]["_id"], caller.json()["token"]
    for name in ("userId", "id"):
        # Half of the requests are about the caller, or every answer would be a 403.
        if name in case.path_parameters and hash(str(case.body)) % 2:
            case.path_parameters[name] = user_id
    destructive = case.method == "DELETE" or case.path.startswith("/api/auth/")
    headers = {} if destructive else {"Authorization": f"Bearer {token}"}
    case.call_and_validate(base_url=server.url, headers=headers, checks=CHECKS)
