"""SQL of accounts; ``sql/sessions.py`` has that of their sessions."""

from dataclasses import dataclass, replace
from typing import Final, LiteralString

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

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
