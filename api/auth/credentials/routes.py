"""Passwords and addresses over HTTP. Under ``/auth``, so nothing of them is kept for repeated requests."""

from typing import Annotated

from fastapi import APIRouter, Request, Response, status

from api.auth.credentials.schemas import (
    ChangeEmailBody,
    ChangePasswordBody,
    ConfirmedEmail,
    ConfirmEmailBody,
    ForgotPasswordBody,
    ProfileBody,
    ResetPasswordBody,
)
from api.auth.credentials.service import Credentials
from api.auth.requests import caller_of
from api.http import cookies
from api.http.deps import PerhapsSignedIn, Provided, Services, SignedIn

router = APIRouter(tags=["account"])

CredentialsHere = Annotated[Credentials, Provided(Credentials)]


@router.patch("/auth/profile", status_code=status.HTTP_204_NO_CONTENT)
async def update_profile(body: ProfileBody, user: SignedIn, credentials: CredentialsHere) -> None:
    """Change the name that others see."""
    await credentials.rename(user, body.name)


@router.put("/auth/password", status_code=status.HTTP_204_NO_CONTENT)
async def change_password(
    body: ChangePasswordBody, user: SignedIn, request: Request, credentials: CredentialsHere
) -> None:
    """Change the password. All other sessions end."""
    await credentials.change_password(user, body.current_password, body.new_password, caller_of(request))


@router.post("/auth/password/forgot", status_code=status.HTTP_202_ACCEPTED)
async def forgot_password(body: ForgotPasswordBody, request: Request, credentials: CredentialsHere) -> None:
    """Have a link mailed for a new password. The answer is the same whether or not anybody has this address."""
    await credentials.forgot_password(body.email, caller_of(request))


@router.post("/auth/password/reset", status_code=status.HTTP_204_NO_CONTENT)
async def reset_password(
    body: ResetPasswordBody, response: Response, credentials: CredentialsHere, services: Services
) -> None:
    """Set a new password with the mailed link. All sessions end."""
    await credentials.reset_password(body.token, body.password)
    cookies.clear_session(response, secure=services.settings.http.cookie_secure)


@router.put("/auth/email", status_code=status.HTTP_202_ACCEPTED)
async def change_email(body: ChangeEmailBody, user: SignedIn, request: Request, credentials: CredentialsHere) -> None:
    """Have a link mailed to a new address; the address changes once it is opened."""
    await credentials.change_email(user, body.password, body.email, caller_of(request))


@router.post("/auth/email/verification", status_code=status.HTTP_202_ACCEPTED)
async def send_verification(user: SignedIn, request: Request, credentials: CredentialsHere) -> None:
    """Have the link for confirming the account's address mailed again."""
    await credentials.send_verification(user, caller_of(request))


@router.post("/auth/email/confirm")
async def confirm_email(
    body: ConfirmEmailBody, present: PerhapsSignedIn, credentials: CredentialsHere
) -> ConfirmedEmail:
    """Confirm an address with the mailed link. A new address is confirmed by who is signed in to the account. Where
    nobody is, a new account loses the password that it was made with, and a link for another one is mailed."""
    done = await credentials.confirm_email(body.token, present)
    return ConfirmedEmail(email=done.email, password_mailed=done.password_mailed)
