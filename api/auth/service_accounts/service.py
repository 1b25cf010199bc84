"""Service accounts: for programs of a workspace that are nobody's. They sign in by access tokens alone.

One belongs to its workspace and ends with it. It is a member like others, so roles, teams, grants and rules speak of it
by its id or its made-up address, which no mail reaches.
"""

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.access_tokens.repository import StoredToken
from api.auth.access_tokens.service import AccessTokens, MadeToken, TokenDraft
from api.auth.current import CurrentUser
from api.auth.service_accounts import repository
from api.auth.service_accounts.repository import ServiceAccount
from api.kit import clock
from api.kit.newid import new_id
from core import ids
from core.access.roles import WorkspaceRole
from core.counted import counted
from core.errors import Conflict, Forbidden, NotFound

MAX_ACCOUNTS = 200
_DOMAIN = "service.invalid"
"""RFC 2606: nobody has it."""


class ServiceAccounts:
    def __init__(self, access: Access, tokens: AccessTokens) -> None:
        self._access = access
        self._tokens = tokens

    async def of_workspace(self, conn: AsyncConnection, user: CurrentUser, workspace_id: str) -> list[ServiceAccount]:
        """Raises NotFound, Forbidden, as all of these do."""
        workspace = await self._workspace(conn, user, workspace_id, WorkspaceRole.ADMIN)
        return await repository.of_workspace(conn, workspace, MAX_ACCOUNTS)

    async def create(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, name: str, role: WorkspaceRole
    ) -> ServiceAccount:
        """Raises Conflict ``too_many_service_accounts``."""
        workspace = await self._workspace(conn, user, workspace_id, WorkspaceRole.ADMIN)
        if not WorkspaceRole.ADMIN.covers(role):
            raise Forbidden("A service account is a member or an admin of the workspace; owners are people.")
        await repository.change_policy(conn, workspace)
        account_id = new_id(ids.PREFIXES["user"])
        made = ServiceAccount(account_id, name, f"{account_id}@{_DOMAIN}", role, disabled=False, created_at=clock.now())
        if not await repository.add(conn, workspace, made, MAX_ACCOUNTS):
            most = counted(MAX_ACCOUNTS, "service account")
            raise Conflict("too_many_service_accounts", f"A workspace has at most {most}. Delete some first.", "name")
        return made

    async def change(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        workspace_id: str,
        account_id: str,
        *,
        name: str | None,
        disabled: bool | None,
    ) -> ServiceAccount:
        """What is None stays. Call ``forget`` once this is committed."""
        workspace, account = await self._account(conn, user, workspace_id, account_id)
        if name is not None:
            await repository.rename(conn, account.id, name)
        if disabled is not None:
            await repository.change_policy(conn, workspace)
            await repository.set_disabled(conn, account.id, disabled=disabled)
        return await self._there(conn, workspace, account.id)

    async def delete(self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, account_id: str) -> None:
        """Its tokens open nothing any more; its name stays in the history. Call ``forget`` once this is committed."""
        workspace, account = await self._account(conn, user, workspace_id, account_id)
        await repository.change_policy(conn, workspace)
        for token in await self._tokens.of_user(conn, account.id):
            await self._tokens.delete(conn, account.id, token.id)
        await repository.delete(conn, account.id)

    async def tokens(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, account_id: str
    ) -> list[StoredToken]:
        _, account = await self._account(conn, user, workspace_id, account_id)
        return await self._tokens.of_user(conn, account.id)

    async def make_token(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, account_id: str, draft: TokenDraft
    ) -> MadeToken:
        _, account = await self._account(conn, user, workspace_id, account_id)
        return await self._tokens.make(conn, account.id, draft)

    async def delete_token(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, account_id: str, token_id: str
    ) -> None:
        """Call ``forget`` once this is committed."""
        _, account = await self._account(conn, user, workspace_id, account_id)
        await self._tokens.delete(conn, account.id, token_id)

    def forget(self, account_id: str) -> None:
        self._tokens.forget_user(account_id)

    async def _workspace(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, needed: WorkspaceRole
    ) -> str:
        return (await self._access.workspace(user, workspace_id, needed, conn)).grant.id

    async def _account(
        self, conn: AsyncConnection, user: CurrentUser, workspace_id: str, account_id: str
    ) -> tuple[str, ServiceAccount]:
        workspace = await self._workspace(conn, user, workspace_id, WorkspaceRole.ADMIN)
        return workspace, await self._there(conn, workspace, account_id)

    async def _there(self, conn: AsyncConnection, workspace: str, account_id: str) -> ServiceAccount:
        known = ids.is_id(ids.PREFIXES["user"], account_id)
        found = await repository.find(conn, workspace, account_id) if known else None
        if found is None:
            raise NotFound("service account", account_id[:100])
        return found
