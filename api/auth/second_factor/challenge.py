"""Between the password and the second factor: a signed note of whose password was right, good for some minutes.

Nothing is stored. The password's hash is signed with it, so it ends when the password changes.
"""

import hmac
from dataclasses import dataclass

from api.auth.repository import Account
from api.auth.tokens import derived
from api.kit import clock
from core import ids
from core.errors import NotSignedIn

SECONDS = 300
MAX_CHALLENGE = 200
_OVER = "This sign-in took too long, or was not begun here. Start again with your password."


@dataclass(frozen=True, slots=True, repr=False)
class Challenge:
    """The password was right, and the second factor is still to come."""

    token: str
    seconds: int


class Challenges:
    def __init__(self, secret: str) -> None:
        self._secret = secret

    def make(self, account: Account) -> Challenge:
        until = int(clock.now().timestamp()) + SECONDS
        return Challenge(f"{account.id}.{until}.{self._signature(account, until)}", SECONDS)

    def check(self, challenge: str, account: Account | None) -> Account:
        """The account that it was made for, which ``named`` says. Raises NotSignedIn ``challenge_over``."""
        until = challenge.split(".")[1] if challenge.count(".") == 2 else ""
        if account is None or account.disabled or not _is_moment(until) or int(until) < clock.now().timestamp():
            raise _over()
        expected = f"{account.id}.{int(until)}.{self._signature(account, int(until))}"
        if not hmac.compare_digest(challenge.encode(), expected.encode()):
            raise _over()
        return account

    def _signature(self, account: Account, until: int) -> str:
        said = f"{account.id}\x1f{until}\x1f{account.password_hash}"
        return derived(self._secret, "second factor", said)


def named(challenge: str) -> str:
    """The id of the account that it says it is for. Raises NotSignedIn ``challenge_over``."""
    user_id = challenge.partition(".")[0]
    if not ids.is_id(ids.PREFIXES["user"], user_id):
        raise _over()
    return user_id


def _is_moment(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def _over() -> NotSignedIn:
    return NotSignedIn(_OVER, "challenge_over")
