"""Every request that changes something leaves an entry in the audit log.

``Writing`` writes it in the transaction of the act (``close_in``). What has no ``Writing`` is written by this
middleware just before the answer leaves: after the act's own commit, so a crash between the two loses the entry.
Services whose acts must not lose it write it themselves (``close_entry``).
"""

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
from core.actor import Actor, ActorKind
from core.errors import DomainError

_MAX_AGENT = 300
_log = structlog.stdlib.get_logger("api.audit")


class Audited:
    """Gives each request its note, and writes what nobody else has written."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        note = _note(scope)
        notes.begin(note)

        async def send_when_written(message: Message) -> None:
            if message["type"] == "http.response.start":
                await _finish(scope, note, message["status"])
            await send(message)

        await self._app(scope, receive, send_when_written)


def signed_in(user: CurrentUser) -> None:
    """Who the request's entry is about."""
    note = notes.current()
    if note is None:
        return
    note.actor = Actor(ActorKind.USER, user.number, user.id, user.name)
    note.on_behalf = None
    if user.seen_by is not None:
        note.on_behalf = user.id
        note.actor = Actor(ActorKind.USER, None, user.seen_by, "")
    if user.token is not None:
        note.detail["tokenId"] = user.token.id


async def close_in(request: Request, session: WriteSession) -> None:
    """Write the entry in the transaction of ``session``; the last thing before its commit."""
    note = notes.current()
    if note is not None:
        _identify(request.scope, note)
        await close_entry(session)


async def _finish(scope: Scope, note: Note, status: int) -> None:
    _identify(scope, note)
    done = note.outcome is Outcome.DONE
    if not note.due() or done is not (status < 400):
        return
    services = cast("AppServices", scope["app"].state.services)
    try:
        await services.get(AuditTrail).alone(note)
    except DomainError as error:
        # What was done is done; the answer must say so. Operators find the act here.
        _log.error("an act is missing in the audit log", operation=note.operation, reason=error.detail)


def _identify(scope: Scope, note: Note) -> None:
    """Which operation on what; the router has put both into the scope by now."""
    if note.operation:
        return
    note.operation = getattr(scope.get("route"), "name", "") or ""
    parameters = cast("Mapping[str, object]", scope.get("path_params") or {})
    note.ids = {
        name.removesuffix("_id"): value
        for name, value in parameters.items()
        if name.endswith("_id") and isinstance(value, str)
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
