"""Making accounts and signing in."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from api.audit import note as audit
from api.audit.trail import close_entry
from api.auth import repository
from api.auth.beginning import Beginning
from api.auth.credentials.links import Links, Purpose
from api.auth.current import CurrentUser
from api.auth.devices import Devices
from api.auth.invited import invited
from api.auth.passwords import Passwords
from api.auth.repository import Account, Membership
from api.auth.second_factor.challenge import Challenge, Challenges
from api.auth.sessions import Caller, Issued
from api.auth.strength import check_password
from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit.newid import new_id
from api.settings import Registration
from core.errors import Forbidden, NotSignedIn
from core.ids import UserId
from core.text import fold

Joins = Callable[[WriteSession, Account], Awaitable[None]]
_WRONG = "E-mail address or password is wrong."


class Accounts:
    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        beginning: Beginning,
        devices: Devices,
        sign_ins: LoginThrottle,
        registrations: RegistrationThrottle,
        challenges: Challenges,
        links: Links,
        *,
        registration: Registration,
        verify_email: bool,
        trusted_workspace: str | None = None,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._beginning = beginning
        self._devices = devices
        self._sign_ins = sign_ins
        self._registrations = registrations
        self._challenges = challenges
        self._links = links
        self._registration = registration
        self._verify_email = verify_email
        self._trusted_workspace = trusted_workspace

    async def register(
        self,
        *,
        email: str,
        password: str,
        name: str,
        caller: Caller,
        joins: Joins | None = None,
        verified: bool = False,
    ) -> Issued:
        """``joins``: what an invitation gives the account, in the transaction that makes it; ``verified``: it was
        mailed to this address, and to nobody else.

        Raises Forbidden ``registration_off`` or ``registration_by_invitation``, Invalid ``weak_password``, Conflict
        ``email_taken``, TooManyAttempts.
        """
        if self._registration is Registration.OFF and joins is None:
            raise Forbidden("Registration is off here. Ask an administrator for an account.", "registration_off")
        self._registrations.enter(caller.address)
        if self._registration is Registration.INVITE and joins is None:
            await self._check_invited(email)
        await check_password(password, email=email, name=name)
        password_hash = await self._passwords.hash(password)

        async with self._database.writing() as session:
            account = await add(session, email=email, name=name, password_hash=password_hash, verified=verified)
            if joins is not None:
                await joins(session, account)
            if self._verify_email and not verified:
                conn = await self._database.driver(session)
                await self._links.send(conn, account.id, email, Purpose.VERIFY_EMAIL)
            issued = await self._beginning.first(session, account, caller)
            audit.describe(action="account.registered", actor=account.actor, targets=[account.id])
            await close_entry(session)
            return issued

    async def sign_in(self, *, email: str, password: str, caller: Caller) -> Issued | Challenge:
        """A challenge where a second factor is still to come. Raises NotSignedIn ``invalid_credentials``, Forbidden
        ``sso_required``, TooManyAttempts."""
        who = fold(email)
        async with self._database.reading() as reading:
            account = await repository.find_account(reading, email=email)
            # Asked for addresses that nobody has too: a statement fewer would tell them apart.
            elsewhere = await repository.signs_in_elsewhere(
                reading,
                UserId("") if account is None else account.id,
                email if account is None else account.email,
                self._trusted_workspace,
            )
        device = self._devices.known(account, caller.device)
        self._sign_ins.enter(who, caller.address, device)
        # No transaction is open while the hash is computed: a quarter of a second is long for a connection.
        stored = None if account is None or account.disabled else account.password_hash
        matches, fresh_hash = await self._passwords.verify(password, stored)
        if account is None or not matches:
            audit.refused("session.refused", account=email)
            raise NotSignedIn(_WRONG, "invalid_credentials")
        if elsewhere:
            raise Forbidden(f"Passwords are off for this account. Continue with {elsewhere}.", "sso_required")
        self._sign_ins.succeeded(who, caller.address, device)
        if account.two_factors:
            audit.describe(action="session.challenged", actor=account.actor)
            return self._challenges.make(account)

        async with self._database.writing() as session:
            # A password that changed meanwhile ended all sessions: this one must not begin after it.
            if not await repository.hold_account(session, account):
                raise NotSignedIn(_WRONG, "invalid_credentials")
            if fresh_hash is not None:
                await repository.set_password_hash(session, account.id, fresh_hash)
                account = replace(account, password_hash=fresh_hash)
            issued = await self._beginning.begin(session, account, caller)
            audit.describe(action="session.started", actor=account.actor)
            await close_entry(session)
            return issued

    async def memberships(self, session: ReadSession, user: CurrentUser) -> list[Membership]:
        if user.token is not None and user.token.bases is not None:
            return []
        return await repository.memberships(session, user.id, limits.MAX_WORKSPACES_LISTED)

    async def _check_invited(self, email: str) -> None:
        async with self._database.records() as conn:
            if not await invited(conn, email):
                raise Forbidden(
                    "An account is made by invitation here. Ask to be invited with this address.",
                    "registration_by_invitation",
                )


async def add(session: WriteSession, *, email: str, name: str, password_hash: str, verified: bool = False) -> Account:
    """A new account. Raises Conflict ``email_taken``."""
    draft = Account(UserId(new_id("usr")), 0, email, name, password_hash, disabled=False, verified=verified)
    return await repository.add_account(session, draft)
