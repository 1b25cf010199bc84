"""From what a provider says of somebody to a session of ours.

A provider is kept by the admins of one workspace, and an account opens everything that its person may see, in every
workspace. So a provider's word alone does not open an account that exists: somebody who has one connects it themselves,
from their account settings and with their password, unless the provider's directory made the account, or the provider
belongs to the workspace that the operator trusts for the whole installation. To be signed in is not enough: any page
can send a browser through a sign-in. After that the provider's name for the person (its subject) is the link, not the
address.
"""

import secrets
from base64 import b64encode
from dataclasses import dataclass

import structlog
from pydantic import TypeAdapter, ValidationError

from api.audit import note as audit
from api.auth import repository as accounts
from api.auth.beginning import Beginning
from api.auth.identity import Email, PersonName
from api.auth.proving import Proving
from api.auth.second_factor.challenge import Challenge, Challenges
from api.auth.sessions import Caller, Issued
from api.db.engine import WriteSession
from api.kit.newid import new_id
from api.sso.providers import Provider, Who
from api.sso.refusals import Refused
from api.sso.signing_in import repository
from api.workspaces.repository import change_policy
from core.ids import UserId
from core.text import fold

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_NAME: TypeAdapter[str] = TypeAdapter(PersonName)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Arrivals:
    beginning: Beginning
    challenges: Challenges
    proving: Proving
    trusted: str | None

    async def arrive(
        self, session: WriteSession, provider: Provider, who: Who, caller: Caller, linking: UserId | None
    ) -> Issued | Challenge:
        """A session for the person, or a challenge where their second factor is still to come: only the workspace that
        the operator trusts vouches for that too. ``linking`` is who asked for this sign-in to be connected to their
        account. Raises Refused."""
        known = await repository.find_identity(session, provider.id, who.subject)
        if known is not None and linking is not None and known != linking:
            raise Refused("connected", "This sign-in is connected to another account.")
        user, made = (known, False) if known else await self._first_time(session, provider, who, linking)
        account = await accounts.get_account(session, user)
        if account.disabled:
            raise Refused("disabled", "The account is disabled.")
        changed = False
        if known is None and provider.creates:
            changed = await repository.add_member(session, provider.workspace_id, user, provider.role)
        managed = who.groups is not None and bool(provider.groups)
        if managed and await repository.belongs(session, provider.workspace_id, user):
            changed |= await repository.sync_teams(session, provider, user, who.groups or ())
        if changed:
            await change_policy(session, provider.workspace_id)
        if account.two_factors and linking is None and provider.workspace_id != self.trusted:
            return self.challenges.make(account)
        _log.info("signed in at an identity provider", provider=provider.id, user=user, first=known is None)
        act = "session.started" if linking is None else "account.connected"
        audit.describe(action=act, actor=account.actor, provider=provider.id)
        begin = self.beginning.first if made else self.beginning.begin
        return await begin(session, account, caller)

    def forget(self, done: Issued | Challenge) -> None:
        """Once it is committed: what this process knows of the account may have changed."""
        if isinstance(done, Issued):
            self.proving.forget(done.account.id)

    async def _first_time(
        self, session: WriteSession, provider: Provider, who: Who, linking: UserId | None
    ) -> tuple[UserId, bool]:
        """Whose account it is, and whether it was made now."""
        email = await self._address(session, provider, who)
        found = await repository.find_account(session, provider.id, email)
        if linking is not None and (found is None or found.id != linking):
            raise Refused("other_address", f"The provider names {email}, which is not the address of the account.")
        if found is None:
            if not provider.creates:
                raise Refused("no_account", "There is no account with this address, and the provider makes none.")
            if not await self.proving.may_begin(session, provider.workspace_id, email):
                raise Refused("no_account", "Accounts are made by invitation here, and the address is not invited.")
            user, trusted = UserId(new_id("usr")), self.proving.trusts(provider.workspace_id)
            name = person_name(who.name, email)
            if await repository.add_account(session, user, email, name, no_password(), verified=trusted):
                if not trusted:
                    await self.proving.ask(session, user, email)
                return await repository.add_identity(session, provider.id, who.subject, user, made=True), True
            found = await repository.find_account(session, provider.id, email)
        if found is None:
            raise Refused("no_account", "The account was removed at this moment.")
        if found.disabled:
            raise Refused("disabled", "The account is disabled.")
        trusted = self.proving.trusts(provider.workspace_id)
        vouched = found.made or trusted
        # Admins keep providers, and must not become owners by one.
        if linking is None and (found.owner or not vouched):
            raise Refused("sign_in_first", "The address has an account that was not connected to this provider yet.")
        if trusted and linking is None:
            await self.proving.by_provider(session, found.id, no_password())
        return await repository.add_identity(session, provider.id, who.subject, found.id), False

    async def _address(self, session: WriteSession, provider: Provider, who: Who) -> str:
        """Raises Refused."""
        try:
            email = _EMAIL.validate_python(who.email or "")
        except ValidationError:
            raise Refused("no_email", "The provider sent no e-mail address that can be used.") from None
        if not who.verified:
            raise Refused("email_unverified", "The provider does not say that the e-mail address is verified.")
        domain = fold(email.rpartition("@")[2])
        if provider.domains and domain not in provider.domains:
            raise Refused("domain", f"The provider does not speak for addresses of {domain}.")
        ours = self.trusted is None or provider.workspace_id == self.trusted
        if not ours and await repository.vouched_elsewhere(session, domain, str(self.trusted)):
            raise Refused("domain", f"Another provider speaks for addresses of {domain}.")
        return email


def person_name(given: str | None, email: str) -> str:
    """What the provider calls the person, or the address where that is no name we take."""
    try:
        return _NAME.validate_python((given or "")[:200])
    except ValidationError:
        return email[:200]


def no_password() -> str:
    """A hash in the form of argon2id that no password is known for; making a real one would cost a quarter second."""
    salt, hashed = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m=65536,t=3,p=4${salt}${hashed}"
