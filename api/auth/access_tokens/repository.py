"""SQL of access tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection

from api.access.reach import OPENS_BASE
from api.auth.current import CurrentUser, SignedInSession
from api.auth.repository import ASKING
from core.access.scopes import Scope, Token
from core.ids import BaseId, UserId


@dataclass(frozen=True, slots=True)
class NewToken:
    id: str
    user_id: str
    name: str
    prefix: str
    hash: bytes
    scopes: Sequence[Scope]
    bases: Sequence[str] | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredToken:
    id: str
    name: str
    prefix: str
    scopes: Sequence[str]
    bases: Sequence[str] | None
    expires_at: datetime | None
    last_used_at: datetime | None
    created_at: datetime


_COLUMNS = "t.id, t.name, t.prefix, t.scopes, t.bases, t.expires_at, t.last_used_at, t.created_at"
_ADD = f"""
INSERT INTO dataos.access_tokens AS t (id, user_id, name, prefix, hash, scopes, bases, expires_at)
SELECT %(id)s, %(user)s, %(name)s, %(prefix)s, %(hash)s, %(scopes)s, %(bases)s, %(expires)s
 WHERE (SELECT count(*) FROM dataos.access_tokens WHERE user_id = %(user)s) < %(most)s
RETURNING {_COLUMNS}
"""
_LIST = f"SELECT {_COLUMNS} FROM dataos.access_tokens t WHERE t.user_id = %s ORDER BY t.id DESC LIMIT %s"
_RENAME = f"UPDATE dataos.access_tokens t SET name = %s WHERE t.id = %s AND t.user_id = %s RETURNING {_COLUMNS}"
_DELETE = b"DELETE FROM dataos.access_tokens WHERE id = %s AND user_id = %s"
# A service account lives and ends with its workspace, and can do nothing outside of it.
_LIVE = f"""
WITH found AS (
  SELECT t.id AS token_id, t.scopes, t.bases, t.expires_at, t.last_used_at, u.id, u.number, u.name, u.email,
         u.email_verified_at IS NOT NULL AS verified, u.kind = 'service'
         OR EXISTS (SELECT FROM dataos.second_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS strong
    FROM dataos.access_tokens t JOIN dataos.users u ON u.id = t.user_id
   WHERE t.hash = %(hash)s AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL
     AND (u.workspace_id IS NULL
          OR EXISTS (SELECT FROM dataos.workspaces w WHERE w.id = u.workspace_id AND w.deleted_at IS NULL))),
used AS (
  UPDATE dataos.access_tokens t SET last_used_at = now() FROM found
   WHERE t.id = found.token_id AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute'))
SELECT id, number, name, email, token_id, scopes, bases, verified, strong, expires_at, {ASKING} FROM found
""".encode()
_MINE = f"""
SELECT b.id FROM dataos.bases b JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
  LEFT JOIN dataos.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = %(user)s
  LEFT JOIN dataos.given_base_roles bm ON bm.base_id = b.id AND bm.user_id = %(user)s
 WHERE b.id = ANY(%(bases)s) AND b.deleted_at IS NULL
   AND {OPENS_BASE.format(user="%(user)s", workspace="b.workspace_id")}
""".encode()
# What names a token goes with it; whoever had rights by it has them no more.
_UNNAMED = b"""
WITH gone AS MATERIALIZED (
  SELECT table_id FROM dataos.table_grants WHERE subject_type = 'token' AND subject_id = %(id)s
   UNION SELECT f.table_id FROM dataos.field_grants g JOIN dataos.fields f ON f.id = g.field_id
          WHERE g.subject_type = 'token' AND g.subject_id = %(id)s
   UNION SELECT v.table_id FROM dataos.view_grants g JOIN dataos.views v ON v.id = g.view_id
          WHERE g.subject_type = 'token' AND g.subject_id = %(id)s
   UNION SELECT table_id FROM dataos.row_rules WHERE subject_type = 'token' AND subject_id = %(id)s),
tables AS (DELETE FROM dataos.table_grants WHERE subject_type = 'token' AND subject_id = %(id)s),
fields AS (DELETE FROM dataos.field_grants WHERE subject_type = 'token' AND subject_id = %(id)s),
views AS (DELETE FROM dataos.view_grants WHERE subject_type = 'token' AND subject_id = %(id)s),
rules AS (DELETE FROM dataos.row_rules WHERE subject_type = 'token' AND subject_id = %(id)s)
UPDATE dataos.workspaces w SET policy_version = policy_version + 1
 WHERE w.id IN (SELECT b.workspace_id FROM gone JOIN dataos.tables t ON t.id = gone.table_id
                  JOIN dataos.bases b ON b.id = t.base_id)
"""


async def add(conn: AsyncConnection, token: NewToken, most: int) -> StoredToken | None:
    """None when the person has ``most`` tokens already."""
    values = {
        "id": token.id,
        "user": token.user_id,
        "name": token.name,
        "prefix": token.prefix,
        "hash": token.hash,
        "scopes": [scope.value for scope in token.scopes],
        "bases": None if token.bases is None else list(token.bases),
        "expires": token.expires_at,
        "most": most,
    }
    row = await (await conn.execute(_ADD.encode(), values)).fetchone()
    return None if row is None else StoredToken(*row)


async def of_user(conn: AsyncConnection, user_id: str, limit: int) -> list[StoredToken]:
    """Newest first."""
    rows = await (await conn.execute(_LIST.encode(), (user_id, limit))).fetchall()
    return [StoredToken(*row) for row in rows]


async def rename(conn: AsyncConnection, user_id: str, token_id: str, name: str) -> StoredToken | None:
    row = await (await conn.execute(_RENAME.encode(), (name, token_id, user_id))).fetchone()
    return None if row is None else StoredToken(*row)


async def delete(conn: AsyncConnection, user_id: str, token_id: str) -> bool:
    if (await conn.execute(_DELETE, (token_id, user_id))).rowcount == 0:
        return False
    await conn.execute(_UNNAMED, {"id": token_id})
    return True


async def live(conn: AsyncConnection, digest: bytes) -> tuple[SignedInSession, datetime | None] | None:
    """Whose the token is, and when it ends; notes at most once a minute that it was used."""
    row = await (await conn.execute(_LIVE, {"hash": digest})).fetchone()
    if row is None:
        return None
    user_id, number, name, email, token_id, scopes, bases, verified, strong, expires_at, closed = row
    token = Token(
        token_id,
        frozenset(Scope(each) for each in scopes),
        None if bases is None else frozenset(BaseId(each) for each in bases),
    )
    user = CurrentUser(
        UserId(user_id),
        number,
        name,
        email,
        "",
        token,
        verified=verified,
        two_factors=strong,
        closed=frozenset(closed),
    )
    return SignedInSession(user, csrf=""), expires_at


async def open_to(conn: AsyncConnection, user_id: str, bases: Sequence[str]) -> set[str]:
    """Those of these bases that the person can open."""
    rows = await (await conn.execute(_MINE, {"user": user_id, "bases": list(bases)})).fetchall()
    return {row[0] for row in rows}
