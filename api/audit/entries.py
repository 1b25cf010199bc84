"""What the audit log holds (decision 27)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.actor import SYSTEM, Actor
from core.values import JsonValue

INSTALLATION = "installation"
"""The chain of what belongs to no workspace: accounts, sign-ins, acts of operators."""


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    """Somebody tried: a sign-in that failed. Other refusals change nothing and are not recorded."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a route's id names: looked up when the entry is written. ``noun`` is DESIGN §4's."""

    noun: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``before`` and ``after`` are settings, never cells; they have been through ``masking``.

    Workspace, base and table are found through ``place`` where they are not given. ``on_behalf`` is as whom the actor
    acted: an automation's owner, or the person whose view an admin looked at. ``at`` is None for now.
    """

    action: str
    actor: Actor = SYSTEM
    workspace: str | None = None
    base: str | None = None
    table: str | None = None
    place: Place | None = None
    targets: Sequence[str] = ()
    before: JsonValue = None
    after: JsonValue = None
    detail: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    outcome: Outcome = Outcome.DONE
    on_behalf: str | None = None
    address: str = ""
    user_agent: str = ""
    request_id: str | None = None
    at: datetime | None = None
    table_number: int | None = None
    """Of a record's table, which has no id where the feed or a record id names it."""
