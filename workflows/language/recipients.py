"""Whom a step addresses: one text or a list of them, each an address, a user id, or a reference to one."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from workflows.language.node import Template
from workflows.language.scope import Scope

MAX_RECIPIENTS = 50
_MAX_ADDRESS = 254
# Looser than an email field: a mail server of the house may know people without a domain.
_ADDRESS = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+")


def _several(written: object) -> object:
    return [written] if isinstance(written, str) else written


Recipients = Annotated[tuple[Template, ...], BeforeValidator(_several), Field(max_length=MAX_RECIPIENTS)]


def bind_recipients(written: Recipients, scope: Scope, path: str) -> tuple[str, ...]:
    """A draft may have none yet; a plan may not."""
    if not any(item.strip() for item in written):
        scope.fault(path, "missing", "Say whom to send this to.")
    return tuple(scope.text(item, f"{path}[{index}]") for index, item in enumerate(written))


def is_address(text: str) -> bool:
    """Whether a mail can be addressed to it."""
    return len(text) <= _MAX_ADDRESS and _ADDRESS.fullmatch(text) is not None


def bind_addresses(written: Recipients, scope: Scope, path: str) -> tuple[str, ...]:
    """Recipients of mail: what stands there as it is must be an address; references are seen when they are known."""
    for index, item in enumerate(written):
        parts = [] if "{{" in item else [part.strip() for part in item.replace(";", ",").split(",") if part.strip()]
        for wrong in (part for part in parts if not is_address(part)):
            said = f"{wrong[:100]!r} is not an e-mail address. Write it like name@example.org."
            scope.fault(f"{path}[{index}]", "invalid_address", said)
    return bind_recipients(written, scope, path)
