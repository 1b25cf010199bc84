"""What routes of accounts read from requests and write into answers."""

import re

from fastapi import Request, Response

from api.auth.schemas import AuthAnswer, User
from api.auth.sessions import Caller, Issued
from api.http import cookies
from api.http.middleware import BodyRule

_MAX_BODY = 64_000
_OPEN = re.compile(r"/api/v1/(auth/.*|invitations/[^/]+/(accept|register))")


def body_rules(most: int) -> tuple[BodyRule, ...]:
    """What anybody may send is read before it is known who sends it, so it is no more than such a form needs."""
    return tuple(BodyRule(method, _OPEN, min(most, _MAX_BODY)) for method in ("POST", "PUT", "PATCH", "DELETE"))


def caller_of(request: Request) -> Caller:
    """Where a request comes from."""
    agent = "".join(c for c in request.headers.get("User-Agent", "") if c.isprintable())
    address = request.client.host if request.client else ""
    device = request.cookies.get(cookies.DEVICE_COOKIE)
    return Caller(user_agent=agent[:300], address=address, device=device)


def set_cookies(issued: Issued, response: Response, *, secure: bool) -> None:
    if issued.device is not None:
        cookies.set_device(response, issued.device, secure=secure)
    cookies.set_session(
        response,
        access=issued.tokens.access,
        refresh=issued.tokens.refresh,
        csrf=issued.csrf,
        access_seconds=issued.access_seconds,
        session_seconds=issued.session_seconds,
        secure=secure,
    )


def answer_of(issued: Issued, response: Response, *, shown: bool, secure: bool) -> AuthAnswer:
    """``shown``: whether the tokens are in the body too."""
    set_cookies(issued, response, secure=secure)
    account = issued.account
    return AuthAnswer(
        access_token=issued.tokens.access if shown else None,
        refresh_token=issued.tokens.refresh if shown else None,
        expires_in=issued.access_seconds,
        user=User(id=account.id, name=account.name, email=account.email),
    )
