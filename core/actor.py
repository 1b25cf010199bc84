"""Who acts, and because of what. Both travel with every change."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    USER = "user"
    AUTOMATION = "automation"
    SYSTEM = "system"
    FORM = "form"
    """A public form: ``id`` is that of its link, and nobody is known to have sent it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """``number`` is the user's bigint (an automation acts as its owner), None for the system itself."""

    kind: ActorKind
    number: int | None
    id: str
    name: str


SYSTEM = Actor(ActorKind.SYSTEM, None, "system", "DataOS")


class CauseKind(StrEnum):
    REQUEST = "request"
    AUTOMATION = "automation"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"
    SEED = "seed"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a change happened. ``depth`` counts automation hops since a person acted: the loop guard reads it.

    ``address`` is where the request came from, ``link_id`` the link of a public form. ``undoes`` is the change set that
    an undo or redo takes back. ``beside``
    is the table that somebody wrote in, on records that this made in another one.
    """

    kind: CauseKind
    depth: int = 0
    request_id: str | None = None
    automation_id: str | None = None
    run_id: str | None = None
    step_id: str | None = None
    undoes: str | None = None
    beside: str | None = None
    address: str | None = None
    link_id: str | None = None
