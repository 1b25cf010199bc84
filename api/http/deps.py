"""What a route may ask for in its signature.

A route module names its services once and stays free of wiring::

    Tables = Annotated[TableService, Provided(TableService)]

    @router.get("/tables/{table_id}")
    async def get_table(table_id: str, user: SignedIn, session: Reading, tables: Tables) -> TableAnswer:
        return await tables.get(session, user, table_id)

``Reading`` and ``Writing`` are units of work with scope "function": ``Writing`` commits after the route returns and
*before* the reply is sent, so a client that got its answer can read what it wrote; an error rolls everything back.
``Writing`` also honours the header Idempotency-Key; its router needs ``route_class=RepeatableRoute`` for that. And it
leaves an entry in the audit log, to which services add by ``api.audit.note.describe``.
"""

import hmac
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Header, Request, Response
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.security.base import SecurityBase

from api.auth.current import CurrentUser, SignedInSession
from api.db.engine import Database, ReadSession, WriteSession
from api.http import audited
from api.http.admission import admit
from api.http.header import header_of
from api.http.idempotency import REPEAT_HEADER, REPEAT_MEANING, Keeper, Repeatable
from api.http.origin import comes_from_elsewhere
from api.http.rates import Rates, count_actor
from api.http.repeating import begin
from api.http.services import AppServices
from api.http.viewing import viewed
from api.kit.newid import new_change_set
from api.tables.acts import SchemaAct
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Forbidden, Invalid, NotSignedIn
from core.ids import PREFIXES, encode

ACCESS_COOKIE = "dataos_access"
REFRESH_COOKIE = "dataos_refresh"
CSRF_COOKIE = "dataos_csrf"
CSRF_HEADER = "X-CSRF-Token"
TAB_HEADER = "X-Client-Tab"
CHANGE_SET_HEADER = "X-Change-Set"
API_TAB = "api"

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TAB = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
Service = TypeVar("Service")


def services_of(request: Request) -> AppServices:
    return cast(AppServices, request.app.state.services)


async def get_services(request: Request) -> AppServices:
    return services_of(request)


Services = Annotated[AppServices, Depends(get_services)]


def Provided(kind: type[Service]) -> Service:  # noqa: N802 - reads as a marker, like Depends
    """Marks a parameter as this process's one instance of ``kind``."""

    async def find(request: Request) -> Service:
        return services_of(request).get(kind)

    return cast(Service, Depends(find))


async def get_database(request: Request) -> Database:
    return services_of(request).database


Db = Annotated[Database, Depends(get_database)]


async def _reading(database: Db) -> AsyncIterator[ReadSession]:
    async with database.reading() as session:
        yield session


Reading = Annotated[ReadSession, Depends(_reading, scope="function")]


def check_origin(request: Request) -> None:
    """Raises Forbidden for what a page of another origin sends with our cookies."""
    if comes_from_elsewhere(request.scope):
        raise Forbidden(
            "This request comes from a page of another origin. Behind a reverse proxy, have it pass the header Host"
            " or X-Forwarded-Host on.",
            "csrf_failed",
        )


def check_csrf(request: Request, expected: str) -> None:
    """Raises Forbidden unless a write carries the session's CSRF token and comes from a page of ours."""
    sent = header_of(request.scope, CSRF_HEADER) or ""
    if request.method in _SAFE_METHODS:
        return
    check_origin(request)
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise Forbidden(
            f"Send the value of the cookie {CSRF_COOKIE} in the header {CSRF_HEADER}; it was missing or out of date.",
            "csrf_failed",
        )


async def session_of(request: Request) -> SignedInSession:
    """Who asks: by bearer token, or by the session cookie and then with CSRF protection.

    Raises NotSignedIn; Forbidden as ``check_csrf`` and ``admit`` do.
    """
    services = services_of(request)
    scheme, _, token = (header_of(request.scope, "Authorization") or "").partition(" ")
    if scheme.lower() == "bearer" and token:
        session = await services.authenticate(token)
    else:
        cookie = request.cookies.get(ACCESS_COOKIE)
        if not cookie:
            raise NotSignedIn
        session = await services.authenticate(cookie)
        if session.user.token is not None:
            # It has no CSRF token, so as a cookie it would be sent by any page.
            raise NotSignedIn
        check_csrf(request, session.csrf)
    audited.signed_in(session.user)
    count_actor(services.get(Rates), request.scope, session.user.id)
    admit(request, session.user, verified_only=services.settings.accounts.verify_email)
    return session


async def user_of(request: Request) -> CurrentUser:
    """Raises NotSignedIn, Forbidden (CSRF, ``api.http.viewing``)."""
    user = await viewed(request, (await session_of(request)).user, services_of(request).database)
    if user.seen_by is not None:
        audited.looking_as(user)
    return user


class _SignedIn(SecurityBase):
    """Documents that a route needs a session (``api.http.openapi`` adds the cookie as the other way in)."""

    def __init__(self) -> None:
        self.model = HTTPBearerModel(description="The access token of a session, or a personal access token (dop_…).")
        self.scheme_name = "bearer"

    async def __call__(self, request: Request) -> CurrentUser:
        return await user_of(request)


SignedIn = Annotated[CurrentUser, Depends(_SignedIn())]


async def _whoever(request: Request) -> CurrentUser | None:
    try:
        return (await session_of(request)).user
    except NotSignedIn:
        return None


PerhapsSignedIn = Annotated[CurrentUser | None, Depends(_whoever)]
"""None for nobody, and for a session that has ended. Never somebody whom an administrator looks as."""


async def _after_commit() -> AsyncIterator[list[Callable[[], Awaitable[None]]]]:
    waiting: list[Callable[[], Awaitable[None]]] = []
    yield waiting
    for work in waiting:
        await work()


AfterCommit = Annotated[list[Callable[[], Awaitable[None]]], Depends(_after_commit, scope="function")]
"""What to do once ``Writing`` has committed and before the reply is sent; nothing of it when the request fails."""


async def _writing(
    request: Request,
    database: Db,
    user: SignedIn,
    _after: AfterCommit,  # begun before this one, so it ends after it
    key: Annotated[str | None, Header(alias=REPEAT_HEADER, description=REPEAT_MEANING)] = None,
) -> AsyncIterator[WriteSession]:
    repeatable = None if key is None else await Repeatable.asked(request)
    async with database.writing() as session:
        if repeatable is not None:
            await begin(request, repeatable, await database.driver(session), Keeper.of(user))
        yield session
        await audited.close_in(request, session)


Writing = Annotated[WriteSession, Depends(_writing, scope="function")]


def tab_of(request: Request) -> str:
    """Whose undo stack a write belongs to: the header X-Client-Tab, or "api"."""
    sent = header_of(request.scope, TAB_HEADER)
    if sent is None:
        return API_TAB
    if not _TAB.match(sent):
        raise Invalid.one(TAB_HEADER, "invalid_value", "A tab's name is 1 to 64 letters, digits, '-' or '_'.")
    return sent


async def _tab(request: Request) -> str:
    return tab_of(request)


Tab = Annotated[str, Depends(_tab)]


def request_id_of(request: Request) -> str:
    return cast(str, request.state.request_id)


async def _request_id(request: Request) -> str:
    return request_id_of(request)


RequestId = Annotated[str, Depends(_request_id)]


async def _schema_act(user: SignedIn, tab: Tab, request_id: RequestId, response: Response) -> SchemaAct:
    change_set = new_change_set()

    def named() -> None:
        response.headers[CHANGE_SET_HEADER] = encode(PREFIXES["change_set"], change_set)

    actor = Actor(ActorKind.USER, user.number, user.id, user.name)
    return SchemaAct(actor, Cause(CauseKind.REQUEST, request_id=request_id), tab, change_set, named)


Act = Annotated[SchemaAct, Depends(_schema_act)]
"""What a request does to a table, field or view. Where it does something, the answer names its change set."""
