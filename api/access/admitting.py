"""What a workspace asks of everybody who has rights in it: that their account is as well protected as it wants."""

from api.auth.current import CurrentUser
from core.access.roles import WorkspaceRole
from core.errors import Forbidden

_SECOND_FACTOR = "This workspace asks for two-factor sign-in. Turn it on in your account settings."


def admit(user: CurrentUser, workspace_id: str) -> None:
    """Raises Forbidden ``second_factor_required``."""
    if workspace_id in user.closed:
        raise Forbidden(_SECOND_FACTOR, "second_factor_required")


def check_token_may_give(user: CurrentUser, role: WorkspaceRole) -> None:
    """A leaked token must make nobody who is more than a member, and touch nobody who is.

    Raises Forbidden ``token_refused``.
    """
    if user.token is not None and role is not WorkspaceRole.MEMBER:
        raise Forbidden(
            f"Access tokens are for members here, not for the role {role}. Sign in instead.", "token_refused"
        )
