"""SQL of accounts and sessions."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, LiteralString

from psycopg import AsyncConnection
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from api.auth.current import CurrentUser, SignedInSession
from api.db.engine import ReadSession, WriteSession
from core.access.roles import Standing, standing
from core.actor import Actor, ActorKind
from core.errors import Conflict
from core.ids import UserId


@dataclass(frozen=True, slots=True)
class Account:
    """``password_hash`` is None for service accounts and for who signs in elsewhere."""

    id: UserId
    number: int
    email: str
    name: str
    password_hash: str | None
    disabled: bool
    verified: bool = False
    two_factors: bool = False

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.USER, self.number, self.id, self.name)


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


@dataclass(frozen=True, slots=True)
class Membership:
    id: str
    name: str
    role: Standing


ASKING: Final[LiteralString] = (
    "CASE WHEN strong THEN '{}' ELSE ARRAY(SELECT w.id FROM dataos.workspaces w"
    " WHERE w.requires_two_factors AND w.deleted_at IS NULL) END"
)
"""The workspaces that ask for a second factor, where ``strong`` says that there is none."""
_ACCOUNT = (
    "SELECT u.id, u.number, u.email, u.name, u.password_hash, u.disabled_at IS NOT NULL,"
    " u.email_verified_at IS NOT NULL, EXISTS (SELECT FROM dataos.second_factors f"
    " WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) FROM dataos.users u"
)


async def add_account(session: WriteSession, account: Account) -> Account:
    """Raises Conflict ``email_taken``; e-mail addresses are compared without case."""
    statement = text(
        "INSERT INTO dataos.users (id, email, name, password_hash, email_verified_at)"
        " VALUES (:id, :email, :name, :hash, CASE WHEN :verified THEN now() END) RETURNING number"
    )
    values = {
        "id": account.id,
        "email": account.email,
        "name": account.name,
        "hash": account.password_hash,
        "verified": account.verified,
    }
    try:
        number = (await session.execute(statement, values)).scalar_one()
    except IntegrityError as error:
        raise Conflict("email_taken", f"{account.email} already has an account. Sign in instead.", "email") from error
    return replace(account, number=number)


async def find_account(session: ReadSession | WriteSession, *, email: str) -> Account | None:
    statement = text(f"{_ACCOUNT} WHERE lower(u.email) = lower(:email)")
    row = (await session.execute(statement, {"email": email})).one_or_none()
    return None if row is None else Account(UserId(row[0]), *row[1:])


async def find_account_by_id(session: ReadSession | WriteSession, user_id: str) -> Account | None:
    row = (await session.execute(text(f"{_ACCOUNT} WHERE u.id = :id"), {"id": user_id})).one_or_none()
    return None if row is None else Account(UserId(row[0]), *row[1:])


async def signs_in_elsewhere(
    session: ReadSession | WriteSession, user_id: UserId, email: str, trusted: str | None
) -> str | None:
    """The name of the identity provider that takes the place of this person's password; None where none does.

    That of somebody's identity, or one of the workspace that speaks for the whole installation; owners of the
    provider's workspace keep their password, so that it can be recovered.
    """
    statement = text(
        "SELECT p.name FROM dataos.identity_providers p"
        " JOIN dataos.workspaces w ON w.id = p.workspace_id AND w.deleted_at IS NULL"
        " WHERE p.enabled AND p.exclusive AND p.domains @> ARRAY[split_part(lower(:email), '@', -1)]"
        " AND (p.workspace_id = :trusted OR EXISTS (SELECT FROM dataos.identities i"
        " WHERE i.provider_id = p.id AND i.user_id = :user))"
        " AND NOT EXISTS (SELECT FROM dataos.workspace_members m"
        " WHERE m.workspace_id = p.workspace_id AND m.user_id = :user AND m.role = 'owner') ORDER BY p.id LIMIT 1"
    )
    rows = await session.execute(statement, {"email": email, "user": user_id, "trusted": trusted or ""})
    return rows.scalar_one_or_none()


async def get_account(session: ReadSession | WriteSession, user_id: UserId) -> Account:
    row = (await session.execute(text(f"{_ACCOUNT} WHERE u.id = :id"), {"id": user_id})).one()
    return Account(UserId(row[0]), *row[1:])


async def hold_account(session: WriteSession, account: Account) -> bool:
    """Keep the account as it is until commit; False when its password is no longer the one that was checked."""
    statement = text(
        "SELECT 1 FROM dataos.users WHERE id = :id AND disabled_at IS NULL"
        " AND password_hash IS NOT DISTINCT FROM :hash FOR NO KEY UPDATE"
    )
    values = {"id": account.id, "hash": account.password_hash}
    return (await session.execute(statement, values)).one_or_none() is not None


async def hold_proved(session: WriteSession, user_id: UserId, proved: str, path: str) -> Account:
    """The account, as it is until commit. Raises Conflict ``password_changed`` where ``proved`` is no longer the hash
    of its password: whoever gave the former one may do nothing by it any more."""
    account = await get_account(session, user_id)
    if account.password_hash != proved or not await hold_account(session, account):
        raise Conflict("password_changed", "Your password was changed just now. Sign in with it.", path)
    return account


async def set_password_hash(session: WriteSession, user_id: UserId, password_hash: str) -> None:
    statement = text("UPDATE dataos.users SET password_hash = :hash WHERE id = :id")
    await session.execute(statement, {"hash": password_hash, "id": user_id})


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


async def memberships(session: ReadSession, user_id: UserId, limit: int) -> list[Membership]:
    """The workspaces of a user, also those where they are a guest, oldest first."""
    rows = await session.execute(
        text(
            "SELECT w.id, w.name, m.role FROM dataos.workspaces w LEFT JOIN dataos.workspace_members m"
            " ON m.workspace_id = w.id AND m.user_id = :user_id WHERE w.deleted_at IS NULL AND m.suspended_at IS NULL"
            " AND w.id IN"
            " (SELECT workspace_id FROM dataos.workspace_members WHERE user_id = :user_id UNION SELECT b.workspace_id"
            " FROM dataos.given_base_roles bm JOIN dataos.bases b ON b.id = bm.base_id AND b.deleted_at IS NULL"
            " WHERE bm.user_id = :user_id AND bm.role <> 'none') ORDER BY w.id LIMIT :limit"
        ),
        {"user_id": user_id, "limit": limit},
    )
    return [Membership(row[0], row[1], standing(row[2])) for row in rows]
