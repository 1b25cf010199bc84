"""Who is calling."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.ids import UserId


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """A signed-in person. ``number`` is the bigint that records and changes carry."""

    id: UserId
    number: int
    name: str
    email: str
    session_id: str


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """A live session and the token that a cookie-authenticated write must echo."""

    user: CurrentUser
    csrf: str


Authenticate = Callable[[str], Awaitable[SignedInSession]]
"""Access token → session. Raises NotSignedIn for anything that is not a live session's token."""
