"""Service accounts and their tokens over HTTP, for admins of the workspace."""

from typing import Annotated

from fastapi import APIRouter, status

from api.auth.access_tokens.schemas import MadeTokenAnswer, TokenAnswer, TokenBody, TokensAnswer
from api.auth.service_accounts.schemas import (
    ServiceAccountAnswer,
    ServiceAccountBody,
    ServiceAccountPatch,
    ServiceAccountsAnswer,
)
from api.auth.service_accounts.service import ServiceAccounts
from api.http.deps import AfterCommit, Db, Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(
    route_class=RepeatableRoute, prefix="/workspaces/{workspace_id}/service-accounts", tags=["service accounts"]
)

AccountsHere = Annotated[ServiceAccounts, Provided(ServiceAccounts)]


@router.get("")
async def list_service_accounts(
    workspace_id: str, user: SignedIn, database: Db, accounts: AccountsHere
) -> ServiceAccountsAnswer:
    async with database.records() as conn:
        found = await accounts.of_workspace(conn, user, workspace_id)
    return ServiceAccountsAnswer(items=[ServiceAccountAnswer.of(item) for item in found])


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_service_account(
    workspace_id: str, body: ServiceAccountBody, user: SignedIn, session: Writing, database: Db, accounts: AccountsHere
) -> ServiceAccountAnswer:
    """A member that is a program: it signs in by access tokens alone."""
    conn = await database.driver(session)
    return ServiceAccountAnswer.of(await accounts.create(conn, user, workspace_id, body.name, body.role))


@router.patch("/{account_id}")
async def update_service_account(
    workspace_id: str,
    account_id: str,
    body: ServiceAccountPatch,
    user: SignedIn,
    session: Writing,
    after: AfterCommit,
    database: Db,
    accounts: AccountsHere,
) -> ServiceAccountAnswer:
    """Rename it, or disable it: its tokens open nothing until it is enabled again."""
    conn = await database.driver(session)
    changed = await accounts.change(conn, user, workspace_id, account_id, name=body.name, disabled=body.disabled)
    _forget_after(after, accounts, account_id)
    return ServiceAccountAnswer.of(changed)


@router.delete("/{account_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_service_account(
    workspace_id: str,
    account_id: str,
    user: SignedIn,
    session: Writing,
    after: AfterCommit,
    database: Db,
    accounts: AccountsHere,
) -> None:
    """Its tokens and rights go with it; its name stays in the history of what it did."""
    await accounts.delete(await database.driver(session), user, workspace_id, account_id)
    _forget_after(after, accounts, account_id)


@router.get("/{account_id}/tokens")
async def list_service_account_tokens(
    workspace_id: str, account_id: str, user: SignedIn, database: Db, accounts: AccountsHere
) -> TokensAnswer:
    async with database.records() as conn:
        found = await accounts.tokens(conn, user, workspace_id, account_id)
    return TokensAnswer(items=[TokenAnswer.of(item) for item in found])


@router.post("/{account_id}/tokens", status_code=status.HTTP_201_CREATED)
async def create_service_account_token(
    workspace_id: str, account_id: str, body: TokenBody, user: SignedIn, database: Db, accounts: AccountsHere
) -> MadeTokenAnswer:
    """Its secret is in this answer and nowhere else, so this takes no Idempotency-Key."""
    async with database.records() as conn:
        made = await accounts.make_token(conn, user, workspace_id, account_id, body.draft())
    return MadeTokenAnswer.made(made)


@router.delete("/{account_id}/tokens/{token_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_service_account_token(
    workspace_id: str,
    account_id: str,
    token_id: str,
    user: SignedIn,
    session: Writing,
    after: AfterCommit,
    database: Db,
    accounts: AccountsHere,
) -> None:
    await accounts.delete_token(await database.driver(session), user, workspace_id, account_id, token_id)
    _forget_after(after, accounts, account_id)


def _forget_after(after: AfterCommit, accounts: ServiceAccounts, account_id: str) -> None:
    async def forget() -> None:
        accounts.forget(account_id)

    after.append(forget)
