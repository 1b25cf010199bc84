"""A page that lists the API. Written here, without scripts, because the usual viewers load theirs from elsewhere."""

import json
from html import escape
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse

router = APIRouter()

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
summary { cursor: pointer; padding: .35rem 0 } code, pre { font-family: ui-monospace, monospace; font-size: 13px }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8884; border-radius: 6px }
.verb { display: inline-block; width: 4.5rem; font-weight: 600 } h2 { text-transform: capitalize }
"""


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    document = cast(FastAPI, request.app).openapi()
    return HTMLResponse(render(document))


def render(document: dict[str, Any]) -> str:
    """The page for an OpenAPI document."""
    groups: dict[str, list[str]] = {}
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            tag = operation.get("tags", ["other"])[0]
            groups.setdefault(tag, []).append(_operation(path, verb, operation))
    schemas = document.get("components", {}).get("schemas", {})
    body = "".join(f"<h2>{escape(tag)}</h2>{''.join(items)}" for tag, items in groups.items())
    models = "".join(_folded(f"schema-{name}", f"<code>{escape(name)}</code>", schemas[name]) for name in schemas)
    title = f"{escape(document['info']['title'])} API {escape(document['info']['version'])}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>"
        f'<p>The same as a document for programs: <a href="openapi.json">openapi.json</a>. Sign in with '
        f"<code>POST /api/v1/auth/login</code> and send <code>Authorization: Bearer …</code>.</p>{body}"
        f"<h2>Schemas</h2>{models}</html>"
    )


def _operation(path: str, verb: str, operation: dict[str, Any]) -> str:
    said = operation.get("description") or operation.get("summary", "")
    head = f'<span class="verb">{verb.upper()}</span> <code>{escape(path)}</code> {escape(said)}'
    shown = {key: operation[key] for key in ("parameters", "requestBody", "responses") if key in operation}
    return _folded(operation["operationId"], head, shown)


def _folded(anchor: str, head: str, content: object) -> str:
    shown = escape(json.dumps(content, indent=2, ensure_ascii=False))
    return f'<details id="{escape(anchor)}"><summary>{head}</summary><pre>{shown}</pre></details>'
