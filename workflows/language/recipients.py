"""Whom a step addresses: one text or a list of them, each an address, a user id, or a reference to one."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from workflows.language.node import Template
from workflows.language.scope import Scope

MAX_RECIPIENTS = 50


def _several(written: object) -> object:
    return [written] if isinstance(written, str) else written


Recipients = Annotated[tuple[Template, ...], BeforeValidator(_several), Field(min_length=1, max_length=MAX_RECIPIENTS)]


def bind_recipients(written: Recipients, scope: Scope, path: str) -> tuple[str, ...]:
    return tuple(scope.text(item, f"{path}[{index}]") for index, item in enumerate(written))
