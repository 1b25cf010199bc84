"""The steps of a write that has to do with links; ``api/records/writing`` puts them in order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import orjson

from api.access.service import TableAccess
from api.records.effects import Touched
from api.records.linking.far import guard_far
from api.records.linking.held import Held, hold
from api.records.linking.seen import seen_of
from api.records.linking.wishes import Wish
from api.records.outcome import cell_path
from api.records.sql.fragment import execute
from api.records.sql.pairs import CELLS, link, touch, unlink
from api.records.writing.act import WriteAct
from core.errors import Fault, Invalid
from core.ids import record_id


async def pair(act: WriteAct, wishes: Sequence[Wish], written: Sequence[int] = ()) -> Held:
    """Makes the pairs what the wishes say, holding the records on both sides, and those that
    are ``written`` besides. Raises Invalid, Forbidden, Unavailable."""
    held = await hold(act, wishes, written)
    seen = {wish.field.number: await _seen(act, wish, held) for wish in wishes}
    _check_targets(act.access, wishes, held, seen)
    kept_whole = [_keeping(wish, held, seen[wish.field.number], act) for wish in wishes]
    await guard_far(act, kept_whole, held, seen)
    await _assign(act, kept_whole)
    return held


async def _seen(act: WriteAct, wish: Wish, held: Held) -> set[int] | None:
    """Those of the records that the cells name or hold which the writer may read; None where that is all of them."""
    before = held.before[act.schema.number, wish.field.number]
    keys = {*wish.targets, *(key for cell in before.values() for key in cell or ())}
    return await seen_of(act.conn, act.rules.reach(act.schema), wish.field, wish.target, keys)


def _keeping(wish: Wish, held: Held, seen: set[int] | None, act: WriteAct) -> Wish:
    """With the records that the cells hold unseen by the writer, each in its place. Where a cell holds one record only,
    a new one takes the place of any."""
    if seen is None:
        return wish
    before = held.before[act.schema.number, wish.field.number]
    cells = {
        key: cell if cell and not wish.field.many else kept(before.get(key) or [], cell, seen)
        for key, cell in wish.cells.items()
    }
    return replace(wish, cells=cells)


def kept(before: Sequence[int], wanted: Sequence[int], seen: Collection[int]) -> list[int]:
    """``wanted`` in the places of what was ``seen`` of ``before``, and the rest where it was.

    >>> kept([1, 2, 3], [1, 3], {1, 3}), kept([1, 2, 3], [], {1, 3}), kept([1, 2, 3], [3, 4, 1], {1, 3})
    ([1, 2, 3], [2], [3, 2, 4, 1])
    """
    coming = iter(wanted)
    found: list[int] = []
    for key in before:
        if key not in seen:
            found.append(key)
        elif (following := next(coming, None)) is not None:
            found.append(following)
    return [*found, *coming]


def _check_targets(
    access: TableAccess, wishes: Iterable[Wish], held: Held, seen: Mapping[int, set[int] | None]
) -> None:
    """Raises Invalid for each record that there is not, or that the writer may not know of: of a table that is closed
    to them, only the records that the cell shows already."""
    faults: list[Fault] = []
    for wish in wishes:
        live = held.live.get(wish.target.number, {})
        before = held.before[access.schema.number, wish.field.number]
        open_to_all = access.policy.across(access.schema, wish.field) is not None
        readable = seen[wish.field.number]
        for key, cell in wish.cells.items():
            shown = set[int]() if open_to_all else set(before.get(key) or [])
            for at, target in enumerate(cell):
                known = target in shown if not open_to_all else readable is None or target in readable
                if not live.get(target) or not known:
                    message = f"{wish.target.name if open_to_all else 'The linked table'} has no record {{}}."
                    path = f"{cell_path(wish.places[key], wish.field)}[{at}]"
                    faults.append(Fault(path, "unknown_record", message.format(record_id(wish.target.number, target))))
    if faults:
        raise Invalid(faults[:100], "unknown_record")


async def _assign(act: WriteAct, wishes: Iterable[Wish]) -> None:
    """Two statements for each link field."""
    for wish in wishes:
        cells = [{"n": at, "k": key, "links": cell} for at, (key, cell) in enumerate(wish.cells.items())]
        values = {CELLS.name: orjson.dumps(cells).decode()}
        for step, build in (
            ("unlink", lambda wish=wish: unlink(wish.field, wish.symmetric)),
            ("link", lambda wish=wish: link(wish.field)),
        ):
            await execute(act.conn, act.statement((step, wish.field.number), build), values)


async def tell(act: WriteAct, held: Held, logged: Mapping[int, set[int]]) -> list[Touched]:
    """Change rows for all cells that changed, but for those of the written table that its own statement tells of:
    ``logged`` has their keys by field number."""
    found: list[Touched] = []
    for place, cells in held.before.items():
        schema, field = held.ends[place]
        told = logged.get(field.number, set[int]()) if schema.number == act.schema.number else set[int]()
        was = [{"k": key, "b": cell} for key, cell in cells.items() if key not in told]
        if not was:
            continue
        statement = act.statement(("touch", *place), lambda schema=schema, field=field: touch(schema, field))
        values = {**act.slots, CELLS.name: orjson.dumps(was).decode()}
        row = await (await execute(act.conn, statement, values)).fetchone()
        keys: Sequence[int] = row[0] if row is not None else []
        if keys:
            found.append(Touched(schema.number, keys, [field.number]))
    return found
