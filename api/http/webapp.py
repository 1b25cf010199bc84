"""The built web app, served by the API process: files as they are, every other page is the app's own routing."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

# The build names files in assets/ by their content.
_HASHED = "assets/"
_FOREVER = "public, max-age=31536000, immutable"
_CHECK_FIRST = "no-cache"
_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>DataOS</title>
<body style="font-family: system-ui; max-width: 36rem; margin: 20vh auto; padding: 0 1rem">
<h1>The web app is not built</h1>
<p>The API runs. Build the pages with <code>make setup</code> (or <code>npm run build</code> in <code>web/</code>) and
reload; nothing needs a restart.</p><p><a href="/api/v1/docs">API documentation</a></p></body></html>"""


def routes(folder: Path) -> APIRouter:
    """The catch-all route; include it last."""
    router = APIRouter()
    files = StaticFiles(directory=folder, check_dir=False)

    async def page(request: Request) -> Response:
        path = request.url.path.lstrip("/")
        if path == "api" or path.startswith("api/"):
            raise HTTPException(404)
        try:
            return await _file(files, path or "index.html", request)
        except HTTPException as error:
            if error.status_code != 404 or path.startswith(_HASHED):
                raise
        return await _index(files, request)

    router.add_api_route("/{path:path}", page, methods=["GET", "HEAD"], response_class=Response)
    return router


async def index(folder: Path, request: Request) -> Response:
    """The page of the app, for a route that gives it headers of its own."""
    return await _index(StaticFiles(directory=folder, check_dir=False), request)


async def _index(files: StaticFiles, request: Request) -> Response:
    try:
        return await _file(files, "index.html", request)
    except HTTPException:
        return HTMLResponse(_NOT_BUILT, 503, headers={"Cache-Control": "no-store"})


async def _file(files: StaticFiles, path: str, request: Request) -> Response:
    """Raises HTTPException 404; paths that lead outside the folder are such."""
    response = await files.get_response(path, request.scope)
    response.headers["Cache-Control"] = _FOREVER if path.startswith(_HASHED) else _CHECK_FIRST
    return response
