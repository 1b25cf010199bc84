"""Whether somebody sees a file: in a cell of a field and a record that they may read.

Where rules and hidden fields play no part for them, every file of a base is in sight of its readers, as it may be
in any cell. Else the cells are searched, table by table, but for what they uploaded themselves. A token of which grants
or rules say something sees of its person's uploads only those that were never in a cell: they may be in one by now that
is hidden from it.
"""

from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.repository import BaseGrant
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.kit import clock
from api.records.fetch import fetch_row
from api.records.sql.fragment import compiled, compose, join, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from core.errors import NotFound
from core.query.evaluate import EvalContext
from core.schema import FieldDef
from core.values import ValueKind

_OWN = b"""
SELECT EXISTS (SELECT FROM dataos.attachments
                WHERE id = %(id)s AND uploaded_by = %(by)s AND (attached_at IS NULL OR %(wherever)s))
"""
_TABLES = b"""
SELECT t.number FROM dataos.tables t
 WHERE t.base_id = %s AND t.deleted_at IS NULL AND t.ready
   AND EXISTS (SELECT FROM dataos.fields f WHERE f.table_id = t.id AND f.deleted_at IS NULL
                AND f.type IN ('attachment', 'lookup'))
 ORDER BY t.number
"""


async def in_sight(conn: AsyncConnection, access: Access, user: CurrentUser, grant: BaseGrant, attachment: str) -> bool:
    """``grant`` is the person's on the base of the file. Raises StaleSchema."""
    if grant.rights.plain:
        return True
    asked = {"id": attachment, "by": user.number, "wherever": not grant.rights.token_told}
    row = await (await conn.execute(_OWN, asked)).fetchone()
    if row is not None and row[0]:
        return True
    tables: list[TableAccess] = []
    withheld = grant.partial
    for (number,) in await (await conn.execute(_TABLES, [grant.id])).fetchall():
        try:
            tables.append(await access.current(user, number, conn))
        except NotFound:
            withheld = True
    if not withheld and not any(table.policy.read_filter is not None or _hides_files(table) for table in tables):
        return True
    for table in tables:
        if await _holds(conn, table, attachment):
            return True
    return False


def _files(access: TableAccess) -> list[FieldDef]:
    return [field for field in access.policy.visible_fields(access.schema) if field.kind is ValueKind.FILE]


def _hides_files(access: TableAccess) -> bool:
    return len(_files(access)) < sum(field.kind is ValueKind.FILE for field in access.schema.fields)


async def _holds(conn: AsyncConnection, access: TableAccess, attachment: str) -> bool:
    """Whether a record that may be read, in the trash or not, has the file in a cell that is seen."""
    fields, schema = _files(access), access.schema
    if not fields:
        return False
    wanted = param(f'[{{"id":"{attachment}"}}]', "jsonb")
    context = EvalContext(clock.now(), ZoneInfo("UTC"), access.user.number)
    statement = compose(
        "WITH {guard} SELECT {current}, EXISTS (SELECT FROM {relation} t WHERE ({any}) AND {readable})",
        guard=guard(schema, access.policy),
        current=CURRENT,
        relation=schema.relation,
        any=join(" OR ", (compose("t.{column} @> {wanted}", column=f.column, wanted=wanted) for f in fields)),
        readable=RowRules(access.policy, context).readable(column_of("t")),
    )
    return bool((await fetch_row(conn, schema, compiled(statement), {}))[1])
