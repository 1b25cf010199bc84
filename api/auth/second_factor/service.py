"""A second factor: codes of an authenticator app, and recovery codes for when the phone is gone.

Wrong codes are counted per account, in the database: a code has six digits, and whoever may try one has the password
already, so nobody is kept out by a stranger. After five in a row each further one costs a wait, longer each time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from psycopg import AsyncConnection

from api.audit import note as audit
from api.audit.trail import close_entry
from api.auth import letters
from api.auth import repository as accounts
from api.auth.authentication import Authentication
from api.auth.beginning import Beginning
from api.auth.current import CurrentUser
from api.auth.second_factor import codes, repository
from api.auth.second_factor.challenge import Challenges, named
from api.auth.second_factor.repository import StoredFactor
from api.auth.second_factor.sealing import Sealing
from api.auth.sessions import Caller, Issued
from api.auth.throttle import TooManyAttempts
from api.db.engine import Database
from api.kit import clock
from api.outbox.mail import Post
from core.errors import Conflict, DomainError, Invalid, NotSignedIn

_FREE = 5
_WAITS = (30, 60, 300, 900, 3600)
"""Seconds; the last one repeats."""
_WRONG = "This code is wrong, or was used before. Take the one that your authenticator app shows now."
_NONE = "Two-factor sign-in is not on for this account."


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """``secret`` is for apps that cannot read the QR code, which ``qr`` is as the address of a picture."""

    secret: str
    address: str
    qr: str


class SecondFactors:
    def __init__(
        self,
        database: Database,
        callers: Authentication,
        beginning: Beginning,
        challenges: Challenges,
        sealing: Sealing,
        post: Post,
    ) -> None:
        self._database = database
        self._callers = callers
        self._beginning = beginning
        self._challenges = challenges
        self._sealing = sealing
        self._post = post

    async def state(self, user: CurrentUser) -> tuple[bool, int]:
        """Whether it is on, and how many recovery codes are left."""
        async with self._database.records() as conn, conn.transaction():
            factor = await repository.lock(conn, user.id)
            left = await repository.codes_left(conn, user.id)
        return factor is not None and factor.confirmed, left

    async def begin(self, user: CurrentUser, proved: str) -> Enrolment:
        """Nothing is asked for it before ``confirm``. ``proved`` is the hash of the password that was checked. Raises
        Conflict ``second_factor_on``, ``password_changed``."""
        secret = codes.new_secret()
        sealed, master = self._sealing.seal(user.id, secret)
        async with self._database.writing() as session:
            await accounts.hold_proved(session, user.id, proved, "password")
            conn = await self._database.driver(session)
            if not await repository.begin(conn, user.id, sealed, master):
                raise Conflict("second_factor_on", "Two-factor sign-in is on already. Turn it off first.", "password")
        address = codes.address_of(secret, user.email)
        picture = segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff")
        return Enrolment(secret, address, picture)

    async def confirm(self, user: CurrentUser, code: str) -> list[str]:
        """Turn it on; the recovery codes are known only now. Raises Invalid ``wrong_code``, Conflict."""
        fresh = codes.new_recovery_codes()
        async with self._database.writing() as session:
            conn = await self._database.driver(session)
            factor = await repository.lock(conn, user.id)
            if factor is None:
                raise Conflict("second_factor_not_begun", "Begin with a new secret, and add it to your app.", "code")
            if factor.confirmed:
                raise Conflict("second_factor_on", "Two-factor sign-in is on already.", "code")
            refusal = await self._try_app_code(conn, user.id, factor, code)
            if refusal is None:
                await repository.replace_codes(conn, user.id, [codes.recovery_digest(each) for each in fresh])
                await self._post.put(conn, user.email, *letters.two_factors_changed(on=True))
        if refusal is not None:
            raise refusal
        self._callers.forget_user(user.id)
        return fresh

    async def renew_codes(self, user: CurrentUser, code: str) -> list[str]:
        """Ten new recovery codes; the old ones are void. Raises as ``prove`` does."""
        fresh = codes.new_recovery_codes()
        async with self._database.writing() as session:
            conn = await self._database.driver(session)
            refusal = await self.prove(conn, user.id, user.email, code)
            if refusal is None:
                await repository.replace_codes(conn, user.id, [codes.recovery_digest(each) for each in fresh])
        if refusal is not None:
            raise refusal
        return fresh

    async def end(self, user: CurrentUser, proved: str, code: str) -> None:
        """Turn it off. ``proved`` is the hash of the password that was checked. Raises as ``prove`` does, and Conflict
        ``password_changed``."""
        async with self._database.writing() as session:
            await accounts.hold_proved(session, user.id, proved, "password")
            conn = await self._database.driver(session)
            refusal = await self.prove(conn, user.id, user.email, code)
            if refusal is None:
                await repository.end(conn, user.id)
                await self._post.put(conn, user.email, *letters.two_factors_changed(on=False))
        if refusal is not None:
            raise refusal
        self._callers.forget_user(user.id)

    async def finish_sign_in(self, challenge: str, code: str, caller: Caller) -> Issued:
        """The second step. Raises NotSignedIn ``challenge_over``, Invalid ``wrong_code``, TooManyAttempts."""
        user_id = named(challenge)
        async with self._database.writing() as session:
            account = self._challenges.check(challenge, await accounts.find_account_by_id(session, user_id))
            # A password that changes now ends all sessions: this one must be among them, or not begin.
            if not await accounts.hold_account(session, account):
                raise NotSignedIn
            conn = await self._database.driver(session)
            refusal = await self.prove(conn, account.id, account.email, code)
            if refusal is None:
                issued = await self._beginning.begin(session, account, caller)
                audit.describe(action="session.started", actor=account.actor)
                await close_entry(session)
                return issued
        audit.refused("session.refused", account=account.email)
        raise refusal

    async def prove(self, conn: AsyncConnection, user_id: str, email: str, code: str) -> DomainError | None:
        """Spend a code of the app or a recovery code. What it returns is to be raised once the transaction, which
        counts the failure, is committed."""
        factor = await repository.lock(conn, user_id)
        if factor is None or not factor.confirmed:
            return Conflict("second_factor_off", _NONE, "code")
        plain = codes.plain_code(code)
        if codes.is_totp(plain):
            return await self._try_app_code(conn, user_id, factor, plain)
        if (refusal := _waiting(factor)) is not None:
            return refusal
        if not await repository.spend(conn, user_id, codes.recovery_digest(plain)):
            return await self._wrong(conn, user_id, factor)
        await repository.accepted(conn, user_id, factor.last_step)
        left = await repository.codes_left(conn, user_id)
        await self._post.put(conn, email, *letters.recovery_code_used(left))
        return None

    async def _try_app_code(
        self, conn: AsyncConnection, user_id: str, factor: StoredFactor, code: str
    ) -> DomainError | None:
        if (refusal := _waiting(factor)) is not None:
            return refusal
        secret = self._sealing.open(user_id, factor.secret, factor.master)
        step = codes.step_of(secret, codes.plain_code(code), clock.now(), factor.last_step)
        if step is None:
            return await self._wrong(conn, user_id, factor)
        await repository.accepted(conn, user_id, step)
        return None

    async def _wrong(self, conn: AsyncConnection, user_id: str, factor: StoredFactor) -> DomainError:
        await repository.refused(conn, user_id, _until(factor.failures + 1))
        return Invalid.one("code", "wrong_code", _WRONG)


def _waiting(factor: StoredFactor) -> TooManyAttempts | None:
    left = 0.0 if factor.refused_until is None else (factor.refused_until - clock.now()).total_seconds()
    return TooManyAttempts("Too many wrong codes.", max(1, round(left))) if left > 0 else None


def _until(failures: int) -> datetime | None:
    if failures < _FREE:
        return None
    return clock.now() + timedelta(seconds=_WAITS[min(failures - _FREE, len(_WAITS) - 1)])
