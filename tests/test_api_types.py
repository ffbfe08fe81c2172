"""The web client knows the shapes of the API as they are now."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "api_types.py"


def test_the_types_of_the_client_are_those_of_the_api():
    script = runpy.run_path(str(SCRIPT))
    assert script["FILE"].read_text() == script["types"](), "out of date: run `make web-types`"
