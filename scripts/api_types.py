"""Writes web/src/api/types.ts: the shapes of the API for the web client, from the OpenAPI document.

Run it as `make web-types` after a model has changed; a test fails while the file is old.
"""

import json
from pathlib import Path
from typing import Any

from nutritrack.app import create_app
from nutritrack.config import Settings

FILE = Path(__file__).parent.parent / "web" / "src" / "api" / "types.ts"
WIDTH = 100
HEAD = """\
// The shapes of the API. Made from it by `make web-types`; do not edit.

/** 24 hexadecimal digits. */
export type Id = string;

/** A calendar day of the user, YYYY-MM-DD. */
export type Day = string;

/** A point in time, ISO 8601. */
export type Instant = string;
"""
ID = "^[0-9a-fA-F]{24}$"
FORMATS = {"date": "Day", "date-time": "Instant"}
PLAIN = {
    "boolean": "boolean",
    "integer": "number",
    "null": "null",
    "number": "number",
    "string": "string",
}


def types() -> str:
    """The whole file."""
    schemas = create_app(Settings()).openapi()["components"]["schemas"]
    return "\n".join([HEAD, *(_declaration(name, schemas[name]) for name in sorted(schemas))])


def _declaration(name: str, schema: dict[str, Any]) -> str:
    """One exported type. Of its description the first paragraph is kept."""
    about = _comment(schema.get("description", "").split("\n\n")[0], "")
    if "properties" not in schema:
        line = f"export type {name} = {_type(schema)};\n"
        if len(line) > WIDTH:
            line = line.replace(" = ", " =\n  | ").replace('" | ', '"\n  | ')
        return about + line
    needed = schema.get("required", [])
    fields = "".join(
        _field(field, field in needed, schema["properties"][field])
        for field in schema["properties"]
    )
    return f"{about}export interface {name} {{\n{fields}}}\n"


def _field(name: str, needed: bool, schema: dict[str, Any]) -> str:
    about = _comment(schema.get("description", ""), "  ")
    return f"{about}  {name}{'' if needed else '?'}: {_type(schema)};\n"


def _comment(text: str, indent: str) -> str:
    words = " ".join(text.split())
    return f"{indent}/** {words} */\n" if words else ""


def _type(schema: dict[str, Any]) -> str:
    """The TypeScript of a schema. One that it does not know is an error, never `any`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(map(json.dumps, schema["enum"]))
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " | ".join(dict.fromkeys(map(_type, schema[choice])))
    if "allOf" in schema:
        return " & ".join(map(_type, schema["allOf"]))
    match schema.get("type"):
        case "array":
            item = _type(schema["items"])
            return f"({item})[]" if " " in item else f"{item}[]"
        case "object":
            return f"Record<string, {_values(schema)}>"
        case "string" if schema.get("pattern") == ID:
            return "Id"
        case "string":
            return FORMATS.get(schema.get("format", ""), "string")
        case str(kind):
            return PLAIN[kind]
    return "unknown"


def _values(schema: dict[str, Any]) -> str:
    patterns = schema.get("patternProperties", {}).values()
    more = schema.get("additionalProperties")
    kinds = dict.fromkeys(map(_type, [*patterns, *([more] if isinstance(more, dict) else [])]))
    return " | ".join(kinds) or "unknown"


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(types())
