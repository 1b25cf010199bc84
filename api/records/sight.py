"""Whether somebody sees a file: in a cell of a field and a record that they may read.

Where rules and hidden fields play no part for them, every file of a base is in sight of its readers, as it may be
in any cell. Else the cells are searched, table by table, but for what they uploaded themselves. A token of which grants
or rules say something sees of its person's uploads only those that were never in a cell: they may be in one by now that
is hidden from it.
"""

from collections.abc import Collection
from typing import cast
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access.repository import BaseGrant
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.kit import clock
from api.records.fetch import fetch_row
from api.records.sql.fragment import Fragment, compiled, compose, join, param
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
    tables = await _searched(conn, access, user, grant)
    if tables is None:
        return True
    for table in tables:
        if await _holds(conn, table, attachment):
            return True
    return False


async def out_of_sight(
    conn: AsyncConnection, access: Access, user: CurrentUser, grant: BaseGrant, files: Collection[str]
) -> set[str]:
    """Those of these files of others that the person does not see. Each table is gone through once, however many files
    are asked for. Raises StaleSchema."""
    tables = None if grant.rights.plain else await _searched(conn, access, user, grant)
    unseen = set[str]() if tables is None else set(files)
    for table in tables or ():
        if unseen:
            unseen -= await _held(conn, table, unseen)
    return unseen


async def _searched(
    conn: AsyncConnection, access: Access, user: CurrentUser, grant: BaseGrant
) -> list[TableAccess] | None:
    """The tables in whose cells a file may be seen; None where nothing is withheld from the person, so that they see
    every file."""
    tables: list[TableAccess] = []
    withheld = grant.partial
    for (number,) in await (await conn.execute(_TABLES, [grant.id])).fetchall():
        try:
            tables.append(await access.current(user, number, conn))
        except NotFound:
            withheld = True
    withheld = withheld or any(table.policy.read_filter is not None or _hides_files(table) for table in tables)
    return tables if withheld else None


def _files(access: TableAccess) -> list[FieldDef]:
    return [field for field in access.policy.visible_fields(access.schema) if field.kind is ValueKind.FILE]


def _hides_files(access: TableAccess) -> bool:
    return len(_files(access)) < sum(field.kind is ValueKind.FILE for field in access.schema.fields)


async def _holds(conn: AsyncConnection, table: TableAccess, attachment: str) -> bool:
    """Whether a record that may be read, in the trash or not, has the file in a cell that is seen."""
    fields, wanted = _files(table), param(f'[{{"id":"{attachment}"}}]', "jsonb")
    if not fields:
        return False
    found = compose(
        "EXISTS (SELECT FROM {relation} t WHERE ({any}) AND {readable})",
        relation=table.schema.relation,
        any=join(" OR ", (compose("t.{column} @> {wanted}", column=f.column, wanted=wanted) for f in fields)),
        readable=_readable(table),
    )
    return bool(await _asked(conn, table, found))


async def _held(conn: AsyncConnection, table: TableAccess, attachments: Collection[str]) -> set[str]:
    """Those of the files of which ``_holds`` is true."""
    fields = _files(table)
    if not fields:
        return set()
    cells = (compose("SELECT jsonb_path_query(t.{column}, '$[*]') ->> 'id'", column=f.column) for f in fields)
    found = compose(
        "ARRAY(SELECT DISTINCT file FROM {relation} t CROSS JOIN LATERAL ({cells}) AS held(file)"
        " WHERE file = ANY({wanted}) AND {readable})",
        relation=table.schema.relation,
        cells=join(" UNION ALL ", cells),
        wanted=param(sorted(attachments), "text[]"),
        readable=_readable(table),
    )
    return set(cast("list[str]", await _asked(conn, table, found)))


def _readable(table: TableAccess) -> Fragment:
    context = EvalContext(clock.now(), ZoneInfo("UTC"), table.user.number)
    return RowRules(table.policy, context).readable(column_of("t"))


async def _asked(conn: AsyncConnection, table: TableAccess, question: Fragment) -> object:
    """Raises StaleSchema."""
    statement = compose(
        "WITH {guard} SELECT {current}, {question}",
        guard=guard(table.schema, table.policy),
        current=CURRENT,
        question=question,
    )
    return (await fetch_row(conn, table.schema, compiled(statement), {}))[1]
