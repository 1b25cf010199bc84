"""Sessions: who is calling, rotation of tokens, ending.

A refresh token works once. Presented again it means that somebody has a copy, so the session ends, for the thief and
for the owner (RFC 9700 §4.14.2). One exception: browsers send two tabs' refreshes at the same moment with the same
cookie. Within ten seconds the immediately previous token therefore gets the very tokens that its first use produced
(``tokens.successors``); both tabs end up with the same cookie and nobody is signed out.

An access check is one statement, cached in the process for up to five seconds: a session ended in another process
may live on here for that long, one ended here not at all.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.audit import note as audit
from api.auth import repository
from api.auth.current import CurrentUser, SignedInSession
from api.auth.remembered import Remembered
from api.auth.repository import Account
from api.auth.sql import sessions as stored_sessions
from api.auth.sql.sessions import NewSession, SessionSummary, StoredSession
from api.auth.tokens import TokenPair, digest, new_csrf, new_pair, successors
from api.db.engine import Database, ReadSession, WriteSession
from api.kit import clock
from api.kit.newid import new_id
from core import ids
from core.errors import Forbidden, NotFound, NotSignedIn
from core.ids import UserId

GRACE = timedelta(seconds=10)
MAX_SESSIONS_LISTED = 200
_NOT_LIVE = "Your session has ended. Sign in again."
_REUSED = "This refresh token was used before, so the session was ended for safety. Sign in again."


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from; ``device`` is the cookie of one that somebody has signed in on before."""

    user_agent: str
    address: str
    device: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Issued:
    """Fresh tokens and whose they are; after a sign-in also what the device is known by from now on."""

    tokens: TokenPair
    csrf: str
    account: Account
    access_seconds: int
    session_seconds: int
    device: str | None = None


class Sessions:
    def __init__(self, database: Database, *, secret: str, access: timedelta, refresh: timedelta) -> None:
        self._database = database
        self._secret = secret
        self._access = access
        self._refresh = refresh
        self._remembered = Remembered()

    async def authenticate(self, access_token: str) -> SignedInSession:
        """Raises NotSignedIn."""
        found = await self._remembered.session(digest(access_token), self._live)
        if found is None:
            raise NotSignedIn(_NOT_LIVE)
        return found

    async def start(self, session: WriteSession, account: Account, caller: Caller) -> Issued:
        """A new session for somebody who has proved who they are."""
        tokens, csrf = new_pair(), new_csrf()
        await stored_sessions.add_session(session, self._row(new_id("ses"), account.id, tokens, csrf, caller))
        return self._issued(tokens, csrf, account)

    async def refresh(self, refresh_token: str, caller: Caller, *, csrf: str | None) -> Issued:
        """The next generation of tokens.

        ``csrf`` is the header of a caller whose token came as a cookie, None for one that sent the token itself.
        Raises NotSignedIn (``session_revoked`` when the token was used before), Forbidden.
        """
        async with self._database.writing() as session:
            found = await stored_sessions.lock_session(session, refresh_hash=digest(refresh_token), grace=GRACE)
            if found is None or found[0].revoked or found[0].refresh_expires <= clock.now():
                raise NotSignedIn(_NOT_LIVE)
            stored, spent_just_now = found
            _check_csrf(csrf, stored)
            account = await repository.get_account(session, stored.user_id)
            if account.disabled:
                raise NotSignedIn(_NOT_LIVE)
            tokens = successors(refresh_token, self._secret)
            if spent_just_now is None:
                renewed = self._row(stored.id, stored.user_id, tokens, stored.csrf, caller)
                await stored_sessions.rotate(session, stored, renewed)
                return self._issued(tokens, stored.csrf, account)
            if spent_just_now and digest(tokens.refresh) == stored.refresh_hash:
                return self._issued(tokens, stored.csrf, account)
            await stored_sessions.revoke(session, stored.id, stored.user_id)
        audit.refused("session.reused", account=account.email, session=stored.id)
        # Outside the block: raised inside, the error would take the revocation back.
        self._forget(stored.id)
        raise NotSignedIn(_REUSED, "session_revoked")

    async def end(self, user: CurrentUser) -> None:
        """Sign out of the session that is calling."""
        await self._revoke(user.session_id, user.id)

    async def end_by_refresh_token(self, refresh_token: str, *, csrf: str | None) -> None:
        """Sign out with the refresh token, whose access token may have run out. Unknown tokens change nothing."""
        async with self._database.writing() as session:
            found = await stored_sessions.lock_session(session, refresh_hash=digest(refresh_token), grace=GRACE)
            if found is None:
                return
            stored: StoredSession = found[0]
            _check_csrf(csrf, stored)
            await stored_sessions.revoke(session, stored.id, stored.user_id)
            audit.describe(actor=(await repository.get_account(session, stored.user_id)).actor)
        self._forget(stored.id)

    async def revoke(self, user: CurrentUser, session_id: str) -> None:
        """End one of the caller's own sessions. Raises NotFound."""
        known = ids.is_id(ids.PREFIXES["session"], session_id)
        if not known or not await self._revoke(session_id, user.id):
            raise NotFound("session", session_id)

    async def end_all(self, user: CurrentUser) -> None:
        """Sign out everywhere, here too."""
        async with self._database.writing() as session:
            await stored_sessions.revoke_all(session, user.id)
        self.forget_user(user.id)

    async def list_mine(self, session: ReadSession, user: CurrentUser) -> list[SessionSummary]:
        return await stored_sessions.list_sessions(session, user.id, MAX_SESSIONS_LISTED)

    async def _live(self, key: bytes) -> tuple[SignedInSession, datetime] | None:
        async with self._database.records() as conn:
            return await stored_sessions.live_session(conn, key)

    async def _revoke(self, session_id: str, user_id: UserId) -> bool:
        async with self._database.writing() as session:
            ended = await stored_sessions.revoke(session, session_id, user_id)
        self._forget(session_id)
        return ended

    def forget_user(self, user_id: UserId) -> None:
        """After all their sessions have ended, or what is known of the account has changed."""
        self._remembered.forget(lambda user: user.id == user_id)

    def forget_everybody(self) -> None:
        """After a rule for all has changed."""
        self._remembered.forget(lambda _user: True)

    def _forget(self, session_id: str) -> None:
        self._remembered.forget(lambda user: user.session_id == session_id)

    def _row(self, session_id: str, user_id: UserId, tokens: TokenPair, csrf: str, caller: Caller) -> NewSession:
        now: datetime = clock.now()
        return NewSession(
            id=session_id,
            user_id=user_id,
            access_hash=digest(tokens.access),
            access_expires=now + self._access,
            refresh_hash=digest(tokens.refresh),
            refresh_expires=now + self._refresh,
            csrf=csrf,
            user_agent=caller.user_agent,
            address=caller.address,
        )

    def _issued(self, tokens: TokenPair, csrf: str, account: Account) -> Issued:
        access, whole = int(self._access.total_seconds()), int(self._refresh.total_seconds())
        return Issued(tokens, csrf, account, access, whole)


def _check_csrf(sent: str | None, stored: StoredSession) -> None:
    """``sent`` is None from a caller that has the token itself. Raises Forbidden ``csrf_failed``."""
    if sent is not None and not hmac.compare_digest(sent.encode(), stored.csrf.encode()):
        raise Forbidden("Send the CSRF token of this session in the header X-CSRF-Token.", "csrf_failed")
