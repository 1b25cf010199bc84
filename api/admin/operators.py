"""Who may look at the installation as a whole."""

from collections.abc import Iterable

from api.auth.current import CurrentUser
from core.errors import Forbidden
from core.text import fold


class Operators:
    """People whose addresses the operator of the installation has named (DATAOS_OPERATORS)."""

    def __init__(self, emails: Iterable[str]) -> None:
        self._emails = frozenset(fold(email.strip()) for email in emails if email.strip())

    def check(self, user: CurrentUser) -> None:
        """Raises Forbidden. A token or somebody else's view does not open the installation."""
        if fold(user.email) not in self._emails or user.token is not None or user.seen_by is not None:
            raise Forbidden("This is for operators of the installation: those whom DATAOS_OPERATORS names.")
