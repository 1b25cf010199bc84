"""Idempotency-Key for every route that has a ``Writing`` session: the work and its stored answer are one transaction.

``Writing`` claims the key in its session before the route runs. A router with ``route_class=RepeatableRoute`` stores
the answer in that same session once the route has returned; FastAPI ends ``Writing``, which commits, after that and
before the reply leaves. So there is no moment at which the work is done and its answer is not known.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast

import orjson
from fastapi import Request
from fastapi.routing import APIRoute
from psycopg import AsyncConnection
from starlette.responses import Response

from api.audit import note as notes
from api.http.idempotency import REPLAYED_HEADER, Keeper, Repeatable, StoredAnswer, claim, remember

_CREATED = 201


class Replayed(Exception):
    """The work was done before; ends the request with the answer of then."""

    def __init__(self, answer: StoredAnswer) -> None:
        super().__init__("the answer is stored")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Claimed:
    """A key that is this request's in the open transaction of ``conn``."""

    conn: AsyncConnection
    keeper: Keeper
    request: Repeatable

    async def keep(self, response: Response) -> None:
        answer = StoredAnswer(response.status_code, bytes(response.body))
        await remember(self.conn, self.keeper, self.request, answer)


async def begin(request: Request, repeatable: Repeatable, conn: AsyncConnection, keeper: Keeper) -> None:
    """Claim the key of ``request``. Raises Replayed, Conflict."""
    before = await claim(conn, keeper, repeatable)
    if before is not None:
        raise Replayed(before)
    request.state.claimed = Claimed(conn, keeper, repeatable)


class RepeatableRoute(APIRoute):
    """Keeps the answers of keyed requests, and gives them again. Routes that only read are left as they are."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.methods == {"GET"}:
            return handle

        async def once(request: Request) -> Response:
            try:
                response = await handle(request)
            except Replayed as replayed:
                return _again(replayed.answer)
            _name_made(response)
            claimed = cast("Claimed | None", getattr(request.state, "claimed", None))
            if claimed is not None:
                await claimed.keep(response)
            return response

        return once


def _name_made(response: Response) -> None:
    """What a POST made is named in the request's audit entry, and the change set of an act on the schema."""
    note = notes.current()
    if note is None or note.closed:
        return
    if response.status_code == _CREATED and response.body[:1] == b"{":
        made = orjson.loads(response.body).get("id")
        if isinstance(made, str):
            note.targets.append(made)
            # A workspace's log begins with how it was made.
            note.workspace = made if made.startswith("wsp_") else note.workspace
    if (change_set := response.headers.get("X-Change-Set")) is not None:
        note.detail["changeSet"] = change_set


def _again(answer: StoredAnswer) -> Response:
    kind = "application/json" if answer.body else None
    return Response(answer.body, answer.status, {REPLAYED_HEADER: "true"}, kind)
