"""Looking at things as somebody else: the header X-View-As, for owners and admins of a workspace; read only.

The answer is made from that person's own policy. What it covers is what lies in the workspaces whose admin the caller
is (``api.access.policies`` sees to that); a person's own matters, like their sessions, it does not cover.
"""

import re
from dataclasses import replace

from fastapi import Request

from api.auth.current import CurrentUser
from api.db.engine import Database
from api.http.header import header_of
from core.errors import Forbidden

VIEW_AS_HEADER = "X-View-As"
_SAFE = ("GET", "HEAD")
_COVERED = re.compile(r"/api/v1/(workspaces/[^/]+/bases|(bases|tables|records|views|fields|attachments)/.+)")
_ASKING = re.compile(r"/api/v1/tables/[^/]+/query")
_PERSON = b"""
SELECT u.id, u.number, u.name, u.email FROM dataos.users u
 WHERE (u.id = %(said)s OR lower(u.email) = lower(%(said)s))
   AND EXISTS (SELECT FROM dataos.workspace_members mine
                 JOIN dataos.workspaces w ON w.id = mine.workspace_id AND w.deleted_at IS NULL
                WHERE mine.user_id = %(me)s AND mine.role IN ('owner', 'admin')
                  AND (EXISTS (SELECT FROM dataos.workspace_members m WHERE m.workspace_id = w.id AND m.user_id = u.id)
                    OR EXISTS (SELECT FROM dataos.base_members bm JOIN dataos.bases b ON b.id = bm.base_id
                                WHERE b.workspace_id = w.id AND b.deleted_at IS NULL AND bm.user_id = u.id
                                  AND bm.role <> 'none')))
"""


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
    row = None
    if user.token is None and "\0" not in said:
        async with database.records() as conn:
            row = await (await conn.execute(_PERSON, {"said": said[:254], "me": user.id})).fetchone()
    if row is None:
        raise Forbidden(
            "You can look at things as somebody else only where you are an owner or admin of the workspace, only as"
            " its people, and not by an access token.",
            "view_as_forbidden",
        )
    if row[0] == user.id:
        return user
    return replace(user, id=row[0], number=row[1], name=row[2], email=row[3], session_id="", seen_by=user.id)
