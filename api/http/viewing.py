"""Looking at things as somebody else: the header X-View-As, for owners and admins of a workspace; read only.

The answer is made from that person's own policy. What it covers is what lies in the workspaces whose admin the caller
is (``api.access.policies`` sees to that); a person's own matters, like their sessions, it does not cover.
"""

import re
from dataclasses import replace

from fastapi import Request

from api.access.people import administered
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.http.header import header_of
from core.errors import Forbidden
from core.ids import UserId

VIEW_AS_HEADER = "X-View-As"
_SAFE = ("GET", "HEAD")
_COVERED = re.compile(r"/api/v1/(workspaces/[^/]+/bases|(bases|tables|records|views|fields|attachments)/.+)")
_ASKING = re.compile(r"/api/v1/tables/[^/]+/query")


async def viewed(request: Request, user: CurrentUser, database: Database) -> CurrentUser:
    """Whom the request is answered for. Raises Forbidden ``view_as_read_only``, ``view_as_forbidden``."""
    said = header_of(request.scope, VIEW_AS_HEADER)
    if said is None:
        return user
    path = request.url.path
    reads = request.method in _SAFE or (request.method == "POST" and _ASKING.fullmatch(path) is not None)
    if not reads or _COVERED.fullmatch(path) is None:
        raise Forbidden(
            f"With {VIEW_AS_HEADER} bases, tables, records and views can be looked at, and nothing can be changed."
            " Leave the header out for this.",
            "view_as_read_only",
        )
    found = None
    if user.token is None and "\0" not in said:
        async with database.records() as conn:
            found = await administered(conn, user.id, said[:254])
    if found is None:
        raise Forbidden(
            "You can look at things as somebody else only where you are an owner or admin of the workspace, only as"
            " its people, and not by an access token.",
            "view_as_forbidden",
        )
    number, person = found
    if person.id == user.id:
        return user
    return replace(
        user, id=UserId(person.id), number=number, name=person.name, email=person.email, session_id="", seen_by=user.id
    )
