"""Wire models of accounts and sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from api.auth.identity import Email, PersonName, composed
from api.auth.second_factor.challenge import MAX_CHALLENGE
from api.auth.strength import MAX_PASSWORD, MIN_PASSWORD
from api.http.body import Answer, Body
from core.access.roles import Standing
from core.ids import UserId
from core.text import unstorable


def _typed(password: str) -> str:
    reason = unstorable(password, MAX_PASSWORD)
    if reason is not None:
        raise ValueError(reason)
    return password


def _long_enough(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise ValueError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    return password


def _storable(email: str) -> str:
    if "\0" in email:
        raise ValueError("this is not an e-mail address")
    return email


NewPassword = Annotated[str, AfterValidator(_typed), AfterValidator(_long_enough)]
"""How easy it is to guess is decided where the person is known (``api/auth/strength.py``)."""
TypedPassword = Annotated[str, StringConstraints(max_length=MAX_PASSWORD)]
"""As somebody typed it who wants in: whatever it is, it is right or wrong."""
TypedEmail = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=254),
    AfterValidator(composed),
    AfterValidator(_storable),
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=6, max_length=40)]
"""Of an authenticator app, or a recovery code."""


class _SignInBody(Body):
    """With ``cookie`` the tokens come as cookies only: scripts of a web page never see them."""

    cookie: bool = False


class RegisterBody(_SignInBody):
    email: Email
    password: NewPassword
    name: PersonName


class LoginBody(_SignInBody):
    email: TypedEmail
    password: TypedPassword


class FinishLoginBody(_SignInBody):
    challenge: Annotated[str, StringConstraints(max_length=MAX_CHALLENGE)]
    code: Code


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


class ChallengeAnswer(Answer):
    """``expiresIn`` is in seconds."""

    challenge: str
    expires_in: int


class SecondFactorNeeded(Answer):
    """The password was right; `/auth/second-factor` takes the challenge and a code."""

    second_factor: ChallengeAnswer


class MembershipAnswer(Answer):
    id: str
    name: str
    role: Standing


class MeAnswer(User):
    """``twoFactors``: whether a second factor protects the account."""

    email_verified: bool
    two_factors: bool
    workspaces: Sequence[MembershipAnswer]


class SessionAnswer(Answer):
    id: str
    created_time: datetime
    last_seen_time: datetime
    user_agent: str
    address: str
    current: bool


class SessionsAnswer(Answer):
    items: Sequence[SessionAnswer]
