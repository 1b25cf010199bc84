"""Slows down guessing: so many failed sign-ins per account and per address, registrations per address, in a window.

Per process on purpose: it needs no storage, and n processes still allow only n times as many guesses.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.kit import clock
from core.errors import LimitExceeded

_REMEMBERED = 20_000
_SIGN_INS = "Too many failed sign-ins."
_REGISTRATIONS = "Too many registrations from here."


class TooManyAttempts(LimitExceeded):
    """``retry_after`` is in seconds."""

    def __init__(self, refusal: str, retry_after: int) -> None:
        super().__init__("too_many_requests", f"{refusal} Try again in {retry_after} seconds.")
        self.retry_after = retry_after


@dataclass(slots=True)
class _Window:
    ends: float
    attempts: int


class _Windows:
    """So many attempts per key in a window."""

    def __init__(self, attempts: int, seconds: float, monotonic: Callable[[], float], refusal: str) -> None:
        self._attempts = attempts
        self._seconds = seconds
        self._monotonic = monotonic
        self._refusal = refusal
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def enter(self, key: str) -> None:
        """Count an attempt before it is made, so that parallel ones cannot slip past. Raises TooManyAttempts."""
        now = self._monotonic()
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = _Window(now + self._seconds, 0)
            self._windows.move_to_end(key)
        if window.attempts >= self._attempts:
            raise TooManyAttempts(self._refusal, max(1, round(window.ends - now)))
        window.attempts += 1
        while len(self._windows) > _REMEMBERED:
            self._windows.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Take one attempt back."""
        window = self._windows.get(key)
        if window is not None:
            window.attempts = max(0, window.attempts - 1)

    def clear(self, key: str) -> None:
        self._windows.pop(key, None)


class LoginThrottle:
    """An account counts guesses from everywhere; an address counts its guesses at every account."""

    def __init__(
        self, *, per_account: int, per_address: int, seconds: float, monotonic: Callable[[], float] = clock.monotonic
    ) -> None:
        self._accounts = _Windows(per_account, seconds, monotonic, _SIGN_INS)
        self._addresses = _Windows(per_address, seconds, monotonic, _SIGN_INS)

    def enter(self, account: str, address: str) -> None:
        """Raises TooManyAttempts."""
        self._addresses.enter(address)
        self._accounts.enter(account)

    def succeeded(self, account: str, address: str) -> None:
        """The address gets back only this attempt: an account of one's own must not pay for guesses at others."""
        self._accounts.clear(account)
        self._addresses.forgive(address)


class RegistrationThrottle:
    def __init__(self, *, per_address: int, seconds: float, monotonic: Callable[[], float] = clock.monotonic) -> None:
        self._addresses = _Windows(per_address, seconds, monotonic, _REGISTRATIONS)

    def enter(self, address: str) -> None:
        """Raises TooManyAttempts."""
        self._addresses.enter(address)
