"""Rules of identity providers: a workspace's owners and admins keep them; where they speak for the whole installation,
its owners do: who decides about such a provider can open every account.
"""

import secrets
from dataclasses import replace

from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.auth.tokens import digest
from api.db.engine import Database, ReadSession, WriteSession
from api.kit import clock
from api.kit.newid import new_id
from api.sso import repository, saml
from api.sso.providers import MAX_PROVIDERS, GroupTeam, Kind, OidcConfig, Provider, SamlConfig
from api.sso.repository import Offer
from api.sso.schemas import OidcBody, ProviderBody, ProviderPatch, SamlBody
from api.sso.sealing import SecretBox
from core.access.roles import WorkspaceRole
from core.errors import Conflict, Fault, Invalid, LimitExceeded, NotFound
from core.ids import PREFIXES, WorkspaceId, is_id
from core.text import fold

_MAX_OFFERS = 20
_TOKEN_BYTES = 32


class Providers:
    def __init__(self, database: Database, access: Access, box: SecretBox, *, trusted: str | None) -> None:
        """``trusted`` is the workspace whose providers speak for the whole installation."""
        self._database = database
        self._access = access
        self._box = box
        self._trusted = trusted

    async def list_in(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> list[Provider]:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
        return await repository.list_in(session, access.grant.id, MAX_PROVIDERS)

    async def get(self, session: ReadSession, user: CurrentUser, workspace_id: str, provider_id: str) -> Provider:
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
        return await self._one(session, access.grant.id, provider_id)

    async def offers(self, session: ReadSession, email: str | None) -> list[Offer]:
        """By the address's domain alone: the answer says nothing of whether somebody has an account."""
        domain = None if email is None else fold(email.rpartition("@")[2].strip())
        if domain is not None and not domain.isprintable():
            return []
        return await repository.offers(session, domain or None, self._trusted, _MAX_OFFERS)

    async def create(self, session: WriteSession, user: CurrentUser, workspace_id: str, body: ProviderBody) -> Provider:
        """Raises Invalid, LimitExceeded ``too_many_providers``."""
        workspace = await self._mine(session, user, workspace_id)
        if await repository.count(session, workspace) >= MAX_PROVIDERS:
            raise LimitExceeded("too_many_providers", f"A workspace has at most {MAX_PROVIDERS} identity providers.")
        provider_id = new_id(PREFIXES["provider"])
        config = _config(body.oidc, body.saml)
        provider = Provider(
            id=provider_id,
            workspace_id=workspace,
            name=body.name,
            config=config,
            secret=await self._sealed(session, workspace, provider_id, body.oidc),
            domains=tuple(dict.fromkeys(body.domains)),
            role=WorkspaceRole(body.role),
            creates=body.create_members,
            enabled=body.enabled,
            exclusive=body.only,
            groups=tuple(body.groups),
            provisions=False,
            created_at=clock.now(),
        )
        await self._check_teams(session, provider)
        created_at = await repository.add(session, provider)
        await repository.set_groups(session, provider.id, _distinct(provider.groups))
        audit.describe(after=_settings(provider))
        return replace(provider, created_at=created_at)

    async def update(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, provider_id: str, body: ProviderPatch
    ) -> Provider:
        """Raises NotFound, Invalid."""
        workspace = await self._mine(session, user, workspace_id)
        before = await self._one(session, workspace, provider_id)
        config, secret = before.config, before.secret
        if body.oidc is not None or body.saml is not None:
            if (body.oidc is None) == (before.kind is Kind.OIDC) or (body.saml is None) == (before.kind is Kind.SAML):
                wrong = "saml" if before.kind is Kind.OIDC else "oidc"
                raise Invalid.one(wrong, "invalid_value", "A provider stays of its kind. Add another one instead.")
            config = _config(body.oidc, body.saml)
            kept = before.secret if _addressee(config) == _addressee(before.config) else None
            secret = await self._sealed(session, workspace, before.id, body.oidc) or kept
        after = replace(
            before,
            name=body.name or before.name,
            config=config,
            secret=secret,
            domains=before.domains if body.domains is None else tuple(dict.fromkeys(body.domains)),
            role=before.role if body.role is None else WorkspaceRole(body.role),
            creates=before.creates if body.create_members is None else body.create_members,
            enabled=before.enabled if body.enabled is None else body.enabled,
            exclusive=before.exclusive if body.only is None else body.only,
            groups=before.groups if body.groups is None else tuple(body.groups),
        )
        await self._check_teams(session, after)
        await repository.update(session, after)
        if after.anchor != before.anchor:
            await repository.disconnect(session, after.id)
        if body.groups is not None:
            await repository.set_groups(session, after.id, _distinct(after.groups))
        audit.describe(before=_settings(before), after=_settings(after), clientKeyReplaced=secret != before.secret)
        return after

    async def delete(self, session: WriteSession, user: CurrentUser, workspace_id: str, provider_id: str) -> None:
        """People keep their accounts and teams, and sign in otherwise."""
        workspace = await self._mine(session, user, workspace_id)
        provider = await self._one(session, workspace, provider_id)
        audit.describe(before=_settings(provider))
        await repository.delete(session, provider.id)

    async def new_scim_token(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, provider_id: str
    ) -> str:
        """The token that the provider's directory speaks with; the one before it ends. It is kept as a digest."""
        workspace = await self._mine(session, user, workspace_id)
        provider = await self._one(session, workspace, provider_id)
        token = f"scim_{secrets.token_urlsafe(_TOKEN_BYTES)}"
        await repository.set_scim(session, provider.id, digest(token))
        return token

    async def end_scim_token(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, provider_id: str
    ) -> None:
        workspace = await self._mine(session, user, workspace_id)
        provider = await self._one(session, workspace, provider_id)
        await repository.set_scim(session, provider.id, None)

    async def secret_of(self, session: ReadSession | WriteSession, provider: Provider) -> str | None:
        """Raises Unavailable when its key is missing."""
        if provider.secret is None:
            return None
        conn = await self._database.driver(session)
        return await self._box.open(conn, provider.workspace_id, provider.id, provider.secret)

    async def _mine(self, session: WriteSession, user: CurrentUser, workspace_id: str) -> WorkspaceId:
        conn = await self._database.driver(session)
        needed = WorkspaceRole.OWNER if workspace_id == self._trusted else WorkspaceRole.ADMIN
        return (await self._access.workspace(user, workspace_id, needed, conn)).grant.id

    async def _one(self, session: ReadSession | WriteSession, workspace: WorkspaceId, provider_id: str) -> Provider:
        known = is_id(PREFIXES["provider"], provider_id)
        provider = await repository.find(session, provider_id) if known else None
        if provider is None or provider.workspace_id != workspace:
            raise NotFound("provider", provider_id[:100])
        return provider

    async def _sealed(
        self, session: WriteSession, workspace: WorkspaceId, provider_id: str, body: OidcBody | None
    ) -> str | None:
        if body is None or body.client_secret is None:
            return None
        return await self._box.seal(await self._database.driver(session), workspace, provider_id, body.client_secret)

    async def _check_teams(self, session: WriteSession, provider: Provider) -> None:
        known = await repository.teams_in(session, provider.workspace_id, {item.team_id for item in provider.groups})
        faults = [
            Fault(f"groups[{place}].teamId", "team_not_found", f"There is no team {item.team_id!r} in this workspace.")
            for place, item in enumerate(provider.groups)
            if item.team_id not in known
        ]
        if faults:
            raise Invalid(faults)
        if provider.exclusive and not provider.domains:
            raise Conflict(
                "domains_missing",
                "Name the e-mail domains of this provider first: passwords are refused by domain.",
                "only",
            )


def _config(oidc: OidcBody | None, given: SamlBody | None) -> OidcConfig | SamlConfig:
    """Raises Invalid."""
    if oidc is not None:
        return OidcConfig.model_validate(oidc.model_dump(by_alias=True, exclude={"client_secret"}))
    if given is None:
        raise ValueError("a provider is of one kind")
    if given.metadata is not None:
        entity_id, sso_url, certificates = saml.read_metadata(given.metadata, "saml.metadata")
    else:
        entity_id, sso_url = str(given.entity_id), str(given.sso_url)
        certificates = saml.read_certificates(given.certificates or [], "saml.certificates")
    return SamlConfig.model_validate(
        {
            "entityId": entity_id,
            "ssoUrl": sso_url,
            "certificates": certificates,
            "emailAttribute": given.email_attribute,
            "nameAttribute": given.name_attribute,
            "groupsAttribute": given.groups_attribute,
            "idpInitiated": given.idp_initiated,
        }
    )


def _addressee(config: OidcConfig | SamlConfig) -> tuple[str, str] | None:
    """Whom a client secret is for: it must never be sent to anybody else, nor in another's name."""
    return (config.issuer, config.client_id) if isinstance(config, OidcConfig) else None


def _settings(provider: Provider) -> dict[str, object]:
    """For the audit log."""
    return {
        "name": provider.name,
        provider.kind.value: provider.config.model_dump(mode="json", by_alias=True),
        "clientSecret": provider.secret,
        "domains": provider.domains,
        "role": provider.role.value,
        "createMembers": provider.creates,
        "groups": [item.model_dump(mode="json", by_alias=True) for item in provider.groups],
        "enabled": provider.enabled,
        "only": provider.exclusive,
    }


def _distinct(groups: tuple[GroupTeam, ...]) -> list[GroupTeam]:
    return list({(item.group, item.team_id): item for item in groups}.values())
