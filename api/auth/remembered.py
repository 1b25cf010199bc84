"""Who a token belongs to, remembered in this process for a few seconds: most requests need no statement to know."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.auth.current import CurrentUser, SignedInSession
from api.kit import clock

SECONDS = 5.0
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Kept:
    session: SignedInSession
    until: float


class Remembered:
    """By digest of the token. What ended elsewhere may live on here for so long, what ended here not at all."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self.generation = 0
        """Raised when something ends: an answer that was on its way then must not be remembered, for it may be that."""

    def find(self, key: bytes) -> SignedInSession | None:
        kept = self._kept.get(key)
        return kept.session if kept is not None and kept.until > clock.monotonic() else None

    def keep(self, key: bytes, session: SignedInSession, ends: datetime | None, generation: int) -> None:
        """``generation`` is that of before the question."""
        if generation != self.generation:
            return
        left = SECONDS if ends is None else min(SECONDS, (ends - clock.now()).total_seconds())
        self._kept[key] = _Kept(session, clock.monotonic() + left)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def drop(self, key: bytes) -> None:
        self._kept.pop(key, None)

    def forget(self, ended: Callable[[CurrentUser], bool]) -> None:
        """Only after the end is committed, else a reader would put it back."""
        self.generation += 1
        for key in [key for key, kept in self._kept.items() if ended(kept.session.user)]:
            del self._kept[key]
