"""How often strangers may try things at links. Per process, like ``api/auth/throttle.py``."""

from collections.abc import Callable

from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.kit import clock

_WINDOW = 900.0
_PASSWORDS = 10
"""Wrong ones from one address at one link; over all links an address has five times as many."""
_PASSWORDS_OF_LINK = 200
"""Tried at one link from anywhere: whoever has a ticket goes on, so this keeps out only newcomers, for a while."""
_MISSES = 100
_SUBMISSIONS = 60
_SUBMISSIONS_OF_LINK = 1_000
_EXPORTS = 20
_REFUSAL = "Too many requests from here."


class LinkThrottle:
    def __init__(self, monotonic: Callable[[], float] = clock.monotonic) -> None:
        self._passwords = LoginThrottle(
            per_account=_PASSWORDS, per_address=5 * _PASSWORDS, seconds=_WINDOW, monotonic=monotonic
        )

        def counts(free: int) -> RegistrationThrottle:
            return RegistrationThrottle(per_address=free, seconds=_WINDOW, monotonic=monotonic, refusal=_REFUSAL)

        self._of_link = counts(_PASSWORDS_OF_LINK)
        self._misses = counts(_MISSES)
        self._submissions = counts(_SUBMISSIONS)
        self._submissions_of_link = counts(_SUBMISSIONS_OF_LINK)
        self._exports = counts(_EXPORTS)

    def try_password(self, link: str, address: str) -> None:
        """Before the password is looked at. Raises TooManyAttempts."""
        self._passwords.enter(link, address)
        self._of_link.enter(link)

    def knew_password(self, link: str, address: str) -> None:
        self._passwords.succeeded(link, address)

    def look(self, address: str) -> None:
        """Before a link is looked up: during the wait a good guess must not be told from a bad one. Raises
        TooManyAttempts."""
        self._misses.check(address)

    def missed(self, address: str) -> None:
        """An address of nothing: addresses are guessed like passwords. Raises TooManyAttempts."""
        self._misses.enter(address)

    def submit(self, link: str, address: str) -> None:
        """Raises TooManyAttempts."""
        self._submissions.enter(address)
        self._submissions_of_link.enter(link)

    def export(self, address: str) -> None:
        """Raises TooManyAttempts."""
        self._exports.enter(address)
