"""History, undo and redo over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from api.history.schemas import HistoryEntry, UndoAnswer, UndoRequest, history_entry, undo_answer
from api.history.undo import Undo
from api.history.versions import NEWEST, History
from api.http.deps import Provided, RequestId, SignedIn, Tab, Writing
from api.http.pagination import Page, Paging, encode_cursor
from api.http.parameters import TAB
from api.http.repeating import RepeatableRoute
from core.errors import Invalid, NotFound
from core.ids import PREFIXES, decode

router = APIRouter(route_class=RepeatableRoute, tags=["history"])

HistoryHere = Annotated[History, Provided(History)]
UndoHere = Annotated[Undo, Provided(Undo)]


@router.get("/records/{record_id}/history")
async def list_record_history(
    record_id: str, user: SignedIn, paging: Paging, history: HistoryHere
) -> Page[HistoryEntry]:
    """Newest first; a deleted record's too."""
    before = _place(paging.after)
    entries, following = await history.page(user, record_id, before=before, limit=paging.limit)
    cursor = None if following is None else encode_cursor(str(following))
    return Page(items=[history_entry(entry) for entry in entries], next_cursor=cursor)


@router.post("/undo", response_model_exclude_none=True, openapi_extra={"parameters": [TAB]})
async def undo(
    user: SignedIn,
    tab: Tab,
    request_id: RequestId,
    service: UndoHere,
    session: Writing,
    body: UndoRequest | None = None,
) -> UndoAnswer:
    """Take back the last thing done in this tab (header X-Client-Tab), or one change set of it by name."""
    named = None if body is None or body.change_set is None else _change_set(body.change_set)
    taken = await service.undo(user, tab, request_id, session, named)
    return undo_answer(taken, "nothing to undo")


@router.post("/redo", response_model_exclude_none=True, openapi_extra={"parameters": [TAB]})
async def redo(user: SignedIn, tab: Tab, request_id: RequestId, service: UndoHere, session: Writing) -> UndoAnswer:
    """Take back the last undo of this tab, while nothing else was done in it."""
    taken = await service.redo(user, tab, request_id, session)
    return undo_answer(taken, "nothing to redo")


def _change_set(name: str) -> UUID:
    """Raises NotFound: a malformed name is that of no change set."""
    try:
        return decode(PREFIXES["change_set"], name)
    except ValueError:
        raise NotFound("change set", name, "changeSet") from None


def _place(cursor: str | None) -> int:
    """Raises Invalid."""
    if cursor is None:
        return NEWEST
    if not cursor.isdigit() or len(cursor) > 19:
        raise Invalid.one("cursor", "invalid_value", "This is not a cursor of ours: use nextCursor of the last page.")
    return min(int(cursor), NEWEST)
