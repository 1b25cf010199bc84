"""Links of one use that are mailed to people: made, and used up. Only their digests are kept."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from psycopg import AsyncConnection

from api.auth import letters
from api.auth.credentials import repository
from api.auth.credentials.repository import Owner
from api.auth.letters import Letter
from api.auth.tokens import digest
from api.kit.newid import new_id
from api.outbox.mail import Post
from core.errors import Invalid
from core.ids import PREFIXES

MAX_SECRET = 200
_BYTES = 32
_HOUR = timedelta(hours=1)


class Purpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a purpose
    CHANGE_EMAIL = "change_email"


_LIVES = {Purpose.VERIFY_EMAIL: timedelta(days=1), Purpose.RESET_PASSWORD: _HOUR, Purpose.CHANGE_EMAIL: _HOUR}
_PAGES = {
    Purpose.VERIFY_EMAIL: "confirm-email",
    Purpose.RESET_PASSWORD: "reset-password",
    Purpose.CHANGE_EMAIL: "confirm-email",
}
_TEXTS: dict[Purpose, Callable[[str], Letter]] = {
    Purpose.VERIFY_EMAIL: letters.verify_address,
    Purpose.RESET_PASSWORD: letters.forgotten_password,
    Purpose.CHANGE_EMAIL: letters.confirm_new_address,
}


class Links:
    def __init__(self, post: Post) -> None:
        self._post = post

    async def send(self, conn: AsyncConnection, user_id: str, email: str, purpose: Purpose) -> None:
        """To ``email``, unless the account was sent enough of them lately."""
        secret, letter = self._made(purpose)
        if await repository.add(conn, digest(secret), user_id, purpose.value, email, _LIVES[purpose]):
            await self._post.put(conn, email, *letter)

    async def make(self, conn: AsyncConnection, user_id: str, email: str, purpose: Purpose) -> str | None:
        """One that is handed over otherwise; None where the account was given enough of them lately."""
        secret = secrets.token_urlsafe(_BYTES)
        added = await repository.add(conn, digest(secret), user_id, purpose.value, email, _LIVES[purpose])
        return self._post.link(_PAGES[purpose], secret) if added else None

    async def send_forgotten(self, conn: AsyncConnection, email: str) -> None:
        """To whoever has this address. Nothing that can be seen or timed tells whether anybody has."""
        secret, letter = self._made(Purpose.RESET_PASSWORD)
        mail = self._post.letter("", *letter)
        life = _LIVES[Purpose.RESET_PASSWORD]
        await repository.add_forgotten(conn, digest(secret), email, life, new_id(PREFIXES["mail"]), mail)

    async def owner(self, conn: AsyncConnection, secret: str, purpose: Purpose) -> Owner:
        """Whose live link it is; it stays live. Raises Invalid ``link_not_valid``."""
        return _found(await repository.find(conn, digest(secret), purpose.value))

    async def use(self, conn: AsyncConnection, secret: str, purpose: Purpose) -> Owner:
        """In the transaction of what it is used for: of two uses at once one finds it gone. All others of this purpose
        end with it. Raises Invalid ``link_not_valid``."""
        owner = _found(await repository.spend(conn, digest(secret), purpose.value))
        await repository.drop(conn, owner.user_id, purpose.value)
        return owner

    def _made(self, purpose: Purpose) -> tuple[str, Letter]:
        secret = secrets.token_urlsafe(_BYTES)
        return secret, _TEXTS[purpose](self._post.link(_PAGES[purpose], secret))


def _found(owner: Owner | None) -> Owner:
    if owner is None:
        raise Invalid.one("token", "link_not_valid", "This link has expired, or was used before. Ask for a new one.")
    return owner
