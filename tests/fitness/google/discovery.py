"""Google's own descriptions of its APIs, which `google-api-python-client` ships, as JSON Schema.

So the stand-in cannot drift from the real one: a field that Google does not have is an error.
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

DOCUMENTS = {"health": "health.v4.json", "fitness": "fitness.v1.json"}


def check(api: str, schema: str, content: Any) -> None:
    """Raises jsonschema.ValidationError for what Google would never send, or take."""
    _validator(api, schema).validate(content)


@lru_cache
def _validator(api: str, schema: str) -> Draft202012Validator:
    schemas = _document(api)["schemas"]
    definitions = {name: _translate(each) for name, each in schemas.items()}
    assert schema in definitions
    return Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": definitions})


@lru_cache
def _document(api: str) -> dict[str, Any]:
    folder = files("googleapiclient").joinpath("discovery_cache/documents")
    content = json.loads(folder.joinpath(DOCUMENTS[api]).read_text())
    assert isinstance(content, dict)
    return content


def _translate(node: dict[str, Any]) -> dict[str, Any]:
    """One schema of a discovery document. Those know no limits, only types and names."""
    if "$ref" in node:
        return {"$ref": f"#/$defs/{node['$ref']}"}
    out: dict[str, Any] = {}
    if node.get("type") != "any" and "type" in node:
        out["type"] = node["type"]
    if "enum" in node:
        out["enum"] = node["enum"]
    if "items" in node:
        out["items"] = _translate(node["items"])
    if "properties" in node:
        out["properties"] = {name: _translate(each) for name, each in node["properties"].items()}
        out["additionalProperties"] = False
    elif isinstance(node.get("additionalProperties"), dict):
        out["additionalProperties"] = _translate(node["additionalProperties"])
    return out
