"""Who a token belongs to, remembered in this process for a few seconds: most requests need no statement to know."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from api.auth.current import CurrentUser, SignedInSession
from api.kit import clock

SECONDS = 5.0
_MOST = 20_000
Ask = Callable[[bytes], Awaitable[tuple[SignedInSession, datetime | None] | None]]
"""Whose a token is in the database, by its digest, and when it ends; None where it is nobody's now."""


@dataclass(frozen=True, slots=True)
class _Kept:
    session: SignedInSession
    until: float


class Remembered:
    """By digest of the token. What ended elsewhere may live on here for so long, what ended here not at all."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._generation = 0
        """Raised when something ends: an answer that was on its way then must not be remembered, for it may be that."""

    async def session(self, key: bytes, ask: Ask) -> SignedInSession | None:
        """The one that is remembered, or that ``ask`` finds now."""
        kept = self._kept.get(key)
        if kept is not None and kept.until > clock.monotonic():
            return kept.session
        generation = self._generation
        found = await ask(key)
        if found is None:
            self._kept.pop(key, None)
            return None
        session, ends = found
        if generation == self._generation:
            self._keep(key, session, ends)
        return session

    def forget(self, ended: Callable[[CurrentUser], bool]) -> None:
        """Only after the end is committed, else a reader would put it back."""
        self._generation += 1
        for key in [key for key, kept in self._kept.items() if ended(kept.session.user)]:
            del self._kept[key]

    def _keep(self, key: bytes, session: SignedInSession, ends: datetime | None) -> None:
        left = SECONDS if ends is None else min(SECONDS, (ends - clock.now()).total_seconds())
        self._kept[key] = _Kept(session, clock.monotonic() + left)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
