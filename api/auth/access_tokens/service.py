"""Personal access tokens: for programs that act as somebody, within the token's scopes and bases.

The secret is shown once and kept as its sha256: with 256 random bits there is nothing to guess. It begins with ``dop_``
so that people, and the scanners of code hosts, know it for what it is.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg import AsyncConnection

from api.auth.access_tokens import repository
from api.auth.access_tokens.repository import NewToken, StoredToken
from api.auth.current import SignedInSession
from api.auth.remembered import Remembered
from api.auth.tokens import digest
from api.db.engine import Database
from api.kit import clock
from api.kit.newid import new_id
from core import ids
from core.access.scopes import Scope
from core.counted import counted
from core.errors import Conflict, Invalid, NotFound, NotSignedIn

PREFIX = "dop_"
MAX_TOKENS = 100
_BYTES = 32
_SHOWN = len(PREFIX) + 6
_NOT_LIVE = "This access token is unknown, has expired or was deleted. Make a new one in the account settings."


@dataclass(frozen=True, slots=True)
class TokenDraft:
    name: str
    scopes: Sequence[Scope]
    bases: Sequence[str] | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class MadeToken:
    """``secret`` is not kept: this is the only time that it is known."""

    stored: StoredToken
    secret: str


class AccessTokens:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered = Remembered()

    async def authenticate(self, secret: str) -> SignedInSession:
        """Raises NotSignedIn ``token_not_valid``."""
        found = await self._remembered.session(digest(secret), self._live)
        if found is None:
            raise NotSignedIn(_NOT_LIVE, "token_not_valid")
        return found

    async def of_user(self, conn: AsyncConnection, user_id: str) -> list[StoredToken]:
        return await repository.of_user(conn, user_id, MAX_TOKENS)

    async def make(self, conn: AsyncConnection, user_id: str, draft: TokenDraft) -> MadeToken:
        """Raises NotFound for a base that the person cannot open, Invalid for a time that is over, Conflict
        ``too_many_tokens``."""
        if draft.expires_at is not None and draft.expires_at <= clock.now():
            raise Invalid.one("expiresTime", "invalid_value", "This time is over. Give one that lies ahead, or none.")
        if draft.bases is not None:
            mine = await repository.open_to(conn, user_id, draft.bases)
            for at, base in enumerate(draft.bases):
                if base not in mine:
                    raise NotFound("base", base[:100], f"bases[{at}]")
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        new = NewToken(
            new_id(ids.PREFIXES["token"]),
            user_id,
            draft.name,
            secret[:_SHOWN],
            digest(secret),
            draft.scopes,
            draft.bases,
            draft.expires_at,
        )
        stored = await repository.add(conn, new, MAX_TOKENS)
        if stored is None:
            most = counted(MAX_TOKENS, "access token")
            raise Conflict("too_many_tokens", f"One account has at most {most}. Delete some that are not used.", "name")
        return MadeToken(stored, secret)

    async def rename(self, conn: AsyncConnection, user_id: str, token_id: str, name: str) -> StoredToken:
        """Raises NotFound."""
        found = await repository.rename(conn, user_id, _known(token_id), name)
        if found is None:
            raise NotFound("token", token_id)
        return found

    async def delete(self, conn: AsyncConnection, user_id: str, token_id: str) -> None:
        """Call ``forget_token`` once this is committed. Raises NotFound."""
        if not await repository.delete(conn, user_id, _known(token_id)):
            raise NotFound("token", token_id)

    def forget_token(self, token_id: str) -> None:
        self._remembered.forget(lambda user: user.token is not None and user.token.id == token_id)

    def forget_user(self, user_id: str) -> None:
        """After the account was disabled or deleted, or what is known of it has changed."""
        self._remembered.forget(lambda user: user.id == user_id)

    def forget_everybody(self) -> None:
        """After a rule for all has changed."""
        self._remembered.forget(lambda _user: True)

    async def _live(self, key: bytes) -> tuple[SignedInSession, datetime | None] | None:
        async with self._database.records() as conn:
            return await repository.live(conn, key)


def is_access_token(secret: str) -> bool:
    return secret.startswith(PREFIX)


def scopes_in_order(scopes: Sequence[Scope]) -> list[Scope]:
    """Each once, as they are listed."""
    return [scope for scope in Scope if scope in scopes]


def _known(token_id: str) -> str:
    """Raises NotFound for what is no id: it names nothing and must not reach the database."""
    if not ids.is_id(ids.PREFIXES["token"], token_id):
        raise NotFound("token", token_id[:100])
    return token_id
