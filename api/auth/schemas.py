"""Wire models of accounts and sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints, field_validator

from api.auth.identity import Email, PersonName, composed
from api.http.body import Answer, Body
from core.access.roles import Standing
from core.ids import UserId
from core.text import unstorable

MIN_PASSWORD = 8
MAX_PASSWORD = 1000


def _typed(password: str) -> str:
    reason = unstorable(password, MAX_PASSWORD)
    if reason is not None:
        raise ValueError(reason)
    return password


class _SignInBody(Body):
    """With ``cookie`` the tokens come as cookies only: scripts of a web page never see them."""

    cookie: bool = False


class RegisterBody(_SignInBody):
    email: Email
    password: Annotated[str, AfterValidator(_typed)]
    name: PersonName

    @field_validator("password")
    @classmethod
    def _long_enough(cls, password: str) -> str:
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise ValueError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
        return password


class LoginBody(_SignInBody):
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(composed)]
    password: Annotated[str, StringConstraints(max_length=MAX_PASSWORD)]

    @field_validator("email")
    @classmethod
    def _storable(cls, email: str) -> str:
        if "\0" in email:
            raise ValueError("this is not an e-mail address")
        return email


class RefreshBody(Body):
    """Browsers send nothing: their token is a cookie."""

    refresh_token: Annotated[str, StringConstraints(max_length=200)] | None = None


class User(Answer):
    id: UserId
    name: str
    email: str


class AuthAnswer(Answer):
    """``expiresIn`` is the life of the access token in seconds. The tokens are null for callers that use cookies."""

    access_token: str | None
    refresh_token: str | None
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the scheme's name
    expires_in: int
    user: User


class MembershipAnswer(Answer):
    id: str
    name: str
    role: Standing


class MeAnswer(User):
    workspaces: Sequence[MembershipAnswer]


class SessionAnswer(Answer):
    id: str
    created_time: datetime
    last_seen_time: datetime
    user_agent: str
    current: bool


class SessionsAnswer(Answer):
    items: Sequence[SessionAnswer]
