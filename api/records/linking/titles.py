"""Links said by title, as on paste: who is meant, and new records for titles that nobody has.

A title means the record whose primary field reads so, capitals aside; of several the oldest. Records that are missing
are made in the same transaction and change set as the write, where the writer may add records to the other table.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from api.access.service import TableAccess
from api.records.acts import RecordDraft, Row, with_cells
from api.records.checks import MAX_RECORDS
from api.records.linking.wishes import is_link
from api.records.outcome import cell_path
from api.records.sql.fragment import compiled, compose, execute, param
from api.records.sql.links import title_of
from api.records.sql.project import Shape
from api.records.writing.act import WriteAct
from api.records.writing.creating import create
from api.records.writing.transaction import in_one
from core.errors import Fault, Forbidden, Invalid
from core.fields.base import InvalidValue
from core.query.across import titles_behind
from core.schema import FieldDef, TableSchema
from core.text import fold
from core.values import StoredValue

Cells = Mapping[int, StoredValue]
Done = TypeVar("Done")
Open = Callable[[int], Awaitable[TableAccess]]
"""The writer's access to another table, by number."""

_LOCK = b"SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"


async def with_keys(
    act: WriteAct, rows: Sequence[Row], open_table: Open, work: Callable[[Sequence[Row]], Awaitable[Done]]
) -> Done:
    """``work`` on the rows with keys for titles, in one transaction with finding or making those; without, just so.

    Raises Invalid with the place of each title that means nobody and cannot be made.
    """
    cells = [row.values for row in rows]
    links = [field.number for field in act.schema.fields if is_link(field)]
    if not any(_titles(values.get(number)) for values in cells for number in links):
        return await work(rows)

    async def find() -> Done:
        return await work(with_cells(rows, await _with_keys(act, cells, open_table)))

    return await in_one(act, find)


async def _with_keys(act: WriteAct, cells: Sequence[Cells], open_table: Open) -> list[Cells]:
    resolved = [dict(values) for values in cells]
    for field in filter(is_link, act.schema.fields):
        said = [values.get(field.number) for values in cells]
        titles = {fold(title): title for value in reversed(said) for title in reversed(_titles(value))}
        if not titles:
            continue
        target = titles_behind(act.schema, act.access.policy, field)
        if target is None:
            raise _refused(field, said, set(titles), "names nobody that you can open; give ids of records")
        known = await _known(act, field, target, list(titles))
        missing = {folded: title for folded, title in titles.items() if folded not in known}
        if missing:
            await act.conn.execute(_LOCK, [f"titles {target.number}"])
            known = await _known(act, field, target, list(titles))
            missing = {folded: title for folded, title in titles.items() if folded not in known}
        if missing:
            known |= await _made(act, field, said, missing, await open_table(target.number))
        for values, value in zip(resolved, said, strict=True):
            if _titles(value) and isinstance(value, list):
                keys = (known[fold(item)] if isinstance(item, str) else item for item in value)
                values[field.number] = list(dict.fromkeys(keys))
    return [*resolved]


def _titles(value: StoredValue) -> list[str]:
    """Those in a link cell."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


async def _known(act: WriteAct, field: FieldDef, target: TableSchema, folded: Sequence[str]) -> dict[str, int]:
    """Of those that the writer may read."""
    title = title_of(target, "lt").sql
    statement = compose(
        "SELECT lower({title}), min(lt.id) FROM {relation} lt WHERE lt.deleted_at IS NULL"
        " AND lower({title}) = ANY ({said}){seen} GROUP BY 1",
        seen=act.rules.reach(act.schema).seen(field, "lt"),
        title=f"({title})",
        relation=target.relation,
        said=param(list(folded), "text[]"),
    )
    return {row[0]: row[1] for row in await (await execute(act.conn, compiled(statement), {})).fetchall()}


async def _made(
    act: WriteAct, field: FieldDef, said: Sequence[StoredValue], missing: Mapping[str, str], target: TableAccess
) -> dict[str, int]:
    primary = target.schema.primary
    cause = replace(act.context.cause, beside=act.schema.id)
    making = WriteAct(act.conn, target, replace(act.context, cause=cause), Shape.ID)
    drafts: list[RecordDraft] = []
    wrong: set[str] = set()
    for folded, title in missing.items():
        try:
            drafts.append(RecordDraft({primary.number: primary.type.coerce(title, primary)}))
        except InvalidValue:
            wrong.add(folded)
    if wrong or primary.read_only:
        raise _refused(field, said, wrong or set(missing), f"is no record of {target.schema.name}")
    keys: list[int] = []
    try:
        for at in range(0, len(drafts), MAX_RECORDS):
            part = drafts[at : at + MAX_RECORDS]
            keys.extend((await create(making, part)).keys)
    except (Forbidden, Invalid) as error:
        reason = f"is no record of {target.schema.name}, and none can be made: {error.detail.rstrip('.')}"
        raise _refused(field, said, set(missing), reason) from None
    return dict(zip(missing, keys, strict=True))


def _refused(field: FieldDef, said: Sequence[StoredValue], folded: set[str], reason: str) -> Invalid:
    faults = [
        Fault(f"{cell_path(place, field)}[{at}]", "unknown_record", f"{item[:100]!r} {reason}.")
        for place, value in enumerate(said)
        if isinstance(value, list)
        for at, item in enumerate(value)
        if isinstance(item, str) and fold(item) in folded
    ]
    return Invalid(faults[:100], "unknown_record")
