"""Every request that changes something leaves an entry in the audit log.

``Writing`` writes it in the transaction of the act (``close_in``). What has no ``Writing`` is written by this
middleware just before the answer leaves: after the act's own commit, so a crash between the two loses the entry.
Services whose acts must not lose it write it themselves (``close_entry``).
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import cast

import structlog
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.audit import note as notes
from api.audit.entries import Outcome
from api.audit.note import Note
from api.audit.trail import AuditTrail, close_entry
from api.auth.current import CurrentUser
from api.db.engine import WriteSession
from api.http.header import header_of
from api.http.services import AppServices
from api.kit import clock
from core.actor import Actor, ActorKind
from core.errors import DomainError

_MAX_AGENT = 300
_TARGET = re.compile(r"[A-Za-z0-9_]{1,80}")
"""Ids of ours. What else a path may hold is no target: an entry cannot be deleted."""
_FAILED = 400
_TABLE_OF_RECORD = len("rec_00000000")
_VIEWED_SECONDS = 900.0
_VIEWED_KEPT = 20_000
_log = structlog.stdlib.get_logger("api.audit")


class Audited:
    """Gives each request its note, and writes what nobody else has written.

    That somebody looked at a thing as somebody else is written once in a quarter of an hour, so that paging through it
    is one entry.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._viewed: OrderedDict[tuple[str, ...], float] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        note = _note(scope)
        notes.begin(note)

        async def send_when_written(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._finish(scope, note, message["status"])
            await send(message)

        await self._app(scope, receive, send_when_written)

    async def _finish(self, scope: Scope, note: Note, status: int) -> None:
        _identify(scope, note)
        done = note.outcome is Outcome.DONE
        if done is not (status < _FAILED):
            return
        viewed = self._view(note) if done else None
        if note.due() and await _write(scope, note) and viewed is not None:
            self._viewed[viewed] = clock.monotonic()
            if len(self._viewed) > _VIEWED_KEPT:
                self._viewed.popitem(last=False)

    def _view(self, note: Note) -> tuple[str, ...] | None:
        """Makes a look through somebody else's eyes an act; what it is remembered by, or None where it is none."""
        if note.on_behalf is None or note.actor is None or note.action is not None:
            return None
        of_record = note.ids.get("record", "")[:_TABLE_OF_RECORD]
        key = (note.actor.id, note.on_behalf, of_record or "/".join(note.ids.values()))
        since = self._viewed.get(key)
        if since is not None and clock.monotonic() - since < _VIEWED_SECONDS:
            return None
        self._viewed.pop(key, None)
        note.action = "person.viewed_as"
        note.targets.append(note.on_behalf)
        return key


def signed_in(user: CurrentUser) -> None:
    """Who the request's entry is about."""
    note = notes.current()
    if note is None:
        return
    note.actor = Actor(ActorKind.USER, user.number, user.id, user.name)
    if user.token is not None:
        note.detail["tokenId"] = user.token.id


def looking_as(user: CurrentUser) -> None:
    """``user`` is the person whose eyes the caller looks through."""
    note = notes.current()
    if note is not None:
        note.on_behalf = user.id


async def close_in(request: Request, session: WriteSession) -> None:
    """Write the entry in the transaction of ``session``; the last thing before its commit."""
    note = notes.current()
    if note is not None:
        _identify(request.scope, note)
        await close_entry(session)


async def _write(scope: Scope, note: Note) -> bool:
    services = cast("AppServices", scope["app"].state.services)
    try:
        await services.get(AuditTrail).alone(note)
    except DomainError as error:
        # What was done is done; the answer must say so. Operators find the act here.
        _log.error("an act is missing in the audit log", operation=note.operation, reason=error.detail)
        return False
    return True


def _identify(scope: Scope, note: Note) -> None:
    """Which operation on what; the router has put both into the scope by now."""
    if note.operation:
        return
    note.operation = getattr(scope.get("route"), "name", "") or ""
    parameters = cast("Mapping[str, object]", scope.get("path_params") or {})
    note.ids = {
        name.removesuffix("_id"): value
        for name, value in parameters.items()
        if name.endswith("_id") and isinstance(value, str) and _TARGET.fullmatch(value)
    }


def _note(scope: Scope) -> Note:
    agent = "".join(c for c in header_of(scope, "User-Agent") or "" if c.isprintable())
    client = scope.get("client")
    return Note(
        request_id=scope["state"]["request_id"],
        method=scope["method"],
        address=client[0] if client else "",
        user_agent=agent[:_MAX_AGENT],
    )
