"""Routes whose function takes the request and returns the response."""

from collections.abc import Awaitable, Callable
from typing import cast

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send


class PlainRoute(APIRoute):
    """Calls its function with ``request`` and the path's parameters as text; FastAPI resolves and serialises nothing.

    For what people do all the time: FastAPI's general machinery costs about as much as the statement of an edit. The
    function's path parameters are documented by its signature, all else by ``openapi_extra``
    (``api.http.parameters.described``). Errors become answers where the application catches them, as everywhere.
    """

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in self.methods:
            await super().handle(scope, receive, send)
            return
        endpoint = cast("Callable[..., Awaitable[Response]]", self.endpoint)
        response = await endpoint(request=Request(scope, receive, send), **scope["path_params"])
        await response(scope, receive, send)
