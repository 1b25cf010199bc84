"""What is asked of a caller who has a role in the place: that their token reaches it, and that their account is as
well protected as the workspace wants."""

from api.access.repository import BaseGrant
from api.auth.current import CurrentUser
from core.errors import Forbidden, NotFound

_SECOND_FACTOR = "This workspace asks for two-factor sign-in. Turn it on in your account settings."


def admit(user: CurrentUser, workspace_id: str) -> None:
    """Raises Forbidden ``second_factor_required``."""
    if workspace_id in user.closed:
        raise Forbidden(_SECOND_FACTOR, "second_factor_required")


def admit_to_base(user: CurrentUser, grant: BaseGrant, noun: str, key: str) -> None:
    """To a token that is limited to other bases this one does not exist. Raises NotFound, Forbidden."""
    if user.token is not None and not user.token.opens(grant.id):
        raise NotFound(noun, key[:100])
    admit(user, grant.workspace_id)
