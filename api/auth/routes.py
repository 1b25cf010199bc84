"""Accounts and sessions over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Body, Request, Response, status

from api.auth.accounts import Accounts
from api.auth.requests import answer_of, caller_of
from api.auth.schemas import (
    AuthAnswer,
    ChallengeAnswer,
    FinishLoginBody,
    LoginBody,
    MeAnswer,
    MembershipAnswer,
    RefreshBody,
    RegisterBody,
    SecondFactorNeeded,
    SessionAnswer,
    SessionsAnswer,
)
from api.auth.second_factor.challenge import Challenge
from api.auth.second_factor.service import SecondFactors
from api.auth.sessions import Sessions
from api.http import audited, cookies
from api.http.deps import (
    ACCESS_COOKIE,
    CSRF_HEADER,
    REFRESH_COOKIE,
    Provided,
    Reading,
    Services,
    SignedIn,
    check_csrf,
    check_origin,
)
from core.errors import NotSignedIn

router = APIRouter(tags=["auth"])

AccountsHere = Annotated[Accounts, Provided(Accounts)]
SessionsHere = Annotated[Sessions, Provided(Sessions)]
SecondFactorsHere = Annotated[SecondFactors, Provided(SecondFactors)]


@router.post("/auth/register", status_code=status.HTTP_201_CREATED)
async def register(
    body: RegisterBody,
    request: Request,
    response: Response,
    accounts: AccountsHere,
    services: Services,
) -> AuthAnswer:
    """Make an account and sign in."""
    issued = await accounts.register(
        email=body.email, password=body.password, name=body.name, caller=caller_of(request)
    )
    return answer_of(issued, response, shown=not body.cookie, secure=services.settings.http.cookie_secure)


@router.post("/auth/login")
async def login(
    body: LoginBody,
    request: Request,
    response: Response,
    accounts: AccountsHere,
    services: Services,
) -> AuthAnswer | SecondFactorNeeded:
    """Sign in. Where the account has a second factor, the answer is a challenge, and `/auth/second-factor` goes on."""
    done = await accounts.sign_in(email=body.email, password=body.password, caller=caller_of(request))
    if isinstance(done, Challenge):
        return SecondFactorNeeded(second_factor=ChallengeAnswer(challenge=done.token, expires_in=done.seconds))
    return answer_of(done, response, shown=not body.cookie, secure=services.settings.http.cookie_secure)


@router.post("/auth/second-factor")
async def finish_login(
    body: FinishLoginBody,
    request: Request,
    response: Response,
    factors: SecondFactorsHere,
    services: Services,
) -> AuthAnswer:
    """The second step of signing in: a code of the authenticator app, or a recovery code."""
    issued = await factors.finish_sign_in(body.challenge, body.code, caller_of(request))
    return answer_of(issued, response, shown=not body.cookie, secure=services.settings.http.cookie_secure)


@router.post("/auth/refresh")
async def refresh(
    request: Request,
    response: Response,
    sessions: SessionsHere,
    services: Services,
    body: Annotated[RefreshBody | None, Body()] = None,
) -> AuthAnswer:
    """Trade the refresh token, from the body or the cookie, for new tokens; each works once.

    A token that came as a cookie is answered by cookies alone.
    """
    shown = body is not None and body.refresh_token is not None
    if body is not None and body.refresh_token is not None:
        issued = await sessions.refresh(body.refresh_token, caller_of(request), csrf=None)
    elif REFRESH_COOKIE in request.cookies:
        check_origin(request)
        csrf = request.headers.get(CSRF_HEADER, "")
        issued = await sessions.refresh(request.cookies[REFRESH_COOKIE], caller_of(request), csrf=csrf)
    else:
        raise NotSignedIn
    return answer_of(issued, response, shown=shown, secure=services.settings.http.cookie_secure)


@router.post("/auth/logout", status_code=status.HTTP_204_NO_CONTENT)
async def logout(request: Request, response: Response, sessions: SessionsHere, services: Services) -> None:
    """End this session, also when its access token has already run out."""
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        session = await sessions.authenticate(bearer)
        audited.signed_in(session.user)
        await sessions.end(session.user)
    elif REFRESH_COOKIE in request.cookies:
        check_origin(request)
        await sessions.end_by_refresh_token(request.cookies[REFRESH_COOKIE], csrf=request.headers.get(CSRF_HEADER, ""))
    elif ACCESS_COOKIE in request.cookies:
        session = await sessions.authenticate(request.cookies[ACCESS_COOKIE])
        check_csrf(request, session.csrf)
        audited.signed_in(session.user)
        await sessions.end(session.user)
    else:
        raise NotSignedIn
    cookies.clear_session(response, secure=services.settings.http.cookie_secure)


@router.get("/me")
async def me(user: SignedIn, session: Reading, accounts: AccountsHere) -> MeAnswer:
    """The signed-in person and their workspaces."""
    found = await accounts.memberships(session, user)
    workspaces = [MembershipAnswer(id=item.id, name=item.name, role=item.role) for item in found]
    return MeAnswer(
        id=user.id,
        name=user.name,
        email=user.email,
        email_verified=user.verified,
        two_factors=user.two_factors,
        workspaces=workspaces,
    )


@router.get("/auth/sessions")
async def list_sessions(user: SignedIn, session: Reading, sessions: SessionsHere) -> SessionsAnswer:
    """Where the caller is signed in."""
    found = await sessions.list_mine(session, user)
    items = [
        SessionAnswer(
            id=item.id,
            created_time=item.created_at,
            last_seen_time=item.last_seen_at,
            user_agent=item.user_agent,
            address=item.address,
            current=item.id == user.session_id,
        )
        for item in found
    ]
    return SessionsAnswer(items=items)


@router.delete("/auth/sessions", status_code=status.HTTP_204_NO_CONTENT)
async def revoke_sessions(user: SignedIn, response: Response, sessions: SessionsHere, services: Services) -> None:
    """Sign out everywhere, here too."""
    await sessions.end_all(user)
    cookies.clear_session(response, secure=services.settings.http.cookie_secure)


@router.delete("/auth/sessions/{session_id}", status_code=status.HTTP_204_NO_CONTENT)
async def revoke_session(session_id: str, user: SignedIn, sessions: SessionsHere) -> None:
    """Sign out somewhere else."""
    await sessions.revoke(user, session_id)
