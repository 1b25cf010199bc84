"""Which of our files may import a library: each outside system has one door.

import-linter can forbid a library to a package; "only these files" is what it cannot say.
"""

import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ops.lint.source import Fault, Rule, Source, imported

_OURS = ("core", "api", "workflows", "activities", "search", "ops")

# `requests.py` is the half of a large `routes.py` that reads what routes need from a request.
_RIM = ("api/**/routes.py", "api/**/requests.py", "api/http/**", "api/app.py", "api/realtime/**")

_OUTBOUND = ("api/kit/outbound.py", "ops/**")

# Dotted library name → the only files that import it, beside tests.
DOORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlalchemy": ("api/db/**", "api/**/repository.py", "api/**/sql.py", "api/**/sql/**"),
        "fastapi": _RIM,
        "starlette": _RIM,
        "temporalio.client": ("workflows/gateway.py", "workflows/temporal/**", "ops/**"),
        "jinja2": ("activities/templating.py", "api/ai/prompts.py"),
        "meilisearch_python_sdk": ("search/meili.py",),
        # Requests to addresses that people name go through the guard of this one door.
        "httpx": _OUTBOUND,
        "httpx2": _OUTBOUND,
        "httpcore": _OUTBOUND,
        "httpcore2": _OUTBOUND,
        "aiohttp": _OUTBOUND,
        "requests": _OUTBOUND,
        "urllib3": _OUTBOUND,
        "urllib.request": _OUTBOUND,
        "http.client": _OUTBOUND,
        "openai": ("api/ai/gateway.py", "search/embeddings.py"),
    }
)

# Package → every third-party library it may import at all.
CLOSED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "core": frozenset({"pydantic", "pydantic_core", "core"}),
        "workflows": frozenset({"pydantic", "temporalio", "core", "workflows"}),
    }
)


def _check(source: Source) -> Iterator[Fault]:
    if source.suffix != ".py" or not source.under(*_OURS):
        return
    package = source.path.split("/", 1)[0]
    allowed = CLOSED.get(package)
    for line, name in imported(source.tree):
        top = name.split(".", 1)[0]
        if allowed is not None and top not in allowed and top not in sys.stdlib_module_names:
            yield Fault(source.path, line, f"{package} imports only the standard library and {_listed(allowed)}")
        for library, doors in DOORS.items():
            if f"{name}.".startswith(f"{library}.") and not source.matches(*doors):
                yield Fault(source.path, line, f"{library} is imported only by {', '.join(doors)}")


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


RULE = Rule("third-party", _check)
