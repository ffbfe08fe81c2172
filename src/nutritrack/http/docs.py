"""The API as a page to read: made from the OpenAPI document, without scripts and without a CDN."""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)
SECTIONS = ("parameters", "requestBody", "responses")


@router.get("/api/docs")
async def docs(request: Request) -> HTMLResponse:
    return HTMLResponse(_page(request.app.openapi()))


def _page(document: dict[str, Any]) -> str:
    operations = "".join(
        _operation(method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    )
    schemas = "".join(
        f'<details id="{escape(name)}"><summary>{escape(name)}</summary>{_json(schema)}</details>'
        for name, schema in sorted(document["components"]["schemas"].items())
    )
    title = escape(f"{document['info']['title']} {document['info']['version']}")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title} API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/docs.css"><main>'
        f"<h1>{title} API</h1><p>{escape(document['info'].get('description', ''))}</p>"
        '<p>The same for programs: <a href="/api/openapi.json">openapi.json</a></p>'
        f"<h2>Routes</h2>{operations}<h2>Shapes</h2>{schemas}</main></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    parts = "".join(
        f"<h3>{name}</h3>{_json(operation[name])}" for name in SECTIONS if name in operation
    )
    statuses = ", ".join(operation["responses"])
    return (
        f"<details><summary><code>{method.upper()} {escape(path)}</code> "
        f"{escape(operation.get('description', ''))}</summary>"
        f"<p>Answers {statuses}</p>{parts}</details>"
    )


def _json(value: object) -> str:
    return f"<pre>{escape(json.dumps(value, indent=2))}</pre>"
