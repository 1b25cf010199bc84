"""Holding every record whose link cell a write may change, on both sides, before anything is changed.

Whoever changes a pair holds both its records. Locks are taken table by table in the order that derived values go
(``core/computed/order.py``), and by key within a table, so two batches that link the same records from opposite sides
queue up and cannot deadlock. What has to be locked depends on the pairs as they are, and those may change until they
are locked: so it is found out, locked, and found out again. If there is more by now, the locks are let go (a savepoint)
and it begins anew, with all records that have turned up so far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from psycopg import AsyncConnection, Rollback

from api.records.again import busy
from api.records.linking.wishes import Wish
from api.records.recompute.plans import order_of
from api.records.sql.fragment import Fragment, Statement, array, compiled, execute
from api.records.sql.pairs import KEYS, TARGETS, affected, lock
from api.records.writing.act import WriteAct
from core.schema import FieldDef, TableSchema

_ATTEMPTS = 5

Cell = list[int] | None


@dataclass(frozen=True, slots=True)
class Held:
    """``before`` is what the cells hold: by table and field number, by record key. ``live`` says by table number which
    locked records are live. ``guarded`` are records at far ends that rules speak of, to be asked again in the end."""

    before: dict[tuple[int, int], dict[int, Cell]] = field(default_factory=dict[tuple[int, int], dict[int, Cell]])
    live: dict[int, dict[int, bool]] = field(default_factory=dict[int, dict[int, bool]])
    ends: dict[tuple[int, int], tuple[TableSchema, FieldDef]] = field(
        default_factory=dict[tuple[int, int], tuple[TableSchema, FieldDef]]
    )
    guarded: list[tuple[Wish, list[int]]] = field(default_factory=list[tuple[Wish, list[int]]])


async def hold(act: WriteAct, wishes: Sequence[Wish], written: Sequence[int] = ()) -> Held:
    """In the transaction that is open, with the records that are ``written`` besides those whose links are. Raises
    Unavailable when others keep changing the same links."""
    order = await order_of(act.conn, act.schema)
    keys: dict[int, set[int]] = {act.schema.number: set(written)} if written else {}
    for _ in range(_ATTEMPTS):
        async with act.conn.transaction() as savepoint:
            _add(keys, await _affected(act, wishes, cells=False))
            held = Held()
            for number in sorted(keys, key=lambda number: (order.place(number), number)):
                relation = f"ws_{act.schema.workspace_number}.t_{number}"
                held.live[number] = await _lock(act.conn, relation, keys[number])
            found = await _affected(act, wishes, cells=True)
            if not _add(keys, found):
                for end, cells in found:
                    held.ends[_place(end)] = end
                    held.before.setdefault(_place(end), {}).update(cells)
                return held
            raise Rollback(savepoint)
    raise busy()


_End = tuple[TableSchema, FieldDef]


def _place(end: _End) -> tuple[int, int]:
    return end[0].number, end[1].number


def _add(keys: dict[int, set[int]], found: Sequence[tuple[_End, Mapping[int, Cell]]]) -> bool:
    """Whether any of them was missing."""
    more = False
    for (table, _), cells in found:
        known = keys.setdefault(table.number, set())
        more = more or not known.issuperset(cells)
        known.update(cells)
    return more


async def _affected(act: WriteAct, wishes: Sequence[Wish], *, cells: bool) -> list[tuple[_End, dict[int, Cell]]]:
    found: list[tuple[_End, dict[int, Cell]]] = []
    for wish in wishes:

        def build(wish: Wish = wish) -> Fragment:
            return affected(wish.field, wish.symmetric, cells=cells)

        statement = act.statement(("affected", wish.field.number, cells), build)
        values = {KEYS.name: array(wish.keys), TARGETS.name: array(wish.targets)}
        row = await (await execute(act.conn, statement, values)).fetchone()
        own, far = cast("tuple[list[tuple[int, Cell]], list[tuple[int, Cell]]]", row)
        found.append(((act.schema, wish.field), dict(own)))
        found.append(((wish.target, wish.symmetric), dict(far)))
    return found


async def _lock(conn: AsyncConnection, relation: str, keys: set[int]) -> dict[int, bool]:
    statement: Statement = compiled(lock(relation))
    cursor = await execute(conn, statement, {KEYS.name: array(sorted(keys))})
    return dict(await cursor.fetchall())
