"""SQL of identity providers."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text

from api.db.engine import ReadSession, WriteSession
from api.sso.providers import GroupTeam, Kind, OidcConfig, Provider, SamlConfig
from core.access.roles import WorkspaceRole
from core.ids import WorkspaceId

Session = ReadSession | WriteSession

_COLUMNS = (
    "p.id, p.workspace_id, p.kind, p.name, p.config, p.secret, p.domains, p.role, p.creates, p.enabled, p.exclusive,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_object('group', g.name, 'teamId', g.team_id) ORDER BY g.name, g.team_id),"
    " '[]') FROM dataos.identity_groups g WHERE g.provider_id = p.id) AS groups,"
    " p.scim_hash IS NOT NULL AS provisions, p.created_at"
)
_LIVE = "dataos.identity_providers p JOIN dataos.workspaces w ON w.id = p.workspace_id AND w.deleted_at IS NULL"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the sign-in page says of a provider."""

    id: str
    kind: Kind
    name: str
    exclusive: bool


async def list_in(session: Session, workspace: WorkspaceId, limit: int) -> list[Provider]:
    """Oldest first."""
    rows = await session.execute(
        text(f"SELECT {_COLUMNS} FROM {_LIVE} WHERE p.workspace_id = :workspace ORDER BY p.id LIMIT :limit"),
        {"workspace": workspace, "limit": limit},
    )
    return [_provider(row) for row in rows]


async def find(session: Session, provider: str) -> Provider | None:
    rows = await session.execute(text(f"SELECT {_COLUMNS} FROM {_LIVE} WHERE p.id = :id"), {"id": provider})
    row = rows.one_or_none()
    return None if row is None else _provider(row)


async def find_by_scim(session: Session, digest: bytes) -> Provider | None:
    """The enabled provider whose directory has the token with this digest."""
    rows = await session.execute(
        text(f"SELECT {_COLUMNS} FROM {_LIVE} WHERE p.scim_hash = :digest AND p.enabled"), {"digest": digest}
    )
    row = rows.one_or_none()
    return None if row is None else _provider(row)


async def offers(session: Session, domain: str | None, trusted: str | None, limit: int) -> list[Offer]:
    """The enabled providers for addresses of this domain; without a domain, all.

    Where a workspace is trusted for the whole installation, those of others are not offered: anybody who has a
    workspace could write their own on the sign-in page of everybody with such an address.
    """
    rows = await session.execute(
        text(
            f"SELECT p.id, p.kind, p.name, p.exclusive FROM {_LIVE} WHERE p.enabled"
            " AND (p.workspace_id = :trusted OR :trusted = '' AND CAST(:domain AS text) IS NOT NULL)"
            " AND (CAST(:domain AS text) IS NULL OR p.domains @> ARRAY[CAST(:domain AS text)])"
            " ORDER BY lower(p.name), p.id LIMIT :limit"
        ),
        {"domain": domain, "trusted": trusted or "", "limit": limit},
    )
    return [Offer(row[0], Kind(row[1]), row[2], row[3]) for row in rows]


async def count(session: WriteSession, workspace: WorkspaceId) -> int:
    statement = text("SELECT count(*) FROM dataos.identity_providers WHERE workspace_id = :workspace")
    return (await session.execute(statement, {"workspace": workspace})).scalar_one()


async def add(session: WriteSession, provider: Provider) -> datetime:
    added = await session.execute(
        text(
            "INSERT INTO dataos.identity_providers (id, workspace_id, kind, name, config, secret, domains, role,"
            " creates, enabled, exclusive) VALUES (:id, :workspace, :kind, :name, CAST(:config AS jsonb), :secret,"
            " :domains, :role, :creates, :enabled, :exclusive) RETURNING created_at"
        ),
        {"workspace": provider.workspace_id, "kind": provider.kind.value, **_values(provider)},
    )
    return added.scalar_one()


async def update(session: WriteSession, provider: Provider) -> None:
    """Its kind and its groups stay."""
    await session.execute(
        text(
            "UPDATE dataos.identity_providers SET name = :name, config = CAST(:config AS jsonb), secret = :secret,"
            " domains = :domains, role = :role, creates = :creates, enabled = :enabled, exclusive = :exclusive"
            " WHERE id = :id"
        ),
        _values(provider),
    )


async def set_groups(session: WriteSession, provider: str, groups: Collection[GroupTeam]) -> None:
    await session.execute(text("DELETE FROM dataos.identity_groups WHERE provider_id = :id"), {"id": provider})
    if groups:
        await session.execute(
            text("INSERT INTO dataos.identity_groups (provider_id, name, team_id) VALUES (:id, :name, :team)"),
            [{"id": provider, "name": item.group, "team": item.team_id} for item in groups],
        )


async def teams_in(session: Session, workspace: WorkspaceId, teams: Collection[str]) -> set[str]:
    """Those of these teams that are the workspace's."""
    rows = await session.execute(
        text("SELECT id FROM dataos.teams WHERE workspace_id = :workspace AND id = ANY(:teams)"),
        {"workspace": workspace, "teams": list(teams)},
    )
    return set(rows.scalars())


async def disconnect(session: WriteSession, provider: str) -> None:
    """People whose accounts did not begin at the provider, and owners of its workspace, connect them again."""
    await session.execute(
        text(
            "DELETE FROM dataos.identities i WHERE i.provider_id = :id AND (NOT i.made OR EXISTS (SELECT FROM"
            " dataos.identity_providers p JOIN dataos.workspace_members m ON m.workspace_id = p.workspace_id"
            " WHERE p.id = i.provider_id AND m.user_id = i.user_id AND m.role = 'owner'))"
        ),
        {"id": provider},
    )


async def delete(session: WriteSession, provider: str) -> None:
    await session.execute(text("DELETE FROM dataos.identity_providers WHERE id = :id"), {"id": provider})


async def set_scim(session: WriteSession, provider: str, digest: bytes | None) -> None:
    await session.execute(
        text("UPDATE dataos.identity_providers SET scim_hash = :digest WHERE id = :id"),
        {"id": provider, "digest": digest},
    )


def _values(provider: Provider) -> Mapping[str, object]:
    return {
        "id": provider.id,
        "name": provider.name,
        "config": json.dumps(provider.config.model_dump(mode="json", by_alias=True)),
        "secret": provider.secret,
        "domains": list(provider.domains),
        "role": provider.role.value,
        "creates": provider.creates,
        "enabled": provider.enabled,
        "exclusive": provider.exclusive,
    }


def _provider(row: Row[Any]) -> Provider:
    model = OidcConfig if row.kind == Kind.OIDC else SamlConfig
    return Provider(
        id=row.id,
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        config=model.model_validate(row.config),
        secret=row.secret,
        domains=tuple(row.domains),
        role=WorkspaceRole(row.role),
        creates=row.creates,
        enabled=row.enabled,
        exclusive=row.exclusive,
        groups=tuple(GroupTeam.model_validate(item) for item in row.groups),
        provisions=row.provisions,
        created_at=row.created_at,
    )
