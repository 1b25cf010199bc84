"""Signing in at a provider, from the first click to the session."""

import asyncio
import secrets
from dataclasses import dataclass

from api.auth.current import CurrentUser
from api.auth.second_factor.challenge import Challenge
from api.auth.sessions import Caller, Issued
from api.auth.tokens import digest
from api.db.engine import Database
from api.sso import repository as providers_sql
from api.sso import saml
from api.sso.addresses import Addresses
from api.sso.oidc import Answered, Oidc
from api.sso.providers import OidcConfig, Provider, SamlConfig
from api.sso.refusals import Refused, began_elsewhere, not_understood
from api.sso.service import Providers
from api.sso.signing_in import repository
from api.sso.signing_in.arrivals import Arrivals
from api.sso.signing_in.flows import Flow, Flows, request_id
from core.errors import NotFound
from core.ids import PREFIXES, UserId, is_id

_TICKET_BYTES = 32
_MAX_CODE = 4000


@dataclass(frozen=True, slots=True)
class Started:
    """Where the browser goes, and the cookie that it keeps."""

    url: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """``done`` is a challenge where the account's second factor is still to come."""

    done: Issued | Challenge
    next: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What the browser brings to the last step: its cookie, where it is, and who is signed in there."""

    cookie: str | None
    caller: Caller
    signed_in: UserId | None


@dataclass(frozen=True, slots=True)
class SignIns:
    database: Database
    providers: Providers
    addresses: Addresses
    oidc: Oidc
    flows: Flows
    arrivals: Arrivals

    async def start(self, provider_id: str, next_: str | None) -> Started:
        """Raises NotFound, Refused."""
        provider = await self._enabled(provider_id)
        return await self._started(provider, self.flows.begin(provider.id, next_ or "/"))

    async def linkable(self, user: CurrentUser, provider_id: str) -> Provider:
        """One that the person may connect their account to. Raises NotFound."""
        provider = await self._enabled(provider_id)
        async with self.database.reading() as session:
            if not await repository.belongs(session, provider.workspace_id, user.id):
                raise NotFound("provider", provider_id[:100])
        return provider

    async def link(self, user: CurrentUser, provider: Provider) -> Started:
        """A sign-in that connects the account; its person was proved just now. Raises Refused."""
        return await self._started(provider, self.flows.begin(provider.id, "/account", user.id))

    async def _started(self, provider: Provider, flow: Flow) -> Started:
        match provider.config:
            case OidcConfig() as config:
                url = await self.oidc.start(
                    config,
                    redirect_uri=self.addresses.callback(provider.id),
                    state=flow.state,
                    nonce=self.flows.nonce(flow),
                    verifier=self.flows.verifier(flow),
                )
            case SamlConfig() as config:
                url = saml.start(
                    config,
                    self.addresses,
                    provider.id,
                    request_id=request_id(flow.state),
                    relay_state=self.flows.relay_state(flow),
                )
        return Started(url, self.flows.cookie(flow))

    async def answered(self, provider_id: str, sent: dict[str, str], brought: Brought) -> Arrived:
        """The end of OpenID Connect: the browser brings a code. Raises NotFound, Refused."""
        provider = await self._enabled(provider_id)
        flow = self.flows.read(brought.cookie, provider.id)
        if flow is None or not secrets.compare_digest(sent.get("state", "").encode(), flow.state.encode()):
            raise began_elsewhere()
        if "error" in sent:
            raise Refused("denied", f"The provider refuses: {sent['error'][:200]}")
        if not isinstance(provider.config, OidcConfig) or not 0 < len(sent.get("code", "")) <= _MAX_CODE:
            raise not_understood("it sent no code")
        discovered = await self.oidc.discover(provider.config.issuer)
        if sent.get("iss", None if discovered.names_issuer else discovered.issuer) != discovered.issuer:
            raise not_understood("the code is of another issuer")
        async with self.database.reading() as reading:
            secret = await self.providers.secret_of(reading, provider)
        answered = Answered(
            code=sent["code"],
            redirect_uri=self.addresses.callback(provider.id),
            nonce=self.flows.nonce(flow),
            verifier=self.flows.verifier(flow),
        )
        who = await self.oidc.who(provider.config, secret, answered)
        async with self.database.writing() as session:
            done = await self.arrivals.arrive(session, provider, who, brought.caller, _linking(flow, brought))
        self.arrivals.forget(done)
        return Arrived(done, flow.next)

    async def posted(self, provider_id: str, response: str, relay_state: str) -> str:
        """A SAML response, which comes without our cookies: checked, kept, and answered with a ticket.

        Raises NotFound, Refused.
        """
        provider = await self._enabled(provider_id)
        if not isinstance(provider.config, SamlConfig):
            raise NotFound("provider", provider_id)
        state = self.flows.relayed(relay_state, provider.id)
        if state is None and not provider.config.idp_initiated:
            raise began_elsewhere()
        answers = None if state is None else request_id(state)
        accepted = await asyncio.to_thread(
            saml.accept, provider.config, self.addresses, provider.id, response, answers=answers
        )
        ticket = secrets.token_urlsafe(_TICKET_BYTES)
        async with self.database.writing() as session:
            fresh = await repository.take_assertion(
                session,
                provider.id,
                accepted.assertion_id,
                accepted.expires_at,
                digest(ticket),
                state,
                accepted.who,
            )
        if not fresh:
            raise not_understood("the assertion was used before")
        return ticket

    async def finished(self, provider_id: str, ticket: str, brought: Brought) -> Arrived:
        """The browser that began the sign-in comes for its session. Raises NotFound, Refused."""
        provider = await self._enabled(provider_id)
        flow = self.flows.read(brought.cookie, provider.id)
        async with self.database.writing() as session:
            found = await repository.use_ticket(session, provider.id, digest(ticket))
            if found is None:
                raise began_elsewhere()
            state, who = found
            if state is not None and (flow is None or flow.state != state):
                raise began_elsewhere()
            # A sign-in that began at the provider is nobody's wish to connect an account.
            begun = flow if state is not None else None
            done = await self.arrivals.arrive(session, provider, who, brought.caller, _linking(begun, brought))
        self.arrivals.forget(done)
        return Arrived(done, "/" if begun is None else begun.next)

    async def metadata(self, provider_id: str) -> bytes:
        """What a SAML provider must know of us. Raises NotFound."""
        provider = await self._enabled(provider_id, any_state=True)
        if not isinstance(provider.config, SamlConfig):
            raise NotFound("provider", provider_id)
        return await asyncio.to_thread(saml.our_metadata, provider.config, self.addresses, provider.id)

    async def _enabled(self, provider_id: str, *, any_state: bool = False) -> Provider:
        known = is_id(PREFIXES["provider"], provider_id)
        provider = None
        if known:
            async with self.database.reading() as reading:
                provider = await providers_sql.find(reading, provider_id)
        if provider is None or not (provider.enabled or any_state):
            raise NotFound("provider", provider_id[:100])
        return provider


def _linking(flow: Flow | None, brought: Brought) -> UserId | None:
    """Who wants this sign-in connected to their account, if anybody. Raises Refused."""
    if flow is None or not flow.link:
        return None
    if flow.link != brought.signed_in:
        raise began_elsewhere()
    return brought.signed_in
