"""Wire models of access tokens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from api.auth.access_tokens.repository import StoredToken
from api.auth.access_tokens.service import MadeToken, TokenDraft, scopes_in_order
from api.http.body import Answer, Body, Name, Patch
from core.access.scopes import Scope

MAX_BASES = 100
_BaseId = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[a-z0-9_]*$")]


class TokenBody(Body):
    """``bases``: the only ones that the token opens; null for all of the person's."""

    name: Name
    scopes: Annotated[list[Annotated[Scope, Field(strict=False)]], Field(min_length=1, max_length=20)]
    bases: Annotated[list[_BaseId], Field(min_length=1, max_length=MAX_BASES)] | None = None
    expires_time: Annotated[AwareDatetime, Field(strict=False)] | None = None

    @field_validator("bases")
    @classmethod
    def _each_once(cls, bases: list[str] | None) -> list[str] | None:
        return None if bases is None else list(dict.fromkeys(bases))

    def draft(self) -> TokenDraft:
        return TokenDraft(self.name, scopes_in_order(self.scopes), self.bases, self.expires_time)


class TokenPatch(Patch):
    name: Name


class TokenAnswer(Answer):
    """``prefix`` is the beginning of the secret; ``lastUsedTime`` is up to a minute late."""

    id: str
    name: str
    prefix: str
    scopes: Sequence[str]
    bases: Sequence[str] | None
    created_time: datetime
    expires_time: datetime | None
    last_used_time: datetime | None

    @classmethod
    def of(cls, stored: StoredToken) -> "TokenAnswer":
        return cls.model_validate(_shown(stored))


class MadeTokenAnswer(TokenAnswer):
    """``token`` is the secret, shown this once."""

    token: str

    @classmethod
    def made(cls, made: MadeToken) -> "MadeTokenAnswer":
        return cls.model_validate({**_shown(made.stored), "token": made.secret})


class TokensAnswer(Answer):
    items: Sequence[TokenAnswer]


def _shown(stored: StoredToken) -> dict[str, object]:
    return {
        "id": stored.id,
        "name": stored.name,
        "prefix": stored.prefix,
        "scopes": stored.scopes,
        "bases": stored.bases,
        "created_time": stored.created_at,
        "expires_time": stored.expires_at,
        "last_used_time": stored.last_used_at,
    }
