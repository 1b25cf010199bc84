"""Whether somebody was asked to come. The invitations themselves are ``api/invitations``."""

from psycopg import AsyncConnection

_THERE = b"SELECT to_regclass('dataos.invitations') IS NOT NULL"
_INVITED = b"""
SELECT EXISTS (
  SELECT FROM dataos.invitations i JOIN dataos.workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL
   WHERE lower(i.email) = lower(%s) AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now())
"""


async def invited(conn: AsyncConnection, email: str) -> bool:
    """Whether a live invitation, of any workspace, names this address: with registration by invitation, only such an
    address may make an account. Where this release has no invitations, nobody is invited."""
    there = await (await conn.execute(_THERE)).fetchone()
    if there is None or not there[0]:
        return False
    row = await (await conn.execute(_INVITED, (email,))).fetchone()
    return row is not None and row[0]
