"""Links to views over HTTP, for those who make them."""

from typing import Annotated

from fastapi import APIRouter, status

from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.repeating import RepeatableRoute
from api.sharing.links import LinkKind
from api.sharing.schemas import LinkAnswer, LinkList, LinkPatch, NewLinkBody, link_answer
from api.sharing.service import LinkWish, Sharing

router = APIRouter(route_class=RepeatableRoute, tags=["sharing"])

SharingHere = Annotated[Sharing, Provided(Sharing)]


@router.post("/views/{view_id}/share", status_code=status.HTTP_201_CREATED)
async def share_view(
    view_id: str, body: NewLinkBody, user: SignedIn, session: Writing, sharing: SharingHere
) -> LinkAnswer:
    """Make a link to the view, as POST /views/{viewId}/links does."""
    return link_answer(await sharing.create(session, user, view_id, LinkKind(body.kind), _wish(body)))


@router.post("/views/{view_id}/links", status_code=status.HTTP_201_CREATED)
async def create_shared_link(
    view_id: str, body: NewLinkBody, user: SignedIn, session: Writing, sharing: SharingHere
) -> LinkAnswer:
    """Make a link by which people without an account look through the view, or fill in a form."""
    return link_answer(await sharing.create(session, user, view_id, LinkKind(body.kind), _wish(body)))


@router.get("/views/{view_id}/links")
async def list_shared_links(view_id: str, user: SignedIn, session: Reading, sharing: SharingHere) -> LinkList:
    return LinkList(items=[link_answer(link) for link in await sharing.list(session, user, view_id)])


@router.patch("/links/{link_id}")
async def update_shared_link(
    link_id: str, body: LinkPatch, user: SignedIn, session: Writing, sharing: SharingHere
) -> LinkAnswer:
    return link_answer(await sharing.update(session, user, link_id, _wish(body)))


@router.delete("/links/{link_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_shared_link(link_id: str, user: SignedIn, session: Writing, sharing: SharingHere) -> None:
    """Close the link, at once and for good."""
    await sharing.delete(session, user, link_id)


def _wish(body: NewLinkBody | LinkPatch) -> LinkWish:
    return LinkWish(
        frozenset(body.model_fields_set),
        body.slug,
        body.password,
        body.expires_time,
        body.download,
        body.allow_copy,
        body.linked_titles,
        None if body.embed is None else tuple(body.embed),
        body.form,
    )
