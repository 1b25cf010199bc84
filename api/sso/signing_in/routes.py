"""Where browsers go to sign in at a provider, and where they come back.

They answer with redirects, and with the sign-in page where something is wrong; none of them is for programs.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.deps import Provided, Services
from api.http.origin import comes_from_elsewhere
from api.sso.requests import arrived_at, asked_first, brought_by, form_of, refused, sent_to
from api.sso.signing_in.service import SignIns
from core.errors import DomainError

router = APIRouter()

SignInsHere = Annotated[SignIns, Provided(SignIns)]


@router.get("/auth/sso/{provider_id}/start")
async def start_sign_in(
    provider_id: str,
    request: Request,
    services: Services,
    sign_ins: SignInsHere,
    next_: Annotated[str | None, Query(alias="next")] = None,
) -> Response:
    """A page of somebody else must not sign a browser in by itself, to an account that its maker can read: from there
    it takes a click of the person."""
    if comes_from_elsewhere(request.scope):
        return asked_first(provider_id, next_)
    try:
        started = await sign_ins.start(provider_id, next_)
    except DomainError as error:
        return refused(error, provider_id)
    return sent_to(started.url, cookie=started.cookie, secure=services.settings.http.cookie_secure)


@router.get("/auth/sso/{provider_id}/callback")
async def end_oidc_sign_in(provider_id: str, request: Request, services: Services, sign_ins: SignInsHere) -> Response:
    try:
        arrived = await sign_ins.answered(provider_id, dict(request.query_params), await brought_by(request))
    except DomainError as error:
        return refused(error, provider_id)
    return arrived_at(arrived, secure=services.settings.http.cookie_secure)


@router.get("/auth/saml/{provider_id}/metadata")
async def saml_metadata(provider_id: str, sign_ins: SignInsHere) -> Response:
    return Response(await sign_ins.metadata(provider_id), media_type="application/samlmetadata+xml")


@router.post("/auth/saml/{provider_id}/acs")
async def receive_saml_response(provider_id: str, request: Request, sign_ins: SignInsHere) -> Response:
    """Comes from another site, so without our cookies: the redirect that it answers with brings them."""
    form = await form_of(request)
    try:
        ticket = await sign_ins.posted(provider_id, form.get("SAMLResponse", ""), form.get("RelayState", ""))
    except DomainError as error:
        return refused(error, provider_id)
    return sent_to(f"/api/v1/auth/saml/{provider_id}/finish?ticket={ticket}")


@router.get("/auth/saml/{provider_id}/finish")
async def end_saml_sign_in(
    provider_id: str,
    request: Request,
    services: Services,
    sign_ins: SignInsHere,
    ticket: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    try:
        arrived = await sign_ins.finished(provider_id, ticket, await brought_by(request))
    except DomainError as error:
        return refused(error, provider_id)
    return arrived_at(arrived, secure=services.settings.http.cookie_secure)
