"""Whom a step addresses: one text or a list of them, each an address, a user id, or a reference to one."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from workflows.language.node import Template
from workflows.language.scope import Scope

MAX_RECIPIENTS = 50


def _several(written: object) -> object:
    return [written] if isinstance(written, str) else written


Recipients = Annotated[tuple[Template, ...], BeforeValidator(_several), Field(max_length=MAX_RECIPIENTS)]


def bind_recipients(written: Recipients, scope: Scope, path: str) -> tuple[str, ...]:
    """A draft may have none yet; a plan may not."""
    if not any(item.strip() for item in written):
        scope.fault(path, "missing", "Say whom to send this to.")
    return tuple(scope.text(item, f"{path}[{index}]") for index, item in enumerate(written))
