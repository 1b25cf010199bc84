"""Slows down guessing: so many failed sign-ins per account and address in a window.

Per process on purpose: it needs no storage, and n processes still allow only n times as many guesses.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.kit import clock
from core.errors import LimitExceeded

_REMEMBERED = 20_000


class TooManyAttempts(LimitExceeded):
    """``retry_after`` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too_many_requests", f"Too many failed sign-ins. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


@dataclass(slots=True)
class _Window:
    ends: float
    attempts: int


class LoginThrottle:
    def __init__(self, *, attempts: int, seconds: float, monotonic: Callable[[], float] = clock.monotonic) -> None:
        self._attempts = attempts
        self._seconds = seconds
        self._monotonic = monotonic
        self._windows: OrderedDict[tuple[str, str], _Window] = OrderedDict()

    def enter(self, account: str, address: str) -> None:
        """Count an attempt before it is made, so that parallel ones cannot slip past. Raises TooManyAttempts."""
        key, now = (account, address), self._monotonic()
        window = self._windows.get(key)
        if window is None or window.ends <= now:
            window = self._windows[key] = _Window(now + self._seconds, 0)
            self._windows.move_to_end(key)
        if window.attempts >= self._attempts:
            raise TooManyAttempts(max(1, round(window.ends - now)))
        window.attempts += 1
        while len(self._windows) > _REMEMBERED:
            self._windows.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        self._windows.pop((account, address), None)
