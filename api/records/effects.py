"""What a write sets off besides the cells that it was asked for: the place where computed columns catch up.

A write tells ``settle`` what it touched, inside its transaction, after its own statement and those of its links, and
before the answer is read and the transaction ends. ``settle`` brings every stored computed column (lookup, rollup,
count) that depends on any of it up to date, across links in either direction, and writes the change rows of the records
that it changed, with the change set, actor and cause of the write. So a reader never sees the one without the other.

The contract:

* ``touched`` names tables by number, records by key and fields by number; a table may occur more than once. The records
  are locked by this transaction. For a record that came, went or came back (created, deleted, restored) the fields are
  all that its table keeps. For one whose link cell changed because of a write to the other side, the fields are the
  symmetric link field.
* The values are in the tables already: whoever settles reads them, and is told no values.
* A constant number of statements, whatever the number of records.
* Locks are taken table by table, first a table and then those that look at it, and by key within one.
* True says that the records of the written table, as an answer shows them, may have changed again, so that the writer
  reads its answer once more. What changed in other tables only, such as the sum in a parent, is not in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection, errors

from api.records.again import waited_long
from api.records.recompute.plans import order_of, plan_for
from api.records.recompute.settle import Settling, Touch
from api.records.sql.mutation import kept
from api.records.writing.act import WriteAct
from core.computed.watched import watched
from core.schema import TableSchema

_PATIENCE_MS = 20_000
_TURN = """
SELECT set_config('dataos.patience', current_setting('statement_timeout'), true);
SET LOCAL statement_timeout = {patience:d};
SELECT pg_advisory_xact_lock(715, n) FROM (SELECT unnest(ARRAY[{circles}]) AS n ORDER BY 1) circles;
SELECT set_config('statement_timeout', current_setting('dataos.patience'), true)
"""
"""One message, each statement of which has its own timeout. The wait is for whole acts of others, and each of those
may take longer than one statement."""


@dataclass(frozen=True, slots=True)
class Touched:
    table: int
    keys: Sequence[int]
    fields: Sequence[int]


def whole(schema: TableSchema, keys: Sequence[int]) -> Touched:
    """Records that came, went or came back."""
    return Touched(schema.number, keys, [field.number for field in kept(schema)])


def stirred_by(schema: TableSchema, fields: Collection[int]) -> bool:
    """Whether any stored value is made of one of these fields: told without asking the database."""
    return not watched(schema).fields.isdisjoint(fields)


async def take_turns(conn: AsyncConnection, *schemas: TableSchema, linked: bool) -> None:
    """First of all in an act that may come into a circle of tables (``core/computed/order.py``): such acts come one
    after the other, since they would hold records crosswise and deadlock every time.

    ``linked``: the act changes cells of links, and so records at their far ends too. Raises Unavailable
    ``records_busy`` when the turn does not come.
    """
    turns: set[int] = set()
    for schema in schemas:
        if linked or watched(schema).anything:
            far = schema.linked.values() if linked else ()
            turns.update((await order_of(conn, schema)).turns([schema.number, *(table.number for table in far)]))
    if turns:
        circles = ", ".join(f"{circle:d}" for circle in sorted(turns))
        try:
            await conn.execute(_TURN.format(patience=_PATIENCE_MS, circles=circles).encode(), prepare=False)
        except errors.QueryCanceled as error:
            raise waited_long() from error


async def settle(act: WriteAct, touched: Sequence[Touched]) -> bool:
    """It runs in a transaction. Raises StaleSchema."""
    schema, watch = act.schema, watched(act.schema)
    if not watch.anything and watch.beyond.isdisjoint(item.table for item in touched):
        return False
    settling = Settling(act.conn, await plan_for(act.conn, schema), act.slots)
    tables = {table.number: table for table in (schema, *schema.linked.values())}
    settling.touch(_touch(item, tables[item.table]) for item in touched if item.table in tables and item.keys)
    await settling.run()
    own = set[int]().union(*(item.keys for item in touched if item.table == schema.number))
    return not own.isdisjoint(settling.written.get(schema.number, ())) or _retitled(schema, settling.written)


def _retitled(schema: TableSchema, written: Collection[int]) -> bool:
    """Whether records that cells of this table link to may have other titles now."""
    return any(table.number in written and table.primary.type.computed for table in schema.linked.values())


def _touch(item: Touched, schema: TableSchema) -> Touch:
    """Whose fields are all touched came, went or came back, or might as well have."""
    fields = frozenset(item.fields)
    moved = fields.issuperset(field.number for field in kept(schema))
    return Touch(item.table, frozenset(item.keys), fields, moved=moved)
