"""Whose titles and values a conversion may bring to light: of no table that the person cannot open.

What a converted field holds everybody reads who reads its table, so what a link or lookup of another base would show
may be taken over only by somebody who may see it.
"""

from collections.abc import Iterable

from psycopg import AsyncConnection

from api.access.repository import TableKey, find_table
from core.errors import Forbidden
from core.fields.derived import DerivedConfig
from core.ids import UserId
from core.schema import FieldDef, TableSchema


async def refuse_closed(
    conn: AsyncConnection,
    user: UserId,
    field: FieldDef,
    ends: Iterable[TableSchema | None],
    looks: FieldDef | None = None,
) -> None:
    """``ends`` are tables whose titles are read or matched, ``looks`` is what the field is to be. Raises Forbidden."""
    tables: dict[str, None] = {end.id: None for end in ends if end is not None}
    if looks is not None and isinstance(looks.config, DerivedConfig) and looks.config.target:
        tables[looks.config.target] = None
    for table in tables:
        if await find_table(conn, user, TableKey.ID, table) is None:
            raise Forbidden(
                f"{field.name} reads records of a table that you cannot open, and converting it would show what they"
                " hold. Ask for access to the base of that table first."
            )
