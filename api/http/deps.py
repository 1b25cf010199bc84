"""What a route may ask for in its signature.

A route module names its services once and stays free of wiring::

    Tables = Annotated[TableService, Provided(TableService)]

    @router.get("/tables/{table_id}")
    async def get_table(table_id: str, user: SignedIn, session: Reading, tables: Tables) -> TableAnswer:
        return await tables.get(session, user, table_id)

``Reading`` and ``Writing`` are units of work with scope "function": ``Writing`` commits after the route returns and
*before* the reply is sent, so a client that got its answer can read what it wrote; an error rolls everything back.
"""

import hmac
import re
from collections.abc import AsyncIterator
from typing import Annotated, TypeVar, cast

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from api.auth.current import CurrentUser, SignedInSession
from api.db.engine import Database, ReadSession, WriteSession
from api.http.services import AppServices
from core.errors import Forbidden, Invalid, NotSignedIn

ACCESS_COOKIE = "dataos_access"
REFRESH_COOKIE = "dataos_refresh"
CSRF_COOKIE = "dataos_csrf"
CSRF_HEADER = "X-CSRF-Token"
TAB_HEADER = "X-Client-Tab"
API_TAB = "api"

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TAB = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_bearer = HTTPBearer(auto_error=False, scheme_name="bearer", description="The access token of a session.")
_cookie = APIKeyCookie(
    name=ACCESS_COOKIE,
    auto_error=False,
    scheme_name="cookie",
    description=f"The browser's session; every write also needs the header {CSRF_HEADER}.",
)

Service = TypeVar("Service")


async def get_services(request: Request) -> AppServices:
    return cast(AppServices, request.app.state.services)


Services = Annotated[AppServices, Depends(get_services)]


def Provided(kind: type[Service]) -> Service:  # noqa: N802 - reads as a marker, like Depends
    """Marks a parameter as this process's one instance of ``kind``."""

    async def find(services: Services) -> Service:
        return services.get(kind)

    return cast(Service, Depends(find))


async def get_database(services: Services) -> Database:
    return services.database


Db = Annotated[Database, Depends(get_database)]


async def _reading(database: Db) -> AsyncIterator[ReadSession]:
    async with database.reading() as session:
        yield session


async def _writing(database: Db) -> AsyncIterator[WriteSession]:
    async with database.writing() as session:
        yield session


Reading = Annotated[ReadSession, Depends(_reading, scope="function")]
Writing = Annotated[WriteSession, Depends(_writing, scope="function")]


def check_csrf(request: Request, expected: str) -> None:
    """Raises Forbidden unless a write carries the session's CSRF token."""
    sent = request.headers.get(CSRF_HEADER, "")
    if request.method not in _SAFE_METHODS and not hmac.compare_digest(sent.encode(), expected.encode()):
        raise Forbidden(
            f"Send the value of the cookie {CSRF_COOKIE} in the header {CSRF_HEADER}; it was missing or out of date.",
            "csrf_failed",
        )


async def _signed_in_session(
    request: Request,
    services: Services,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> SignedInSession:
    if bearer is not None:
        return await services.authenticate(bearer.credentials)
    if cookie is None:
        raise NotSignedIn
    session = await services.authenticate(cookie)
    check_csrf(request, session.csrf)
    return session


async def _signed_in(session: Annotated[SignedInSession, Depends(_signed_in_session)]) -> CurrentUser:
    return session.user


SignedIn = Annotated[CurrentUser, Depends(_signed_in)]


async def _tab(request: Request) -> str:
    sent = request.headers.get(TAB_HEADER)
    if sent is None:
        return API_TAB
    if not _TAB.match(sent):
        raise Invalid.one(TAB_HEADER, "invalid_value", "A tab's name is 1 to 64 letters, digits, '-' or '_'.")
    return sent


Tab = Annotated[str, Depends(_tab)]
"""Whose undo stack a write belongs to: the header X-Client-Tab, or "api"."""


async def _request_id(request: Request) -> str:
    return cast(str, request.state.request_id)


RequestId = Annotated[str, Depends(_request_id)]
