"""The page that other sites may frame, each link only those that it names."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http import webapp
from api.http.deps import services_of
from api.http.middleware import page_policy
from api.sharing.links import NoSuchLink
from api.sharing.visits import Coming, Visits
from core.errors import LimitExceeded

_FRAMED = "frame-ancestors 'none'"


def routes(folder: Path, files_from: str | None) -> APIRouter:
    """Before the web app's own route, which gives the page to everybody else with ``frame-ancestors 'none'``."""
    router = APIRouter()

    async def embedded(slug: str, request: Request) -> Response:
        page = await webapp.index(folder, request)
        visits = services_of(request).get(Visits)
        try:
            opened = await visits.find(slug, Coming(request.client.host if request.client else ""))
        except (NoSuchLink, LimitExceeded):
            return page
        if opened.link.embed and page.status_code == 200:
            allowed = f"frame-ancestors {' '.join(opened.link.embed)}"
            # Browsers that know frame-ancestors do not look at X-Frame-Options.
            page.headers["Content-Security-Policy"] = page_policy(files_from).replace(_FRAMED, allowed)
        return page

    router.add_api_route("/shared/{slug}/embed", embedded, methods=["GET", "HEAD"], response_class=Response)
    return router
