"""Who is calling."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.access.scopes import Token
from core.ids import UserId


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """A signed-in person or a service account. ``number`` is the bigint that records and changes carry.

    ``session_id`` is empty where an access token signed in. ``seen_by`` is the owner or admin who looks at things as
    this person does (read only). ``verified`` is whether they have shown that mail to their address reaches them, where
    the installation asks for it; ``two_factors`` whether a second factor protects the account, and ``closed`` are the
    workspaces that ask for one while it does not.
    """

    id: UserId
    number: int
    name: str
    email: str
    session_id: str
    token: Token | None = None
    seen_by: UserId | None = None
    verified: bool = True
    two_factors: bool = False
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """A live session and the token that a cookie-authenticated write must echo."""

    user: CurrentUser
    csrf: str


Authenticate = Callable[[str], Awaitable[SignedInSession]]
"""Access token → who calls. Raises NotSignedIn for anything that is no live session's or personal access token."""
