"""Who is calling."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.access.scopes import Token
from core.ids import UserId


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """A signed-in person or a service account. ``number`` is the bigint that records and changes carry.

    ``session_id`` is empty where an access token signed in. ``seen_by`` is the owner or admin who looks at things as
    this person does (read only).
    """

    id: UserId
    number: int
    name: str
    email: str
    session_id: str
    token: Token | None = None
    seen_by: UserId | None = None


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """A live session and the token that a cookie-authenticated write must echo."""

    user: CurrentUser
    csrf: str


Authenticate = Callable[[str], Awaitable[SignedInSession]]
"""Access token → session. Raises NotSignedIn for anything that is not a live session's token."""
