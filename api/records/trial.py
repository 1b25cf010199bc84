"""What a computed field that is not saved yet would show: its values in the first records of its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import orjson
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.fetch import fetch_row
from api.records.read import ReadContext
from api.records.sql.fragment import compiled
from api.records.sql.page import page_statement
from api.records.sql.project import Shape
from api.records.stale import StaleSchema
from core.computed.titles import links_read
from core.query.ast import Page, Query
from core.schema import FieldDef
from core.values import JsonValue

SHOWN = 5


@dataclass(frozen=True, slots=True)
class TrialCell:
    """``primary`` and ``value`` as records have them on the wire, options by id."""

    record: str
    primary: JsonValue
    value: JsonValue


async def first_cells(
    conn: AsyncConnection, access: TableAccess, field: FieldDef, context: ReadContext
) -> Sequence[TrialCell]:
    """Of the records that the reader may see, in one statement. ``field`` takes the place of the one with its id.

    None of them where the table changed meanwhile: whoever is writing a formula asks again soon; and none where it asks
    for changes of fields that nobody has asked for yet, or reads the titles behind a link that no formula has read yet:
    what is known of them is gathered when it is saved.
    """
    others = tuple(item for item in access.schema.fields if item.id != field.id)
    schema = replace(access.schema, fields=(*others, field))
    if {stamp.column for stamp in schema.stamps} - {stamp.column for stamp in access.schema.stamps}:
        return ()
    if any(link.id not in schema.titles_of for link in links_read(schema)):
        return ()
    primary, trial = schema.primary, schema.by_id[field.id]
    shown = (primary, trial) if access.policy.visible(primary) else (trial,)
    query = Query(fields=shown, page=Page(limit=SHOWN))
    statement = compiled(page_statement(schema, access.policy, query, None, context, Shape.ID))
    try:
        slots = {"limit": str(SHOWN), "offset": "0", **replace(access, schema=schema).file_slots()}
        row = await fetch_row(conn, schema, statement, slots)
    except StaleSchema:
        return ()
    found = cast("list[Mapping[str, JsonValue]]", orjson.loads(cast("bytes", row[1])))
    return [_cell(item, primary, trial) for item in found]


def _cell(record: Mapping[str, JsonValue], primary: FieldDef, trial: FieldDef) -> TrialCell:
    values = cast("Mapping[str, JsonValue]", record["fields"])
    return TrialCell(str(record["id"]), values.get(primary.id), values.get(trial.id))
