"""Identity providers over HTTP, for the admins of a workspace and for the sign-in page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, status

from api.auth.credentials.service import Credentials
from api.auth.requests import caller_of
from api.http.deps import Db, Provided, Reading, Services, SignedIn, Writing
from api.http.pagination import Page
from api.http.repeating import RepeatableRoute
from api.sso.addresses import Addresses
from api.sso.checking import check
from api.sso.oidc import Oidc
from api.sso.providers import OidcConfig, Provider, SamlConfig
from api.sso.requests import keep_flow
from api.sso.schemas import (
    AddressesAnswer,
    CheckAnswer,
    ConnectAnswer,
    ConnectBody,
    Finding,
    OfferAnswer,
    OffersAnswer,
    ProviderAnswer,
    ProviderBody,
    ProviderPatch,
    ScimTokenAnswer,
)
from api.sso.service import Providers
from api.sso.signing_in.service import SignIns

router = APIRouter(route_class=RepeatableRoute, tags=["sign-on"])

ProvidersHere = Annotated[Providers, Provided(Providers)]
AddressesHere = Annotated[Addresses, Provided(Addresses)]
OidcHere = Annotated[Oidc, Provided(Oidc)]
SignInsHere = Annotated[SignIns, Provided(SignIns)]
CredentialsHere = Annotated[Credentials, Provided(Credentials)]


@router.get("/auth/providers")
async def list_offers(
    session: Reading,
    providers: ProvidersHere,
    addresses: AddressesHere,
    email: Annotated[str | None, Query(max_length=254)] = None,
) -> OffersAnswer:
    """Where somebody with this address may sign in; it says nothing of whether they have an account."""
    found = await providers.offers(session, email)
    items = [
        OfferAnswer(id=item.id, kind=item.kind, name=item.name, only=item.exclusive, start=addresses.start(item.id))
        for item in found
    ]
    return OffersAnswer(items=items)


@router.post("/auth/sso/{provider_id}/link")
async def connect_account(
    provider_id: str,
    body: ConnectBody,
    user: SignedIn,
    request: Request,
    response: Response,
    credentials: CredentialsHere,
    sign_ins: SignInsHere,
    services: Services,
) -> ConnectAnswer:
    """Begin a sign-in at the provider that connects the caller's account to it. Let the same browser go there."""
    provider = await sign_ins.linkable(user, provider_id)
    await credentials.check_own(user, body.password, caller_of(request))
    started = await sign_ins.link(user, provider)
    keep_flow(response, started.cookie, secure=services.settings.http.cookie_secure)
    return ConnectAnswer(address=started.url)


@router.get("/workspaces/{workspace_id}/identity-providers")
async def list_identity_providers(
    workspace_id: str, user: SignedIn, session: Reading, providers: ProvidersHere, addresses: AddressesHere
) -> Page[ProviderAnswer]:
    found = await providers.list_in(session, user, workspace_id)
    return Page(items=[_answer(item, addresses) for item in found])


@router.post("/workspaces/{workspace_id}/identity-providers", status_code=status.HTTP_201_CREATED)
async def create_identity_provider(
    workspace_id: str,
    body: ProviderBody,
    user: SignedIn,
    session: Writing,
    providers: ProvidersHere,
    addresses: AddressesHere,
) -> ProviderAnswer:
    return _answer(await providers.create(session, user, workspace_id, body), addresses)


@router.patch("/workspaces/{workspace_id}/identity-providers/{provider_id}")
async def update_identity_provider(
    workspace_id: str,
    provider_id: str,
    body: ProviderPatch,
    user: SignedIn,
    session: Writing,
    providers: ProvidersHere,
    addresses: AddressesHere,
) -> ProviderAnswer:
    return _answer(await providers.update(session, user, workspace_id, provider_id, body), addresses)


@router.delete("/workspaces/{workspace_id}/identity-providers/{provider_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_identity_provider(
    workspace_id: str, provider_id: str, user: SignedIn, session: Writing, providers: ProvidersHere
) -> None:
    """People keep their accounts."""
    await providers.delete(session, user, workspace_id, provider_id)


@router.post("/workspaces/{workspace_id}/identity-providers/{provider_id}/test")
async def check_identity_provider(
    workspace_id: str,
    provider_id: str,
    user: SignedIn,
    database: Db,
    providers: ProvidersHere,
    addresses: AddressesHere,
    oidc: OidcHere,
) -> CheckAnswer:
    """Asks the provider what it says of itself, and says in words what is wrong."""
    async with database.reading() as session:
        provider = await providers.get(session, user, workspace_id, provider_id)
    found = await check(provider, oidc, addresses)
    findings = [Finding(level="ok" if item.good else "problem", text=item.text) for item in found]
    return CheckAnswer(ok=all(item.good for item in found), findings=findings)


@router.post(
    "/workspaces/{workspace_id}/identity-providers/{provider_id}/scim-token", status_code=status.HTTP_201_CREATED
)
async def create_scim_token(
    workspace_id: str,
    provider_id: str,
    user: SignedIn,
    database: Db,
    providers: ProvidersHere,
    addresses: AddressesHere,
) -> ScimTokenAnswer:
    """The token that the provider's directory speaks with; it is shown once, and the one before it ends.

    Not repeatable by key: a stored answer would keep the token.
    """
    async with database.writing() as session:
        token = await providers.new_scim_token(session, user, workspace_id, provider_id)
    return ScimTokenAnswer(token=token, address=addresses.scim)


@router.delete(
    "/workspaces/{workspace_id}/identity-providers/{provider_id}/scim-token", status_code=status.HTTP_204_NO_CONTENT
)
async def delete_scim_token(
    workspace_id: str, provider_id: str, user: SignedIn, session: Writing, providers: ProvidersHere
) -> None:
    await providers.end_scim_token(session, user, workspace_id, provider_id)


def _answer(item: Provider, addresses: Addresses) -> ProviderAnswer:
    return ProviderAnswer(
        id=item.id,
        kind=item.kind,
        name=item.name,
        oidc=item.config if isinstance(item.config, OidcConfig) else None,
        saml=item.config if isinstance(item.config, SamlConfig) else None,
        has_secret=item.secret is not None,
        domains=item.domains,
        role=item.role,
        create_members=item.creates,
        groups=item.groups,
        enabled=item.enabled,
        only=item.exclusive,
        has_scim_token=item.provisions,
        addresses=AddressesAnswer(
            start=addresses.start(item.id),
            redirect_uri=addresses.callback(item.id),
            acs=addresses.acs(item.id),
            entity_id=addresses.metadata(item.id),
            metadata=addresses.metadata(item.id),
            scim=addresses.scim,
        ),
        created_time=item.created_at,
    )
