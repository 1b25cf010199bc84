"""What a visitor who knows the password is given: good for an hour, for one link, while its password stays."""

import hmac

from api.auth.tokens import derived
from api.kit import clock
from api.sharing.links import Link

SECONDS = 3600
_PURPOSE = "visits of a protected link"


class Tickets:
    def __init__(self, secret: str) -> None:
        self._secret = secret

    def issue(self, link: Link) -> str:
        expires = clock.unix_ms() // 1000 + SECONDS
        return f"{expires}.{self._signature(link, expires)}"

    def good(self, link: Link, ticket: str | None) -> bool:
        said, _, signature = (ticket or "").partition(".")
        if not said.isascii() or not said.isdigit() or len(said) > 12:
            return False
        expires = int(said)
        mine = self._signature(link, expires)
        return hmac.compare_digest(mine.encode(), signature.encode(errors="replace")) and (
            expires > clock.unix_ms() // 1000
        )

    def _signature(self, link: Link, expires: int) -> str:
        return derived(self._secret, _PURPOSE, f"{link.id}\x1f{link.password}\x1f{expires}")
