"""What the routes of signing in read from requests, and how they answer: browsers come here, not programs."""

import re
from urllib.parse import parse_qs, urlencode

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.auth.requests import caller_of, set_cookies
from api.auth.second_factor.challenge import Challenge
from api.http.deps import ACCESS_COOKIE, services_of
from api.http.middleware import BodyRule
from api.sso.refusals import Refused
from api.sso.signing_in.flows import SECONDS, inside
from api.sso.signing_in.service import Arrived, Brought
from core.errors import DomainError, NotFound, NotSignedIn
from core.ids import UserId

FLOW_COOKIE = "dataos_sso"
FLOW_PATH = "/api/v1/auth"
MAX_RESPONSE_BYTES = 600_000
_MAX_FIELDS = 10
_MAX_ID = 100
_SEE_OTHER = 303
BODY_RULES = (
    BodyRule(
        "POST",
        re.compile(r"/api/v1/auth/saml/[^/]+/acs"),
        MAX_RESPONSE_BYTES,
        "A SAML response is smaller: let the provider send fewer attributes.",
    ),
)

_log = structlog.get_logger(__name__)


async def brought_by(request: Request) -> Brought:
    return Brought(request.cookies.get(FLOW_COOKIE), caller_of(request), await _signed_in(request))


async def form_of(request: Request) -> dict[str, str]:
    """The first value of each field of a posted form; nothing for what is no such form."""
    try:
        fields = parse_qs((await request.body()).decode(), max_num_fields=_MAX_FIELDS, strict_parsing=True)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def sent_to(url: str, *, cookie: str | None = None, secure: bool = False) -> Response:
    response = RedirectResponse(url, _SEE_OTHER)
    if cookie is not None:
        keep_flow(response, cookie, secure=secure)
    return response


def keep_flow(response: Response, cookie: str, *, secure: bool) -> None:
    response.set_cookie(
        FLOW_COOKIE, cookie, max_age=SECONDS, path=FLOW_PATH, secure=secure, httponly=True, samesite="lax"
    )


def arrived_at(arrived: Arrived, *, secure: bool) -> Response:
    """The session's cookies, as after a sign-in by password, and the way to where the person wanted to go: by the
    second step of the sign-in page where a second factor is to come. The challenge is in the fragment of the address,
    which browsers keep to themselves."""
    if isinstance(arrived.done, Challenge):
        asked = urlencode({"next": arrived.next})
        response = RedirectResponse(f"/login?{asked}#challenge={arrived.done.token}", _SEE_OTHER)
    else:
        response = RedirectResponse(arrived.next, _SEE_OTHER)
        set_cookies(arrived.done, response, secure=secure)
    response.delete_cookie(FLOW_COOKIE, path=FLOW_PATH, secure=secure, samesite="lax")
    return response


def refused(error: DomainError, provider: str) -> Response:
    """Back to the sign-in page, which has words for the code; what exactly was wrong is in the log."""
    code = "unknown" if isinstance(error, NotFound) else error.short if isinstance(error, Refused) else error.code
    _log.warning("a sign-in at an identity provider was refused", provider=provider, code=code, reason=error.detail)
    return RedirectResponse(f"/login?{urlencode({'sso': code})}", _SEE_OTHER)


def asked_first(provider: str, next_: str | None) -> Response:
    """The sign-in page, where a link leads on."""
    asked = {"sso": "elsewhere", "provider": provider[:_MAX_ID], "next": inside(next_ or "/")}
    return RedirectResponse(f"/login?{urlencode(asked)}", _SEE_OTHER)


async def _signed_in(request: Request) -> UserId | None:
    """Whose session the browser has, if any. An access token is no session, wherever it stands."""
    token = request.cookies.get(ACCESS_COOKIE)
    if not token:
        return None
    try:
        user = (await services_of(request).authenticate(token)).user
    except NotSignedIn:
        return None
    return user.id if user.token is None else None
