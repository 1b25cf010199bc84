"""Whose titles and values a conversion may bring to light: of no table that the person cannot open.

What a converted field holds everybody reads who reads its table, so what a link or lookup of another base would show
may be taken over only by somebody who may see it.
"""

from collections.abc import Iterable

from psycopg import AsyncConnection

from api.access.repository import sees_titles
from api.auth.current import CurrentUser
from core.computed.titles import links_in
from core.errors import Forbidden
from core.fields.derived import DerivedConfig
from core.fields.formula import FormulaConfig
from core.schema import FieldDef, TableSchema


async def refuse_closed(
    conn: AsyncConnection,
    user: CurrentUser,
    schema: TableSchema,
    field: FieldDef,
    ends: Iterable[TableSchema | None],
    looks: FieldDef | None = None,
) -> None:
    """``ends`` are tables whose titles are read or matched, ``looks`` is what the ``field`` of ``schema`` is to be.

    Raises Forbidden.
    """
    tables: dict[str, None] = {end.id: None for end in ends if end is not None}
    if looks is not None and isinstance(looks.config, DerivedConfig) and looks.config.target:
        tables[looks.config.target] = None
    if looks is not None and isinstance(looks.config, FormulaConfig):
        # A table that was deleted is nobody's, and has nothing to show.
        links = (schema.linked.get(link.number) for link in links_in(looks, schema))
        tables |= {target.id: None for target in links if target is not None}
    for table in tables:
        if not await sees_titles(conn, user.id, user.token, table):
            raise Forbidden(
                f"{field.name} reads records of a table that you cannot open, or not all of, and converting it would"
                " show what they hold. Ask for access to that table first."
            )
