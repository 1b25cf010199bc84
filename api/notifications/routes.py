"""The signed-in person's inbox over HTTP."""

from fastapi import APIRouter, status

from api.http.deps import Db, Services, SignedIn, Writing
from api.http.pagination import Paging, split_page
from api.http.repeating import RepeatableRoute
from api.notifications import repository
from api.notifications.schemas import NotificationAnswer, NotificationsAnswer, ReadBody

router = APIRouter(route_class=RepeatableRoute, prefix="/notifications", tags=["notifications"])


@router.get("")
async def list_notifications(user: SignedIn, database: Db, paging: Paging, services: Services) -> NotificationsAnswer:
    """Newest first."""
    if services.settings.accounts.verify_email and not user.verified:
        return NotificationsAnswer(items=[], next_cursor=None, unread=0)
    async with database.records() as conn:
        rows = await repository.page(conn, user.id, user.closed, after=paging.after, limit=paging.limit + 1)
        unread = await repository.unread(conn, user.id, user.closed)
    shown, cursor = split_page(rows, paging.limit, [row.id for row in rows])
    items = [
        NotificationAnswer(
            id=row.id,
            title=row.title,
            body=row.body,
            record_id=row.record_id,
            table_id=row.table_id,
            run_id=row.run_id,
            read_time=row.read_at,
            created_time=row.created_at,
        )
        for row in shown
    ]
    return NotificationsAnswer(items=items, next_cursor=cursor, unread=unread)


@router.post("/read", status_code=status.HTTP_204_NO_CONTENT)
async def read_notifications(body: ReadBody, user: SignedIn, session: Writing, database: Db) -> None:
    """Mark some or all as read."""
    await repository.mark_read(await database.driver(session), user.id, body.ids)
