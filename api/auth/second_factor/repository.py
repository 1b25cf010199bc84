"""SQL of second factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection


@dataclass(frozen=True, slots=True)
class StoredFactor:
    secret: bytes
    master: str
    confirmed: bool
    last_step: int
    failures: int
    refused_until: datetime | None


_BEGIN = b"""
INSERT INTO dataos.second_factors AS f (user_id, secret, master) VALUES (%(user)s, %(secret)s, %(master)s)
ON CONFLICT (user_id)
  DO UPDATE SET secret = excluded.secret, master = excluded.master, last_step = 0, created_at = now()
 WHERE f.confirmed_at IS NULL
"""
_LOCK = b"""
SELECT secret, master, confirmed_at IS NOT NULL, last_step, failures, refused_until FROM dataos.second_factors
 WHERE user_id = %s FOR UPDATE
"""
_ACCEPTED = b"""
UPDATE dataos.second_factors SET last_step = greatest(last_step, %(step)s), failures = 0, refused_until = NULL,
  confirmed_at = coalesce(confirmed_at, now()) WHERE user_id = %(user)s
"""
_REFUSED = b"UPDATE dataos.second_factors SET failures = failures + 1, refused_until = %s WHERE user_id = %s"
_SPEND = b"UPDATE dataos.recovery_codes SET used_at = now() WHERE user_id = %s AND hash = %s AND used_at IS NULL"
_LEFT = b"SELECT count(*) FROM dataos.recovery_codes WHERE user_id = %s AND used_at IS NULL"
_ASK = b"UPDATE dataos.workspaces SET requires_two_factors = %s WHERE id = %s"
_ASKS = b"SELECT requires_two_factors FROM dataos.workspaces WHERE id = %s"
_ADD = b"INSERT INTO dataos.recovery_codes (user_id, hash) SELECT %s, unnest(%s::bytea[])"

_OTHERS = b"SELECT user_id, secret, master FROM dataos.second_factors WHERE master <> %s ORDER BY user_id FOR UPDATE"
_RESEAL = b"UPDATE dataos.second_factors SET secret = %s, master = %s WHERE user_id = %s"


async def begin(conn: AsyncConnection, user_id: str, secret: bytes, master: str) -> bool:
    """Replaces one that was never confirmed; False when there is a confirmed one."""
    values = {"user": user_id, "secret": secret, "master": master}
    return (await conn.execute(_BEGIN, values)).rowcount == 1


async def lock(conn: AsyncConnection, user_id: str) -> StoredFactor | None:
    """Until commit, so that two uses of one code are one after the other."""
    row = await (await conn.execute(_LOCK, (user_id,))).fetchone()
    return None if row is None else StoredFactor(bytes(row[0]), *row[1:])


async def sealed_by_others(conn: AsyncConnection, master: str) -> list[tuple[str, bytes, str]]:
    """(user, sealed secret, key) of those that this key does not seal, held until commit."""
    rows = await (await conn.execute(_OTHERS, (master,))).fetchall()
    return [(user_id, bytes(sealed), key) for user_id, sealed, key in rows]


async def reseal(conn: AsyncConnection, user_id: str, secret: bytes, master: str) -> None:
    await conn.execute(_RESEAL, (secret, master, user_id))


async def accepted(conn: AsyncConnection, user_id: str, step: int) -> None:
    await conn.execute(_ACCEPTED, {"user": user_id, "step": step})


async def refused(conn: AsyncConnection, user_id: str, until: datetime | None) -> None:
    await conn.execute(_REFUSED, (until, user_id))


async def spend(conn: AsyncConnection, user_id: str, digest: bytes) -> bool:
    return (await conn.execute(_SPEND, (user_id, digest))).rowcount == 1


async def codes_left(conn: AsyncConnection, user_id: str) -> int:
    row = await (await conn.execute(_LEFT, (user_id,))).fetchone()
    return 0 if row is None else row[0]


async def replace_codes(conn: AsyncConnection, user_id: str, digests: Sequence[bytes]) -> None:
    await conn.execute(b"DELETE FROM dataos.recovery_codes WHERE user_id = %s", (user_id,))
    await conn.execute(_ADD, (user_id, list(digests)))


async def end(conn: AsyncConnection, user_id: str) -> None:
    await conn.execute(b"DELETE FROM dataos.recovery_codes WHERE user_id = %s", (user_id,))
    await conn.execute(b"DELETE FROM dataos.second_factors WHERE user_id = %s", (user_id,))


async def asks(conn: AsyncConnection, workspace: str) -> bool:
    row = await (await conn.execute(_ASKS, (workspace,))).fetchone()
    return row is not None and row[0]


async def set_asking(conn: AsyncConnection, workspace: str, *, required: bool) -> None:
    await conn.execute(_ASK, (required, workspace))
