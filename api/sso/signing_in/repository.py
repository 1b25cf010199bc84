"""SQL of signing in at a provider."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from api.db.engine import ReadSession, WriteSession
from api.sso.providers import Provider, Who
from core.access.roles import WorkspaceRole
from core.ids import UserId, WorkspaceId

TICKET_LIFE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Found:
    """An account, by its address.

    ``made``: this provider's directory made it; ``owner``: of the provider's workspace.
    """

    id: UserId
    email: str
    disabled: bool
    made: bool
    owner: bool


async def find_identity(session: WriteSession, provider: str, subject: str) -> UserId | None:
    """Whose identity it is, which is noted as seen."""
    rows = await session.execute(
        text(
            "UPDATE dataos.identities SET last_seen_at = now() WHERE provider_id = :provider AND subject = :subject"
            " RETURNING user_id"
        ),
        {"provider": provider, "subject": subject},
    )
    found = rows.scalar_one_or_none()
    return None if found is None else UserId(found)


async def add_identity(
    session: WriteSession, provider: str, subject: str, user: UserId, *, made: bool = False
) -> UserId:
    """Whose identity it is now: another sign-in at the same moment may have been first."""
    rows = await session.execute(
        text(
            "INSERT INTO dataos.identities (provider_id, subject, user_id, made)"
            " VALUES (:provider, :subject, :user, :made)"
            " ON CONFLICT (provider_id, subject) DO UPDATE SET last_seen_at = now() RETURNING user_id"
        ),
        {"provider": provider, "subject": subject, "user": user, "made": made},
    )
    return UserId(rows.scalar_one())


async def find_account(session: WriteSession, provider: str, email: str) -> Found | None:
    rows = await session.execute(
        text(
            "SELECT u.id, u.email, u.disabled_at IS NOT NULL, coalesce(s.made, false),"
            " EXISTS (SELECT FROM dataos.workspace_members m JOIN dataos.identity_providers p"
            " ON p.workspace_id = m.workspace_id WHERE p.id = :provider AND m.user_id = u.id AND m.role = 'owner')"
            " FROM dataos.users u"
            " LEFT JOIN dataos.scim_users s ON s.user_id = u.id AND s.provider_id = :provider"
            " WHERE lower(u.email) = lower(:email) AND u.kind = 'person'"
        ),
        {"provider": provider, "email": email},
    )
    row = rows.one_or_none()
    return None if row is None else Found(UserId(row[0]), *row[1:])


async def add_account(
    session: WriteSession, user: UserId, email: str, name: str, password_hash: str, *, verified: bool
) -> bool:
    """False where the address has an account by now."""
    rows = await session.execute(
        text(
            "INSERT INTO dataos.users (id, email, name, password_hash, email_verified_at)"
            " VALUES (:id, :email, :name, :hash, CASE WHEN :verified THEN now() END)"
            " ON CONFLICT DO NOTHING RETURNING id"
        ),
        {"id": user, "email": email, "name": name, "hash": password_hash, "verified": verified},
    )
    return rows.one_or_none() is not None


async def belongs(session: ReadSession | WriteSession, workspace: WorkspaceId, user: UserId) -> bool:
    rows = await session.execute(
        text(
            "SELECT 1 FROM dataos.workspace_members WHERE workspace_id = :workspace AND user_id = :user"
            " AND suspended_at IS NULL"
        ),
        {"workspace": workspace, "user": user},
    )
    return rows.one_or_none() is not None


async def add_member(session: WriteSession, workspace: WorkspaceId, user: UserId, role: WorkspaceRole) -> bool:
    """False for somebody who belongs to the workspace already: their role stays."""
    rows = await session.execute(
        text(
            "INSERT INTO dataos.workspace_members (workspace_id, user_id, role) VALUES (:workspace, :user, :role)"
            " ON CONFLICT DO NOTHING RETURNING user_id"
        ),
        {"workspace": workspace, "user": user, "role": role.value},
    )
    return rows.one_or_none() is not None


async def sync_teams(session: WriteSession, provider: Provider, user: UserId, groups: Collection[str]) -> bool:
    """Into the teams that these groups mean and out of the others that the provider decides; whether it changed any."""
    managed = {item.team_id for item in provider.groups}
    meant = {item.team_id for item in provider.groups if item.group in set(groups)}
    values = {"user": user, "meant": list(meant), "others": list(managed - meant)}
    added = await session.execute(
        text(
            "INSERT INTO dataos.team_members (team_id, user_id) SELECT id, :user FROM dataos.teams"
            " WHERE id = ANY(:meant) ON CONFLICT DO NOTHING RETURNING team_id"
        ),
        {key: values[key] for key in ("user", "meant")},
    )
    removed = await session.execute(
        text("DELETE FROM dataos.team_members WHERE user_id = :user AND team_id = ANY(:others) RETURNING team_id"),
        {key: values[key] for key in ("user", "others")},
    )
    return bool(added.all()) | bool(removed.all())


async def vouched_elsewhere(session: WriteSession, domain: str, trusted: str) -> bool:
    """Whether the trusted workspace speaks for this domain."""
    rows = await session.execute(
        text(
            "SELECT 1 FROM dataos.identity_providers WHERE workspace_id = :trusted AND enabled"
            " AND domains @> ARRAY[CAST(:domain AS text)] LIMIT 1"
        ),
        {"trusted": trusted, "domain": domain},
    )
    return rows.one_or_none() is not None


async def take_assertion(
    session: WriteSession, provider: str, assertion: str, expires: datetime, ticket: bytes, state: str | None, who: Who
) -> bool:
    """False for an assertion that was taken before. Forgets those that have expired."""
    await session.execute(text("DELETE FROM dataos.saml_assertions WHERE expires_at < now()"))
    rows = await session.execute(
        text(
            "INSERT INTO dataos.saml_assertions (provider_id, assertion_id, expires_at, ticket, ticket_expires_at,"
            " state, who) VALUES (:provider, :assertion, :expires, :ticket, now() + :life, :state, CAST(:who AS jsonb))"
            " ON CONFLICT DO NOTHING RETURNING assertion_id"
        ),
        {
            "provider": provider,
            "assertion": assertion,
            "expires": expires,
            "ticket": ticket,
            "life": TICKET_LIFE,
            "state": state,
            "who": json.dumps(asdict(who)),
        },
    )
    return rows.one_or_none() is not None


async def use_ticket(session: WriteSession, provider: str, ticket: bytes) -> tuple[str | None, Who] | None:
    """The state that the assertion answered, and whom it is about; once."""
    rows = await session.execute(
        text(
            "UPDATE dataos.saml_assertions a SET ticket = NULL, who = NULL FROM (SELECT provider_id, assertion_id, who"
            " FROM dataos.saml_assertions WHERE ticket = :ticket AND provider_id = :provider"
            " AND ticket_expires_at > now() FOR UPDATE) f WHERE a.provider_id = f.provider_id"
            " AND a.assertion_id = f.assertion_id RETURNING a.state, f.who"
        ),
        {"ticket": ticket, "provider": provider},
    )
    row = rows.one_or_none()
    if row is None:
        return None
    said = row[1]
    groups = None if said["groups"] is None else tuple(said["groups"])
    return row[0], Who(said["subject"], said["email"], said["verified"], said["name"], groups)
