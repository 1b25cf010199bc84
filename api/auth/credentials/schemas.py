"""Wire models of passwords and addresses."""

from typing import Annotated

from pydantic import StringConstraints

from api.auth.credentials.links import MAX_SECRET
from api.auth.identity import Email, PersonName
from api.auth.schemas import NewPassword, TypedEmail, TypedPassword
from api.http.body import Answer, Body

Secret = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SECRET, pattern=r"^[A-Za-z0-9_-]+$")]


class ChangePasswordBody(Body):
    current_password: TypedPassword
    new_password: NewPassword


class ForgotPasswordBody(Body):
    email: TypedEmail


class ResetPasswordBody(Body):
    """``token`` is what the mailed link ends with."""

    token: Secret
    password: NewPassword


class ChangeEmailBody(Body):
    email: Email
    password: TypedPassword


class ConfirmEmailBody(Body):
    """``token`` is what the mailed link ends with."""

    token: Secret


class ConfirmedEmail(Answer):
    """``passwordMailed``: a password must be set, by a link that was mailed to the address."""

    email: str
    password_mailed: bool


class ProfileBody(Body):
    name: PersonName
