"""Accounts whose address nobody has shown to be theirs.

Whoever made such an account need not be the owner of the address. Once the owner shows up, by a link that was mailed
there or by a provider that the operator trusts, everything that would let the maker in goes: tokens, sessions, second
factors, identities, links, and the word of directories that made the account.
"""

from psycopg import AsyncConnection

from api.auth.access_tokens import repository as tokens_sql
from api.auth.access_tokens.service import MAX_TOKENS
from api.auth.authentication import Authentication
from api.auth.credentials.links import Links, Purpose
from api.auth.invited import invited
from api.auth.second_factor import repository as factors
from api.db.engine import Database, WriteSession
from api.settings import Registration
from core.ids import UserId

_UNPROVED = b"""
SELECT 1 FROM dataos.users WHERE id = %s AND kind = 'person' AND email_verified_at IS NULL FOR NO KEY UPDATE
"""
_END = b"UPDATE dataos.sessions SET revoked_at = now() WHERE user_id = %s AND revoked_at IS NULL"
_UNMADE = b"""
UPDATE dataos.scim_users s SET made = false FROM dataos.identity_providers p
 WHERE p.id = s.provider_id AND s.user_id = %s AND p.workspace_id IS DISTINCT FROM %s
"""
_DISCONNECT = b"""
DELETE FROM dataos.identities i USING dataos.identity_providers p
 WHERE p.id = i.provider_id AND i.user_id = %s AND i.made AND p.workspace_id IS DISTINCT FROM %s
"""
_TAKE = b"UPDATE dataos.users SET password_hash = NULL WHERE id = %s"
_GIVE = b"UPDATE dataos.users SET password_hash = %s, email_verified_at = now() WHERE id = %s"


class Proving:
    def __init__(
        self,
        database: Database,
        callers: Authentication,
        links: Links,
        *,
        registration: Registration,
        verify_email: bool,
        trusted: str | None,
    ) -> None:
        """``trusted`` is the workspace whose providers speak for the whole installation."""
        self._database = database
        self._callers = callers
        self._links = links
        self._registration = registration
        self._verify_email = verify_email
        self._trusted = trusted

    def trusts(self, workspace: str) -> bool:
        return workspace == self._trusted

    async def may_begin(self, session: WriteSession, workspace: str, email: str) -> bool:
        """Whether a provider of this workspace may make an account for the address: where the operator does not trust
        it, only whom registration would let in."""
        if self.trusts(workspace) or self._registration is Registration.OPEN:
            return True
        return await invited(await self._database.driver(session), email)

    async def ask(self, session: WriteSession, user: UserId, email: str) -> None:
        """Mail the link that proves the address, where the installation asks for that."""
        if self._verify_email:
            await self._links.send(await self._database.driver(session), user, email, Purpose.VERIFY_EMAIL)

    async def by_mail(self, conn: AsyncConnection, user: str) -> None:
        """Its owner reads the mail of this address. Call ``forget`` once this is committed.

        Where addresses are not verified, no account is ever proved before: there a second factor is taken for the
        owner's own, for a mailbox alone must not remove it.
        """
        await self._clear(conn, user, second_factors=self._verify_email)

    async def by_link(self, conn: AsyncConnection, user: str) -> bool:
        """As ``by_mail``, for somebody who is not signed in to the account, so need not be who made it: nobody knows
        its password then. False, and nothing is changed, for an account that was proved before."""
        if not await self._clear(conn, user, second_factors=self._verify_email):
            return False
        await conn.execute(_TAKE, (user,))
        return True

    async def by_maker(self, conn: AsyncConnection, user: str) -> bool:
        """Its owner reads the mail of this address and is signed in to the account, which is theirs alone from now on:
        providers that the operator does not trust have not made it. True where the owner came in by one of them."""
        await conn.execute(_UNMADE, (user, self._trusted))
        return (await conn.execute(_DISCONNECT, (user, self._trusted))).rowcount > 0

    async def by_provider(self, session: WriteSession, user: UserId, no_password: str) -> None:
        """A provider or directory of the trusted workspace names its owner, who has no password then. Call ``forget``
        once this is committed."""
        conn = await self._database.driver(session)
        if await self._clear(conn, user, second_factors=True):
            await conn.execute(_GIVE, (no_password, user))

    def forget(self, user: UserId) -> None:
        self._callers.forget_user(user)

    async def _clear(self, conn: AsyncConnection, user: str, *, second_factors: bool) -> bool:
        """False, and nothing is changed, for an account that was proved before."""
        if await (await conn.execute(_UNPROVED, (user,))).fetchone() is None:
            return False
        for token in await tokens_sql.of_user(conn, user, MAX_TOKENS):
            await tokens_sql.delete(conn, user, token.id)
        if second_factors:
            await factors.end(conn, user)
        await conn.execute(b"DELETE FROM dataos.identities WHERE user_id = %s", (user,))
        await conn.execute(b"DELETE FROM dataos.one_time_links WHERE user_id = %s", (user,))
        await conn.execute(_UNMADE, (user, self._trusted))
        await conn.execute(_END, (user,))
        return True
