"""How the secrets of second factors are kept: sealed under the first master key of ENCRYPTION_KEYS, or, where there is
none, under a key made from the installation's secret. The owner's id is bound in, so a row copied to another account
does not open.
"""

import hashlib
import hmac

from psycopg import AsyncConnection

from api.auth.second_factor import repository
from api.kit.key_ring import KeyRing, MissingKey
from core.errors import Conflict, Unavailable

_OWN = ":secret"
"""Names the key made from the installation's secret; no id of ENCRYPTION_KEYS has a colon."""


class Sealing:
    def __init__(self, ring: KeyRing, secret: str) -> None:
        self._own = KeyRing({_OWN: hmac.digest(secret.encode(), b"second factors", hashlib.sha256)})
        self._ring = ring

    def seal(self, user_id: str, secret: str) -> tuple[bytes, str]:
        """The sealed secret, and the name of the key."""
        return (self._ring or self._own).wrap(secret.encode(), _about(user_id))

    def open(self, user_id: str, sealed: bytes, master: str) -> str:
        """Raises Unavailable ``second_factor_key_missing``."""
        try:
            return self._opened(user_id, sealed, master)
        except MissingKey as missing:
            raise Unavailable("second_factor_key_missing", f"Two-factor sign-in cannot be checked: {missing}") from None

    async def renew(self, conn: AsyncConnection) -> int:
        """Seals under the first key what is under others; how many there were to do.

        All or none. Raises Conflict when an old key is missing.
        """
        others = await repository.sealed_by_others(conn, (self._ring or self._own).first)
        for user_id, sealed, master in others:
            try:
                secret = self._opened(user_id, sealed, master)
            except MissingKey as missing:
                raise Conflict("encryption_key_missing", f"{missing} Nothing was changed.") from None
            await repository.reseal(conn, user_id, *self.seal(user_id, secret))
        return len(others)

    def _opened(self, user_id: str, sealed: bytes, master: str) -> str:
        """Raises MissingKey."""
        ring = self._own if master == _OWN else self._ring
        return ring.unwrap(sealed, master, _about(user_id)).decode()


def _about(user_id: str) -> str:
    return f"second-factor/{user_id}"
