"""What the audit log will say about the request that is being served.

Every request has one note. The rim fills in who asked for what; services add what only they know::

    from api.audit import note as audit

    audit.describe(before={"name": old}, after={"name": new})

The entry is written in the transaction of ``Writing``, so it stands if and only if the act does; where a route has
none, just before the answer leaves. Outside a request (worker, command line) there is no note and these calls do
nothing: write an ``Entry`` through ``AuditTrail.add`` there.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from api.audit.entries import Entry, Outcome, Place
from api.audit.masking import masked
from api.audit.operations import BY_FEED, NOT_RECORDED, action_of
from core.actor import SYSTEM, Actor
from core.ids import parse_record_id
from core.values import JsonValue

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MAX_TARGETS = 50


@dataclass(slots=True)
class Note:
    """``closed``: the entry is written, or somebody said that nothing happened."""

    request_id: str
    method: str
    address: str = ""
    user_agent: str = ""
    operation: str = ""
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    actor: Actor | None = None
    on_behalf: str | None = None
    action: str | None = None
    outcome: Outcome = Outcome.DONE
    workspace: str | None = None
    base: str | None = None
    table: str | None = None
    targets: list[str] = field(default_factory=list[str])
    before: JsonValue = None
    after: JsonValue = None
    detail: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    closed: bool = False

    def due(self) -> bool:
        """Whether the request leaves an entry: what writes does, and what somebody named an act."""
        if self.closed:
            return False
        if self.action is not None:
            return True
        if not self.operation:
            return False
        return self.method not in _SAFE and self.operation not in NOT_RECORDED and self.operation not in BY_FEED

    def entry(self) -> Entry:
        place, number = self._place()
        return Entry(
            action=self.action or action_of(self.operation),
            actor=self.actor or SYSTEM_OF_NOBODY,
            workspace=self.workspace or self.ids.get("workspace"),
            base=self.base or self.ids.get("base"),
            table=self.table or self.ids.get("table"),
            place=place,
            targets=list(dict.fromkeys([*self.ids.values(), *self.targets]))[:_MAX_TARGETS],
            before=self.before,
            after=self.after,
            detail=self.detail,
            outcome=self.outcome,
            on_behalf=self.on_behalf,
            address=self.address,
            user_agent=self.user_agent,
            request_id=self.request_id,
            table_number=number,
        )

    def _place(self) -> tuple[Place | None, int | None]:
        """The innermost thing that the path names, through which its table, base and workspace are found."""
        if (record := self.ids.get("record")) is not None:
            return None, parse_record_id(record).table
        named = [noun for noun in self.ids if noun not in {"workspace", "user", "session"}]
        return (Place(named[0], self.ids[named[0]]), None) if named else (None, None)


SYSTEM_OF_NOBODY = Actor(SYSTEM.kind, None, "nobody", "")
"""Who acts where nobody is signed in."""

_current: ContextVar[Note | None] = ContextVar("audit_note", default=None)


def current() -> Note | None:
    return _current.get()


def address() -> str | None:
    """Where the request comes from."""
    note = _current.get()
    return note.address or None if note is not None else None


def begin(note: Note) -> None:
    """From here on this is the request's note; called once by the rim."""
    _current.set(note)


def describe(
    *,
    action: str | None = None,
    actor: Actor | None = None,
    workspace: str | None = None,
    base: str | None = None,
    table: str | None = None,
    targets: Sequence[str] = (),
    before: object = None,
    after: object = None,
    **detail: object,
) -> None:
    """Add to the request's entry. ``action`` also makes a read leave one: an export, a download, a view-as.

    Values are masked here, so nobody has to remember to.
    """
    note = _current.get()
    if note is None:
        return
    note.action = action or note.action
    note.actor = actor or note.actor
    note.workspace = workspace or note.workspace
    note.base = base or note.base
    note.table = table or note.table
    note.targets.extend(targets)
    if before is not None:
        note.before = masked(before)
    if after is not None:
        note.after = masked(after)
    more = masked(detail)
    if isinstance(more, dict):
        note.detail.update(more)


def refused(action: str, **detail: object) -> None:
    """The request fails, and that somebody tried is worth an entry: a sign-in with a wrong password."""
    note = _current.get()
    if note is not None:
        note.outcome = Outcome.REFUSED
        note.action = action
        more = masked(detail)
        if isinstance(more, dict):
            note.detail.update(more)


def nothing() -> None:
    """The request changed nothing after all: a dry run, a value that stood there already."""
    note = _current.get()
    if note is not None:
        note.closed = True
