"""The audit log on the wire."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from api.http.body import Answer


class AuditActor(Answer):
    """``id`` is a person's, or an automation's; "nobody" where nobody was signed in."""

    type: str
    id: str | None
    name: str


class AuditEntryAnswer(Answer):
    """``position`` and ``hash`` are the entry's place in its chain; null for the second until it is sealed.

    ``detail`` says what else is known: of changes to records their change set and number.
    """

    id: str
    time: datetime
    workspace_id: str | None
    action: str
    outcome: Literal["done", "refused"]
    actor: AuditActor
    on_behalf_of: str | None
    address: str
    user_agent: str
    request_id: str | None
    base_id: str | None
    table_id: str | None
    targets: Sequence[str]
    before: JsonValue
    after: JsonValue
    detail: Mapping[str, JsonValue]
    position: int | None
    hash: str | None


class BrokenAnswer(Answer):
    """The first entry that is not as it was sealed; ``entryId`` is null for one that is missing."""

    position: int
    entry_id: str | None
    reason: str


class VerdictAnswer(Answer):
    """``hash`` is that of the entry at ``last``: kept elsewhere, it proves later that nothing before it was changed.

    ``nextAfter`` is where to go on (``?after=``); null when the end was reached.
    """

    ok: bool
    verified: int
    first: int
    last: int
    hash: str
    waiting: int
    broken: BrokenAnswer | None
    next_after: int | None
