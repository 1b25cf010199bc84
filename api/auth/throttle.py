"""Slows down guessing, without letting a guesser keep the owner of an account out.

Failed sign-ins are counted per account *and* address, and per address over all accounts; never per account alone, since
then anybody could lock anybody out. A device on which this person has signed in before (``devices.py``) is counted by
itself: it gets in although somebody guesses from the same address. Registrations are counted per address.

Per process on purpose: it needs no storage, and n processes still allow only n times as many guesses.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.kit import clock
from api.kit.addresses import place_of
from core.counted import counted
from core.errors import LimitExceeded

_REMEMBERED = 20_000
_WAITS = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
"""Of the window: the first wait, the second, …; the last one repeats."""
_SIGN_INS = "Too many failed sign-ins from here."
_REGISTRATIONS = "Too many registrations from here."


class TooManyAttempts(LimitExceeded):
    """``retry_after`` is in seconds."""

    def __init__(self, refusal: str, retry_after: int) -> None:
        super().__init__("too_many_requests", f"{refusal} Try again in {counted(retry_after, 'second')}.")
        self.retry_after = retry_after


@dataclass(slots=True)
class _Count:
    """``level`` attempts, forgotten bit by bit since ``since``; ``waits`` imposed since it was last empty."""

    level: float = 0.0
    since: float = 0.0
    waits: int = 0
    refused_until: float = 0.0


class _Counts:
    """``free`` attempts per key in a window; who uses them up waits, and longer each time."""

    def __init__(self, free: int, seconds: float, monotonic: Callable[[], float], refusal: str) -> None:
        self._free = free
        self._seconds = seconds
        self._monotonic = monotonic
        self._refusal = refusal
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def enter(self, key: str) -> None:
        """Count an attempt before it is made, so that parallel ones cannot slip past. Raises TooManyAttempts."""
        self.check(key)
        now = self._monotonic()
        count = self._counts.get(key) or _Count(since=now)
        self._counts[key] = count
        self._counts.move_to_end(key)
        # Nothing is forgotten during a wait, else whoever sits it out would be given new attempts for it.
        quiet = now - max(count.since, count.refused_until)
        count.level = max(0.0, count.level - quiet * self._free / self._seconds)
        count.since = now
        if count.level == 0.0:
            count.waits = 0
        count.level = min(self._free, count.level + 1)
        if count.level > self._free - 1:
            count.refused_until = now + self._seconds * _WAITS[min(count.waits, len(_WAITS) - 1)]
            count.waits += 1
        while len(self._counts) > _REMEMBERED:
            self._counts.popitem(last=False)

    def check(self, key: str) -> None:
        """Counts nothing. Raises TooManyAttempts while ``key`` waits."""
        now = self._monotonic()
        count = self._counts.get(key)
        if count is None:
            return
        self._counts.move_to_end(key)
        if count.refused_until > now:
            raise TooManyAttempts(self._refusal, max(1, round(count.refused_until - now)))

    def forgive(self, key: str) -> None:
        """Take one attempt back, and the wait that it may have begun."""
        count = self._counts.get(key)
        if count is None:
            return
        count.level = max(0.0, count.level - 1)
        if count.refused_until > self._monotonic():
            count.refused_until = 0.0
            count.waits -= 1

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)


class LoginThrottle:
    def __init__(
        self, *, per_account: int, per_address: int, seconds: float, monotonic: Callable[[], float] = clock.monotonic
    ) -> None:
        """``per_account`` are the free failures at one account from one address."""
        self._accounts = _Counts(per_account, seconds, monotonic, _SIGN_INS)
        self._addresses = _Counts(per_address, seconds, monotonic, _SIGN_INS)

    def enter(self, account: str, address: str, device: str | None = None) -> None:
        """``device`` is one that is known to be the account's. Raises TooManyAttempts.

        An attempt that is refused tests no password, so nothing counts it: else who goes on at an account that has to
        wait would use up what everybody at that address is allowed.
        """
        key = _key(account, address, device)
        self._accounts.check(key)
        if device is None:
            self._addresses.enter(place_of(address))
        self._accounts.enter(key)

    def succeeded(self, account: str, address: str, device: str | None = None) -> None:
        """The address gets back only this attempt: an account of one's own must not pay for guesses at others."""
        self._accounts.clear(_key(account, address, device))
        if device is None:
            self._addresses.forgive(place_of(address))


class RegistrationThrottle:
    """Also of other things that strangers may ask for; ``refusal`` says which."""

    def __init__(
        self,
        *,
        per_address: int,
        seconds: float,
        monotonic: Callable[[], float] = clock.monotonic,
        refusal: str = _REGISTRATIONS,
    ) -> None:
        self._addresses = _Counts(per_address, seconds, monotonic, refusal)

    def check(self, address: str) -> None:
        """Counts nothing. Raises TooManyAttempts while ``address`` waits."""
        self._addresses.check(place_of(address))

    def enter(self, address: str) -> None:
        """Raises TooManyAttempts."""
        self._addresses.enter(place_of(address))


def _key(account: str, address: str, device: str | None) -> str:
    where = f"at {place_of(address)}" if device is None else f"on {device}"
    return f"{account}\n{where}"
