"""What people change about how they sign in: passwords and addresses.

Whoever changes one proves to be the owner: by the present password, or by a link that was mailed to them. A changed
password ends all other sessions and every link on its way: whoever knew the old one may have asked for a change of
address. Personal access tokens stay: they are listed and ended by themselves, but for those of an account whose address
is proved by the link (``proving.py``).
"""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.audit import note as audit
from api.audit.trail import close_entry
from api.auth import letters
from api.auth import repository as accounts
from api.auth.authentication import Authentication
from api.auth.credentials import repository
from api.auth.credentials.links import Links, Purpose
from api.auth.current import CurrentUser
from api.auth.passwords import Passwords
from api.auth.proving import Proving
from api.auth.sessions import Caller
from api.auth.sql import sessions as stored_sessions
from api.auth.strength import check_password
from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.db.engine import Database
from api.outbox.mail import Post
from core.errors import Conflict, Forbidden, Invalid
from core.ids import UserId
from core.text import fold

_WRONG = "This is not your present password."
_ANOTHER = "This link gives an account a new address. Sign in to that account, then open the link again."
_ELSEWHERE = "This account has no password. Ask for one on the sign-in page, under the forgotten passwords."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """``password_mailed``: the account has no way in before the person sets a password, by a link that was mailed."""

    email: str
    password_mailed: bool


class Credentials:
    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        callers: Authentication,
        links: Links,
        proving: Proving,
        post: Post,
        sign_ins: LoginThrottle,
        mails: RegistrationThrottle,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._callers = callers
        self._links = links
        self._proving = proving
        self._post = post
        self._sign_ins = sign_ins
        self._mails = mails

    async def check_own(self, user: CurrentUser, password: str, caller: Caller, path: str = "password") -> str:
        """That ``password`` is the caller's; its hash. Counted like sign-ins: a stolen session must not guess either.

        Raises Invalid ``wrong_password``, Conflict ``no_password``, TooManyAttempts.
        """
        who = fold(user.email)
        self._sign_ins.enter(who, caller.address)
        async with self._database.reading() as session:
            account = await accounts.get_account(session, user.id)
        if account.password_hash is None:
            raise Conflict("no_password", _ELSEWHERE, path)
        matches, _ = await self._passwords.verify(password, account.password_hash)
        if not matches:
            raise Invalid.one(path, "wrong_password", _WRONG)
        self._sign_ins.succeeded(who, caller.address)
        return account.password_hash

    async def change_password(self, user: CurrentUser, current: str, new: str, caller: Caller) -> None:
        """Ends all other sessions. Raises as ``check_own`` does, and Invalid ``weak_password``."""
        proved = await self.check_own(user, current, caller, "currentPassword")
        await check_password(new, email=user.email, name=user.name, path="newPassword")
        fresh = await self._passwords.hash(new)
        async with self._database.writing() as session:
            account = await accounts.hold_proved(session, user.id, proved, "currentPassword")
            conn = await self._database.driver(session)
            await repository.set_password(conn, user.id, fresh)
            await repository.drop_all(conn, user.id)
            await stored_sessions.revoke_all(session, user.id, but=user.session_id)
            await self._post.put(conn, account.email, *letters.password_changed())
        self._callers.forget_user(user.id)

    async def forgot_password(self, email: str, caller: Caller) -> None:
        """Mails a link, if anybody has this address; who asks cannot tell. Raises TooManyAttempts."""
        self._mails.enter(caller.address)
        async with self._database.records() as conn:
            await self._links.send_forgotten(conn, email)

    async def reset_password(self, secret: str, new: str) -> None:
        """Ends all sessions. A second factor stays, if the address was proved before.

        Raises Invalid ``link_not_valid``, ``weak_password``.
        """
        async with self._database.records() as conn:
            owner = await self._links.owner(conn, secret, Purpose.RESET_PASSWORD)
        await check_password(new, email=owner.email, name=owner.name)
        fresh = await self._passwords.hash(new)
        async with self._database.writing() as session:
            conn = await self._database.driver(session)
            used = await self._links.use(conn, secret, Purpose.RESET_PASSWORD)
            user = UserId(used.user_id)
            await repository.set_password(conn, used.user_id, fresh)
            await repository.drop_all(conn, used.user_id)
            # Its owner reads the mail of this address.
            await self._proving.by_mail(conn, used.user_id)
            await repository.set_verified(conn, used.user_id, used.email)
            await stored_sessions.revoke_all(session, user)
            await self._post.put(conn, owner.email, *letters.password_changed())
            audit.describe(action="password.reset", actor=(await accounts.get_account(session, user)).actor)
            await close_entry(session)
        self._proving.forget(user)

    async def change_email(self, user: CurrentUser, password: str, email: str, caller: Caller) -> None:
        """Mails a link to the new address, and tells the old one. Whether somebody else has the new one is not said.

        Raises as ``check_own`` does, Conflict ``password_changed``, TooManyAttempts.
        """
        self._mails.enter(caller.address)
        proved = await self.check_own(user, password, caller)
        async with self._database.writing() as session:
            await accounts.hold_proved(session, user.id, proved, "password")
            conn = await self._database.driver(session)
            if await self._may_have(conn, user, email):
                await self._links.send(conn, user.id, email, Purpose.CHANGE_EMAIL)
            await self._post.put(conn, user.email, *letters.address_changing(email))

    async def send_verification(self, user: CurrentUser, caller: Caller) -> None:
        """Again. Raises TooManyAttempts."""
        self._mails.enter(caller.address)
        if not user.verified:
            async with self._database.records() as conn, conn.transaction():
                await self._links.send(conn, user.id, user.email, Purpose.VERIFY_EMAIL)

    async def confirm_email(self, secret: str, present: CurrentUser | None) -> Confirmed:
        """The address that is confirmed now. ``present`` is who is signed in where the link was opened: whoever else
        made the account has a password and sessions of it, and must not keep them.

        Raises Invalid ``link_not_valid``, Conflict ``email_taken``, Forbidden ``link_of_another_account``.
        """
        async with self._database.writing() as session:
            conn = await self._database.driver(session)
            try:
                changing = await self._links.use(conn, secret, Purpose.CHANGE_EMAIL)
            except Invalid:
                owner = await self._links.use(conn, secret, Purpose.VERIFY_EMAIL)
                mine = present is not None and present.id == owner.user_id
                prove = self._proving.by_maker if mine else self._proving.by_link
                fresh = await prove(conn, owner.user_id)
                if not await repository.set_verified(conn, owner.user_id, owner.email):
                    raise
                if fresh:
                    await self._links.send(conn, owner.user_id, owner.email, Purpose.RESET_PASSWORD)
            else:
                owner, fresh = changing, False
                if present is None or present.id != owner.user_id:
                    raise Forbidden(_ANOTHER, "link_of_another_account")
                await self._proving.by_maker(conn, owner.user_id)
                if not await repository.set_email(conn, owner.user_id, owner.email):
                    raise Conflict("email_taken", "Another account has this address by now.", "token")
                # Links to the address of before open the account no more.
                await repository.drop(conn, owner.user_id, Purpose.RESET_PASSWORD.value)
                await repository.drop(conn, owner.user_id, Purpose.VERIFY_EMAIL.value)
            user = UserId(owner.user_id)
            audit.describe(action="email.confirmed", actor=(await accounts.get_account(session, user)).actor)
            await close_entry(session)
        self._proving.forget(user)
        return Confirmed(owner.email, password_mailed=fresh)

    async def rename(self, user: CurrentUser, name: str) -> None:
        async with self._database.records() as conn:
            await repository.set_name(conn, user.id, name)
        self._callers.forget_user(user.id)

    async def _may_have(self, conn: AsyncConnection, user: CurrentUser, email: str) -> bool:
        return fold(email) == fold(user.email) or not await repository.is_taken(conn, email)
