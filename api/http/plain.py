"""Routes whose function takes the request and returns the response."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, cast

from fastapi import Request, Response
from fastapi.routing import APIRoute


class PlainRoute(APIRoute):
    """Calls its function with ``request`` and the path's parameters as text; FastAPI resolves and serialises nothing.

    For what people do all the time: FastAPI's general machinery costs about as much as the statement of an edit. The
    function's path parameters are documented by its signature, all else by ``openapi_extra``
    (``api.http.parameters.described``).
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint = cast("Callable[..., Awaitable[Response]]", self.endpoint)

        async def answer(request: Request) -> Response:
            return await endpoint(request=request, **request.path_params)

        return answer
