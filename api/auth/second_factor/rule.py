"""Whether a workspace asks everybody for a second factor. Service accounts have none to give, and are not asked."""

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.authentication import Authentication
from api.auth.current import CurrentUser
from api.auth.second_factor import repository
from core.access.roles import WorkspaceRole
from core.errors import Conflict


class TwoFactorRule:
    def __init__(self, access: Access, callers: Authentication) -> None:
        self._access = access
        self._callers = callers

    async def get(self, conn: AsyncConnection, user: CurrentUser, workspace_id: str) -> bool:
        """Raises NotFound, Forbidden."""
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.MEMBER, conn)
        return await repository.asks(conn, access.grant.id)

    async def set(self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, *, required: bool) -> None:
        """Call ``forget`` once this is committed. Raises NotFound, Forbidden, Conflict ``second_factor_off``."""
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.OWNER, conn)
        if required and not user.two_factors:
            raise Conflict(
                "second_factor_off",
                "Turn on two-factor sign-in for your own account first, or you would be shut out.",
                "required",
            )
        await repository.set_asking(conn, access.grant.id, required=required)

    def forget(self) -> None:
        """In this process it holds at once, in others within seconds."""
        self._callers.forget_everybody()
