"""Making accounts and signing in."""

from api.audit import note as audit
from api.audit.trail import close_entry
from api.auth import repository
from api.auth.current import CurrentUser
from api.auth.passwords import Passwords
from api.auth.repository import Account, Membership
from api.auth.sessions import Caller, Issued, Sessions
from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit.newid import new_id
from core.errors import Forbidden, NotSignedIn
from core.ids import UserId
from core.text import fold

_WRONG = "E-mail address or password is wrong."


class Accounts:
    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        sessions: Sessions,
        sign_ins: LoginThrottle,
        registrations: RegistrationThrottle,
        *,
        registration_open: bool,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._sessions = sessions
        self._sign_ins = sign_ins
        self._registrations = registrations
        self._registration_open = registration_open

    async def register(self, *, email: str, password: str, name: str, caller: Caller) -> Issued:
        """Raises Forbidden ``registration_off``, Conflict ``email_taken``, TooManyAttempts."""
        if not self._registration_open:
            raise Forbidden("Registration is off here. Ask an administrator for an account.", "registration_off")
        self._registrations.enter(caller.address)
        password_hash = await self._passwords.hash(password)

        async with self._database.writing() as session:
            account = await add(session, email=email, name=name, password_hash=password_hash)
            issued = await self._sessions.start(session, account, caller)
            audit.describe(action="account.registered", actor=account.actor, targets=[account.id])
            await close_entry(session)
            return issued

    async def sign_in(self, *, email: str, password: str, caller: Caller) -> Issued:
        """Raises NotSignedIn ``invalid_credentials``, TooManyAttempts."""
        who = fold(email)
        self._sign_ins.enter(who, caller.address, caller.device)
        async with self._database.reading() as reading:
            account = await repository.find_account(reading, email=email)
        # No transaction is open while the hash is computed: a quarter of a second is long for a connection.
        stored = None if account is None or account.disabled else account.password_hash
        matches, fresh_hash = await self._passwords.verify(password, stored)
        if account is None or not matches:
            audit.refused("session.refused", account=email)
            raise NotSignedIn(_WRONG, "invalid_credentials")

        async with self._database.writing() as session:
            if fresh_hash is not None:
                await repository.set_password_hash(session, account.id, fresh_hash)
            issued = await self._sessions.start(session, account, caller)
            audit.describe(action="session.started", actor=account.actor)
            await close_entry(session)
        self._sign_ins.succeeded(who, caller.address, caller.device)
        return issued

    async def memberships(self, session: ReadSession, user: CurrentUser) -> list[Membership]:
        return await repository.memberships(session, user.id, limits.MAX_WORKSPACES_LISTED)


async def add(session: WriteSession, *, email: str, name: str, password_hash: str) -> Account:
    """A new account. Raises Conflict ``email_taken``."""
    draft = Account(UserId(new_id("usr")), 0, email, name, password_hash, disabled=False)
    return await repository.add_account(session, draft)
