"""SQL of sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg import AsyncConnection
from sqlalchemy import text

from api.auth.current import CurrentUser, SignedInSession
from api.auth.repository import ASKING
from api.db.engine import ReadSession, WriteSession
from core.ids import UserId


@dataclass(frozen=True, slots=True)
class NewSession:
    """Hashes and times of a session row; ``id`` stays the same while its tokens rotate."""

    id: str
    user_id: UserId
    access_hash: bytes
    access_expires: datetime
    refresh_hash: bytes
    refresh_expires: datetime
    csrf: str
    user_agent: str
    address: str


@dataclass(frozen=True, slots=True)
class StoredSession:
    id: str
    user_id: UserId
    refresh_hash: bytes
    refresh_expires: datetime
    csrf: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class SessionSummary:
    id: str
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    address: str


async def add_session(session: WriteSession, new: NewSession) -> None:
    """Adds a session and forgets those of the same user that ended more than a day ago."""
    await session.execute(
        text(
            "WITH gone AS (DELETE FROM dataos.sessions WHERE user_id = :user_id"
            " AND least(refresh_expires_at, revoked_at) < now() - interval '1 day')"
            " INSERT INTO dataos.sessions (id, user_id, access_hash, access_expires_at, refresh_hash,"
            " refresh_expires_at, csrf, user_agent, address)"
            " VALUES (:id, :user_id, :access_hash, :access_expires, :refresh_hash, :refresh_expires, :csrf,"
            " :user_agent, :address)"
        ),
        {
            "id": new.id,
            "user_id": new.user_id,
            "access_hash": new.access_hash,
            "access_expires": new.access_expires,
            "refresh_hash": new.refresh_hash,
            "refresh_expires": new.refresh_expires,
            "csrf": new.csrf,
            "user_agent": new.user_agent,
            "address": new.address,
        },
    )


async def live_session(conn: AsyncConnection, access_hash: bytes) -> tuple[SignedInSession, datetime] | None:
    """The session of an access token and when the token ends; notes at most once a minute that it was seen."""
    cursor = await conn.execute(
        "WITH found AS (SELECT s.id, s.csrf, s.access_expires_at, s.last_seen_at, u.id AS user_id, u.number, u.name,"
        " u.email, u.email_verified_at IS NOT NULL AS verified, EXISTS (SELECT FROM dataos.second_factors f"
        " WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS strong FROM dataos.sessions s"
        " JOIN dataos.users u ON u.id = s.user_id WHERE s.access_hash = %(hash)s"
        " AND s.access_expires_at > now() AND s.revoked_at IS NULL AND u.disabled_at IS NULL),"
        " seen AS (UPDATE dataos.sessions s SET last_seen_at = now() FROM found"
        " WHERE s.id = found.id AND found.last_seen_at < now() - interval '1 minute')"
        f" SELECT user_id, number, name, email, id, csrf, access_expires_at, verified, strong, {ASKING} FROM found",
        {"hash": access_hash},
    )
    row = await cursor.fetchone()
    if row is None:
        return None
    name, email, session_id, csrf, ends, verified, strong, closed = row[2:]
    user = CurrentUser(
        UserId(row[0]),
        row[1],
        name,
        email,
        session_id,
        verified=verified,
        two_factors=strong,
        closed=frozenset(closed),
    )
    return SignedInSession(user, csrf), ends


async def lock_session(
    session: WriteSession, *, refresh_hash: bytes, grace: timedelta
) -> tuple[StoredSession, bool | None] | None:
    """The session that a refresh token belongs or belonged to, locked until commit.

    The flag is None for the present token; for a spent one it says whether it was spent within ``grace``.
    """
    owner = await session.execute(
        text(
            "SELECT id FROM dataos.sessions WHERE refresh_hash = :hash"
            " UNION ALL SELECT session_id FROM dataos.spent_refresh_tokens WHERE hash = :hash LIMIT 1"
        ),
        {"hash": refresh_hash},
    )
    session_id = owner.scalar_one_or_none()
    if session_id is None:
        return None
    locked = await session.execute(
        text(
            "SELECT id, user_id, refresh_hash, refresh_expires_at, csrf, revoked_at IS NOT NULL FROM dataos.sessions"
            " WHERE id = :id FOR UPDATE"
        ),
        {"id": session_id},
    )
    row = locked.one_or_none()
    if row is None:
        return None
    stored = StoredSession(row[0], UserId(row[1]), bytes(row[2]), row[3], row[4], row[5])
    if stored.refresh_hash == refresh_hash:
        return stored, None
    spent = await session.execute(
        text("SELECT spent_at > clock_timestamp() - :grace FROM dataos.spent_refresh_tokens WHERE hash = :hash"),
        {"hash": refresh_hash, "grace": grace},
    )
    return stored, bool(spent.scalar_one_or_none())


async def rotate(session: WriteSession, stored: StoredSession, renewed: NewSession) -> None:
    """Replace the tokens of a session and remember the old refresh token as spent."""
    await session.execute(
        text(
            "WITH spent AS (INSERT INTO dataos.spent_refresh_tokens (hash, session_id, spent_at)"
            " VALUES (:old, :id, clock_timestamp()))"
            " UPDATE dataos.sessions SET access_hash = :access_hash, access_expires_at = :access_expires,"
            " refresh_hash = :refresh_hash, refresh_expires_at = :refresh_expires, last_seen_at = now(),"
            " user_agent = :user_agent, address = :address WHERE id = :id"
        ),
        {
            "old": stored.refresh_hash,
            "id": stored.id,
            "access_hash": renewed.access_hash,
            "access_expires": renewed.access_expires,
            "refresh_hash": renewed.refresh_hash,
            "refresh_expires": renewed.refresh_expires,
            "user_agent": renewed.user_agent,
            "address": renewed.address,
        },
    )


async def revoke(session: WriteSession, session_id: str, user_id: UserId) -> bool:
    """Ends a session; False when the user has no such live session."""
    result = await session.execute(
        text(
            "UPDATE dataos.sessions SET revoked_at = now() WHERE id = :id AND user_id = :user_id"
            " AND revoked_at IS NULL RETURNING id"
        ),
        {"id": session_id, "user_id": user_id},
    )
    return result.one_or_none() is not None


async def revoke_all(session: WriteSession, user_id: UserId, but: str = "") -> None:
    """Ends all sessions of a user, except the one named ``but``."""
    await session.execute(
        text(
            "UPDATE dataos.sessions SET revoked_at = now() WHERE user_id = :user_id AND revoked_at IS NULL"
            " AND id <> :but"
        ),
        {"user_id": user_id, "but": but},
    )


async def list_sessions(session: ReadSession, user_id: UserId, limit: int) -> list[SessionSummary]:
    """Live sessions, last seen first."""
    rows = await session.execute(
        text(
            "SELECT id, created_at, last_seen_at, user_agent, address FROM dataos.sessions WHERE user_id = :user_id"
            " AND revoked_at IS NULL AND refresh_expires_at > now() ORDER BY last_seen_at DESC, id LIMIT :limit"
        ),
        {"user_id": user_id, "limit": limit},
    )
    return [SessionSummary(*row) for row in rows]
