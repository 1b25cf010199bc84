"""The steps of a write that has to do with links; ``api/records/writing`` puts them in order."""

from collections.abc import Iterable, Mapping, Sequence

import orjson

from api.access.service import TableAccess
from api.records.effects import Touched
from api.records.linking.held import Held, hold
from api.records.linking.wishes import Wish
from api.records.outcome import cell_path
from api.records.sql.fragment import execute
from api.records.sql.pairs import CELLS, link, touch, unlink
from api.records.writing.act import WriteAct
from core.errors import Fault, Invalid
from core.ids import record_id


async def pair(act: WriteAct, wishes: Sequence[Wish], written: Sequence[int] = ()) -> Held:
    """Makes the pairs what the wishes say, holding the records on both sides, and those that
    are ``written`` besides. Raises Invalid, Unavailable."""
    held = await hold(act, wishes, written)
    _check_targets(act.access, wishes, held)
    await _assign(act, wishes)
    return held


def _check_targets(access: TableAccess, wishes: Iterable[Wish], held: Held) -> None:
    """Raises Invalid for each record that there is not, or that the writer may not know of: of a table that is closed
    to them, only the records that the cell shows already."""
    faults: list[Fault] = []
    for wish in wishes:
        live = held.live.get(wish.target.number, {})
        before = held.before[access.schema.number, wish.field.number]
        open_to_all = access.policy.across(access.schema, wish.field) is not None
        for key, cell in wish.cells.items():
            shown = set[int]() if open_to_all else set(before.get(key) or [])
            for at, target in enumerate(cell):
                if not live.get(target) or not (open_to_all or target in shown):
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
