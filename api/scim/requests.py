"""The rim of SCIM: who speaks, what was sent, and answers in its own form, errors too."""

from collections.abc import Awaitable, Callable
from typing import cast

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.audit import note as audit
from api.auth.tokens import digest
from api.db.engine import Database, ReadSession, WriteSession
from api.http.audited import close_in
from api.http.deps import services_of
from api.http.errors import status_of
from api.http.problem import BodyTooLarge
from api.http.rates import Rates, TooManyRequests, count_actor
from api.http.shape import TooDeep, TooManyElements
from api.scim.calls import Call, Json
from api.scim.faults import ScimError, bad_syntax
from api.sso import repository as providers
from api.sso.providers import Provider
from core.actor import Actor, ActorKind
from core.errors import DomainError
from core.values import JsonValue

MEDIA_TYPE = "application/scim+json"
_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
_READ_METHODS = frozenset({"GET", "HEAD"})
_MAX_TOKEN = 200
_JSON = frozenset({"application/json", MEDIA_TYPE, ""})
_log = structlog.get_logger(__name__)

Work = Callable[[Call], Awaitable[dict[str, JsonValue] | None]]


async def told(
    request: Request, work: Work, *, status: int = 200, after: Callable[[Call], Awaitable[None]] | None = None
) -> Response:
    """The answer to a directory: ``work`` in one transaction, committed before it is told, then ``after``."""
    database = services_of(request).database
    try:
        call, found = await _done(request, database, work)
        if after is not None:
            await after(call)
    except DomainError as error:
        return _refused(error)
    if found is None:
        return Response(status_code=204)
    meta = found.get("meta")
    location = meta.get("location") if status == 201 and isinstance(meta, dict) else None
    headers = {"Location": str(location)} if location else {}
    return Response(orjson.dumps(found), status, headers, MEDIA_TYPE)


async def body_of(request: Request) -> Json:
    """Raises ScimError ``invalidSyntax``."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _JSON:
        raise ScimError(415, f"Send {MEDIA_TYPE}.")
    try:
        found = cast("JsonValue", orjson.loads(await request.body()))
    except orjson.JSONDecodeError as error:
        raise bad_syntax(f"The body is no JSON: {error}") from None
    except TooDeep as error:
        raise bad_syntax(f"The body cannot be read: {error.detail}.") from None
    except (BodyTooLarge, TooManyElements) as error:
        raise ScimError(413, str(error.detail)) from None
    if not isinstance(found, dict):
        raise bad_syntax("The body is a JSON object.")
    return found


async def _done(request: Request, database: Database, work: Work) -> tuple[Call, dict[str, JsonValue] | None]:
    reading = request.method in _READ_METHODS
    async with database.reading() if reading else database.writing() as session:
        provider = await _provider(request, session)
        count_actor(services_of(request).get(Rates), request.scope, provider.id)
        directory = Actor(ActorKind.SYSTEM, None, provider.id, provider.name)
        audit.describe(actor=directory, workspace=provider.workspace_id)
        # Work that only reads never writes, whatever the session is called.
        call = Call(cast("WriteSession", session), provider, request.query_params)
        found = await work(call)
        if not reading:
            await close_in(request, call.session)
        return call, found


async def _provider(request: Request, session: ReadSession | WriteSession) -> Provider:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer" and 0 < len(token) <= _MAX_TOKEN:
        found = await providers.find_by_scim(session, digest(token.strip()))
    if found is None:
        raise ScimError(
            401, "The bearer token is missing or no longer good: make a new one in the provider's settings."
        )
    return found


def _refused(error: DomainError) -> Response:
    status = error.status if isinstance(error, ScimError) else status_of(error)
    content: dict[str, JsonValue] = {"schemas": [_ERROR], "status": str(status), "detail": error.detail}
    if isinstance(error, ScimError) and error.kind is not None:
        content["scimType"] = error.kind
    headers = {"WWW-Authenticate": 'Bearer realm="SCIM"'} if status == 401 else {}
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    _log.info("a directory was refused", status=status, reason=error.detail)
    return Response(orjson.dumps(content), status, headers, MEDIA_TYPE)
