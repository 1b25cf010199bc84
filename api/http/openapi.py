"""The OpenAPI document: FastAPI's, with our error answer described once and path parameters in camelCase."""

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.alias_generators import to_camel

from api.http.deps import ACCESS_COOKIE, CSRF_HEADER
from api.http.problem import MEDIA_TYPE

_TEXT = {"type": "string"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "Every answer that is not 2xx (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "errors", "requestId"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people: what, where, remedy."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "message"],
                "properties": {
                    "path": {
                        "type": "string",
                        "description": "A place in the body, a parameter, a header, or all of the `body`.",
                    },
                    "code": _TEXT,
                    "message": _TEXT,
                },
            },
        },
        "requestId": _TEXT,
        "sentVersion": {"type": "integer", "description": "Of a version_conflict: the version that was sent."},
        "currentVersion": {"type": "integer", "description": "Of a version_conflict: the version that there is."},
        "current": {"description": "Of a version_conflict: the record as it is now."},
        "limit": {"type": "integer", "description": "Of a body_too_large: the most bytes that a body may have."},
        "size": {"type": "integer", "description": "Of a body_too_large: the bytes announced, or seen so far."},
    },
}
ERRORS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def describe(app: FastAPI) -> None:
    """Make the application answer with this document, built at the first request for it."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
            schema["paths"] = {_camel_path(path): _camel_parameters(item) for path, item in schema["paths"].items()}
            _allow_cookie(schema)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document


def _camel_path(path: str) -> str:
    """``/tables/{table_id}`` → ``/tables/{tableId}``: to the router these names are positions, to a client words."""
    return re.sub(r"\{(\w+)\}", lambda found: "{" + to_camel(found[1]) + "}", path)


def _camel_parameters(item: dict[str, Any]) -> dict[str, Any]:
    for operation in item.values():
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                parameter["name"] = to_camel(parameter["name"])
    return item


def _allow_cookie(schema: dict[str, Any]) -> None:
    """Wherever a bearer token opens a route, the browser's session cookie does too."""
    schema["components"].setdefault("securitySchemes", {})["cookie"] = {
        "type": "apiKey",
        "in": "cookie",
        "name": ACCESS_COOKIE,
        "description": f"The browser's session; every write also needs the header {CSRF_HEADER}.",
    }
    for item in schema["paths"].values():
        for operation in item.values():
            if operation.get("security"):
                operation["security"] = [{"bearer": []}, {"cookie": []}]
