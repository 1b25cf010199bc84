"""Personal access tokens over HTTP.

What makes one has no Idempotency-Key: its answer is a secret, which nothing keeps.
"""

from typing import Annotated

from fastapi import APIRouter, status

from api.auth.access_tokens.schemas import MadeTokenAnswer, TokenAnswer, TokenBody, TokenPatch, TokensAnswer
from api.auth.access_tokens.service import AccessTokens
from api.http.deps import AfterCommit, Db, Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(route_class=RepeatableRoute, prefix="/tokens", tags=["tokens"])

TokensHere = Annotated[AccessTokens, Provided(AccessTokens)]


@router.get("")
async def list_tokens(user: SignedIn, database: Db, tokens: TokensHere) -> TokensAnswer:
    """The caller's tokens, newest first, without their secrets."""
    async with database.records() as conn:
        found = await tokens.of_user(conn, user.id)
    return TokensAnswer(items=[TokenAnswer.of(item) for item in found])


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_token(body: TokenBody, user: SignedIn, database: Db, tokens: TokensHere) -> MadeTokenAnswer:
    """Make a token. Its secret is in this answer and nowhere else."""
    async with database.records() as conn:
        return MadeTokenAnswer.made(await tokens.make(conn, user.id, body.draft()))


@router.patch("/{token_id}")
async def update_token(
    token_id: str, body: TokenPatch, user: SignedIn, session: Writing, database: Db, tokens: TokensHere
) -> TokenAnswer:
    return TokenAnswer.of(await tokens.rename(await database.driver(session), user.id, token_id, body.name))


@router.delete("/{token_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_token(
    token_id: str, user: SignedIn, session: Writing, after: AfterCommit, database: Db, tokens: TokensHere
) -> None:
    """It opens nothing from now on."""
    await tokens.delete(await database.driver(session), user.id, token_id)

    async def forget() -> None:
        tokens.forget_token(token_id)

    after.append(forget)
