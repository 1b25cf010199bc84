"""Wire models of the trash."""

from datetime import datetime, timedelta
from typing import Literal

from api.auth.schemas import User
from api.http.body import Answer
from api.http.pagination import Page
from api.trash.listing import Item, Listed
from core.ids import UserId

Kind = Literal["table", "field", "view", "record"]


class TrashItem(Answer):
    """``name`` of a record is its title, null where it has none. ``purgeTime`` is when it is gone for good, and
    ``deletedBy`` null where nobody knows any more."""

    type: Literal["base", "table", "field", "view", "record"]
    id: str
    name: str | None
    table_id: str | None
    table_name: str | None
    deleted_time: datetime
    deleted_by: User | None
    purge_time: datetime


def trash_page(listed: Listed, days: int) -> Page[TrashItem]:
    return Page(items=[_item(item, listed, days) for item in listed.items], next_cursor=listed.following)


def _item(item: Item, listed: Listed, days: int) -> TrashItem:
    person = None if item.by is None else listed.people.get(item.by)
    return TrashItem.model_validate(
        {
            "type": item.type,
            "id": item.id,
            "name": item.name,
            "table_id": item.table_id,
            "table_name": item.table_name,
            "deleted_time": item.place.at,
            "deleted_by": None if person is None else User(id=UserId(person.id), name=person.name, email=person.email),
            "purge_time": item.place.at + timedelta(days=days),
        }
    )
