"""SQL of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.types.json import Jsonb
from sqlalchemy import text

from api.db.engine import ReadSession
from api.kit import clock
from core.access.roles import BaseRole, WorkspaceRole
from core.ids import UserId, WorkspaceId


@dataclass(frozen=True)
class Invitation:
    """``role`` is None for guests. ``bases`` are id, name, role of those that still exist; ``teams`` id and name."""

    id: str
    workspace_id: str
    workspace_name: str
    email: str | None
    max_uses: int
    uses: int
    role: str | None
    bases: Sequence[Sequence[str]]
    teams: Sequence[Sequence[str]]
    invited_by: str
    inviter_name: str
    inviter_email: str
    inviter_disabled: bool
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None
    sends: int
    sent_at: datetime
    created_at: datetime

    @property
    def workspace_role(self) -> WorkspaceRole | None:
        return None if self.role is None else WorkspaceRole(self.role)

    @property
    def base_roles(self) -> list[tuple[str, str, BaseRole]]:
        return [(base[0], base[1], BaseRole(base[2])) for base in self.bases]

    @property
    def expired(self) -> bool:
        return self.expires_at <= clock.now()


@dataclass(frozen=True, slots=True)
class NewInvitation:
    id: str
    workspace_id: WorkspaceId
    email: str | None
    max_uses: int
    role: WorkspaceRole | None
    bases: Sequence[tuple[str, BaseRole]]
    teams: Sequence[str]
    token_hash: bytes
    invited_by: UserId
    expires_at: datetime


_SELECT = """
SELECT i.id, i.workspace_id, w.name AS workspace_name, i.email, i.max_uses, i.uses, i.role,
       coalesce((SELECT jsonb_agg(jsonb_build_array(b.id, b.name, said.role) ORDER BY said.nth)
          FROM (SELECT item ->> 0 AS id, item ->> 1 AS role, nth
                  FROM jsonb_array_elements(i.bases) WITH ORDINALITY AS o(item, nth)) said
          JOIN dataos.bases b ON b.id = said.id AND b.deleted_at IS NULL AND b.workspace_id = i.workspace_id),
        '[]') AS bases,
       coalesce((SELECT jsonb_agg(jsonb_build_array(t.id, t.name) ORDER BY lower(t.name)) FROM dataos.teams t
          WHERE t.id = ANY(i.teams) AND t.workspace_id = i.workspace_id), '[]') AS teams,
       i.invited_by, u.name AS inviter_name, u.email AS inviter_email, u.disabled_at IS NOT NULL AS inviter_disabled,
       i.expires_at, i.accepted_at, i.revoked_at, i.sends, i.sent_at, i.created_at
  FROM dataos.invitations i JOIN dataos.workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL
  JOIN dataos.users u ON u.id = i.invited_by
"""
_PAGE = f"""
{_SELECT} WHERE i.workspace_id = %(workspace)s AND (%(after)s::text IS NULL OR i.id < %(after)s)
ORDER BY i.id DESC LIMIT %(limit)s
"""
_ADD = """
INSERT INTO dataos.invitations
  (id, workspace_id, email, max_uses, role, bases, teams, token_hash, invited_by, expires_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_PENDING = "accepted_at IS NULL AND revoked_at IS NULL"
_REPLACE = f"""
UPDATE dataos.invitations SET revoked_at = now()
WHERE workspace_id = %s AND lower(email) = lower(%s) AND {_PENDING}
"""
_REVOKE = f"UPDATE dataos.invitations SET revoked_at = now() WHERE id = %s AND {_PENDING}"
_WITHDRAW = f"""
UPDATE dataos.invitations SET revoked_at = now() WHERE workspace_id = %s AND invited_by = %s AND {_PENDING}
"""
_SENT = """
SELECT coalesce(sum(sends), 0)::int FROM dataos.invitations
WHERE workspace_id = %s AND sent_at > now() - interval '1 day'
"""
_RECEIVED = """
SELECT coalesce(sum(sends) FILTER (WHERE sent_at > now() - interval '1 day'), 0)::int,
       max(sent_at) FILTER (WHERE workspace_id = %(workspace)s)
  FROM dataos.invitations WHERE lower(email) = lower(%(email)s)
"""
_RESEND = "UPDATE dataos.invitations SET sends = sends + 1, sent_at = now(), expires_at = %s WHERE id = %s"
_USED = "SELECT EXISTS (SELECT FROM dataos.invitation_uses WHERE invitation_id = %s AND user_id = %s)"
_USE = """
WITH used AS (INSERT INTO dataos.invitation_uses (invitation_id, user_id) VALUES (%(id)s, %(user)s))
UPDATE dataos.invitations SET uses = uses + 1,
       accepted_at = CASE WHEN uses + 1 >= max_uses THEN now() ELSE accepted_at END WHERE id = %(id)s
"""


async def page(conn: AsyncConnection, workspace: WorkspaceId, *, after: str | None, limit: int) -> list[Invitation]:
    """Newest first."""
    async with conn.cursor(row_factory=class_row(Invitation)) as cursor:
        await cursor.execute(_PAGE, {"workspace": workspace, "after": after, "limit": limit})
        return await cursor.fetchall()


async def find(conn: AsyncConnection, workspace: WorkspaceId, invitation: str) -> Invitation | None:
    async with conn.cursor(row_factory=class_row(Invitation)) as cursor:
        await cursor.execute(f"{_SELECT} WHERE i.workspace_id = %s AND i.id = %s", (workspace, invitation))
        return await cursor.fetchone()


async def find_by_token(conn: AsyncConnection, token_hash: bytes) -> Invitation | None:
    async with conn.cursor(row_factory=class_row(Invitation)) as cursor:
        await cursor.execute(f"{_SELECT} WHERE i.token_hash = %s", (token_hash,))
        return await cursor.fetchone()


async def add(conn: AsyncConnection, new: NewInvitation) -> None:
    """In place of a pending one to the same address."""
    if new.email is not None:
        await conn.execute(_REPLACE, (new.workspace_id, new.email))
    role = None if new.role is None else new.role.value
    bases = Jsonb([[base, given.value] for base, given in new.bases])
    values = (new.id, new.workspace_id, new.email, new.max_uses, role, bases, list(new.teams), new.token_hash)
    await conn.execute(_ADD, (*values, new.invited_by, new.expires_at))


async def revoke(conn: AsyncConnection, invitation: str) -> bool:
    """False for one that is over already."""
    return (await conn.execute(_REVOKE, (invitation,))).rowcount == 1


async def withdraw_of(conn: AsyncConnection, workspace: WorkspaceId, inviter: str) -> None:
    """Those that this person made and nobody has used up."""
    await conn.execute(_WITHDRAW, (workspace, inviter))


async def sent_lately(conn: AsyncConnection, workspace: WorkspaceId) -> int:
    """Within a day."""
    row = await (await conn.execute(_SENT, (workspace,))).fetchone()
    return row[0] if row else 0


@dataclass(frozen=True, slots=True)
class Received:
    """``in_a_day``: mails to one address, from whatever workspace; ``last`` from this one."""

    in_a_day: int
    last: datetime | None


async def received(conn: AsyncConnection, workspace: WorkspaceId, email: str) -> Received:
    """What an address was sent, while no other transaction sends it anything."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtext('dataos.invitations'), hashtext(lower(%s)))", (email,))
    row = await (await conn.execute(_RECEIVED, {"workspace": workspace, "email": email})).fetchone()
    return Received(0, None) if row is None else Received(row[0], row[1])


async def note_resent(conn: AsyncConnection, invitation: str, expires_at: datetime) -> None:
    await conn.execute(_RESEND, (expires_at, invitation))


async def used_by(conn: AsyncConnection, invitation: str, user: UserId) -> bool:
    row = await (await conn.execute(_USED, (invitation, user))).fetchone()
    return row is not None and row[0]


async def use(conn: AsyncConnection, invitation: str, user: UserId) -> None:
    await conn.execute(_USE, {"id": invitation, "user": user})


async def registered(conn: AsyncConnection, email: str) -> bool:
    statement = "SELECT EXISTS (SELECT FROM dataos.users WHERE lower(email) = lower(%s))"
    row = await (await conn.execute(statement, (email,))).fetchone()
    return row is not None and row[0]


async def count_pending_of(session: ReadSession, workspace: WorkspaceId, inviter: str) -> int:
    statement = text(
        f"SELECT count(*) FROM dataos.invitations WHERE workspace_id = :id AND invited_by = :user AND {_PENDING}"
        " AND expires_at > now()"
    )
    return (await session.execute(statement, {"id": workspace, "user": inviter})).scalar_one()
