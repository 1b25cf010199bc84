"""What a workspace asks of everybody who has rights in it: that their account is as well protected as it wants."""

from api.auth.current import CurrentUser
from core.errors import Forbidden

_SECOND_FACTOR = "This workspace asks for two-factor sign-in. Turn it on in your account settings."


def admit(user: CurrentUser, workspace_id: str) -> None:
    """Raises Forbidden ``second_factor_required``."""
    if workspace_id in user.closed:
        raise Forbidden(_SECOND_FACTOR, "second_factor_required")
