"""Records for titles that nobody has, through the write path, in the conversion's change set."""

from collections.abc import Mapping, Sequence

from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.fields.convert.change import Change
from api.fields.convert.linked import Made, known
from api.records import write
from api.records.acts import RecordDraft, WriteContext
from api.records.checks import MAX_RECORDS
from api.records.effects import take_turns
from api.records.sql.project import Shape
from core.errors import Conflict, Forbidden, Invalid
from core.fields.base import InvalidValue
from core.fields.naming import Match, possible
from core.schema import TableSchema
from core.text import fold

_LOCK = b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"


def can_be_called(target: TableSchema, title: str) -> bool:
    """Whether the table's primary field takes this title."""
    if target.primary.read_only or not possible(title):
        return False
    try:
        return target.primary.type.coerce(title, target.primary) is not None
    except InvalidValue:
        return False


async def take_turn(conn: AsyncConnection, change: Change) -> None:
    """Of making records later on, before any table or title is held: those who have the turn wait for those (see
    ``take_turns``)."""
    if change.create_missing and change.target_end is not None:
        await take_turns(conn, change.target_end, linked=True)


async def maker(
    conn: AsyncConnection, access: Access, user: CurrentUser, change: Change, context: WriteContext
) -> Made:
    """Makes records in the table that the new link leads to, as this person. Raises Conflict ``cannot_create``."""
    end = change.target_end
    if end is None:
        raise Invalid.one("createMissing", "invalid_value", "Records are made for links only; leave createMissing out.")
    if end.primary.read_only:
        message = f"The titles of {end.name} are worked out by the system. Convert without createMissing."
        raise Conflict("cannot_create", message, "createMissing")
    access.forget_table(end.number)
    opened = await access.table(user, end.number, conn)
    return lambda titles: make(conn, opened, context, titles)


async def make(
    conn: AsyncConnection, access: TableAccess, context: WriteContext, titles: Sequence[str]
) -> Mapping[str, Match]:
    """Raises Conflict where the table refuses such records."""
    target = access.schema
    await conn.execute(_LOCK, [f"titles {target.number}"])
    found = await known(conn, target, titles)  # by now somebody else may have made one
    wanted = [title for title in titles if fold(title) not in found and can_be_called(target, title)]
    primary = target.primary
    drafts = [RecordDraft({primary.number: primary.type.coerce(title, primary)}) for title in wanted]
    try:
        for at in range(0, len(drafts), MAX_RECORDS):
            written = await write.create(conn, access, drafts[at : at + MAX_RECORDS], context, shape=Shape.ID)
            for title, key in zip(wanted[at : at + MAX_RECORDS], written.keys, strict=True):
                found[fold(title)] = Match(key, title)
    except (Forbidden, Invalid) as error:
        told = error.faults[0].message if isinstance(error, Invalid) else error.detail
        message = f"{target.name} takes no new records by title alone: {told} Convert without createMissing."
        raise Conflict("cannot_create", message, "createMissing") from error
    return found
