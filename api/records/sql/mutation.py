"""The parts that all record mutations are made of. Their order in a statement is always the same:

    guard    is the schema that this was compiled from current?
    input    what was asked, one row per record, ``n`` is its place
    judged   the records as they are now (locked), with what would become of them, and whether that may be
    verdict  one row, ``ok``: every record was found and everything may be
    changed  the write itself, nothing unless ``ok``
    log      one change row per changed record
    answer   guard, verdict, the records in the order of the input, and why not

All of it is one statement, hence one snapshot, one transaction, one round trip.
"""

from collections.abc import Mapping, Sequence

from api.records.sql.formula import cell_json, formulas_of
from api.records.sql.fragment import EMPTY, Fragment, Slot, compose, join
from api.records.sql.project import Shape, column_of, record_json
from api.records.sql.rowrules import RowRules
from core.changes import Operation
from core.fields.base import Storage
from core.schema import FieldDef, TableSchema

_SYSTEM_COLUMNS = ("id", "version", "created_at", "created_by", "updated_at", "updated_by")

ACTOR = Slot("actor_number")
"""The number of the acting user; the same in the record and in its change row."""

_LOGGED: tuple[tuple[str, str], ...] = (
    ("change_set", "uuid"),
    ("actor_kind", "text"),
    ("actor_number", "bigint"),
    ("cause", "text"),
    ("cause_depth", "smallint"),
    ("cause_detail", "jsonb"),
    ("tab", "text"),
)

UNSAID: Mapping[str, object] = {name: None for name, _ in _LOGGED}
"""For statements that log nothing."""


def stored(schema: TableSchema) -> tuple[FieldDef, ...]:
    """The fields that have a column of their own."""
    return tuple(field for field in schema.fields if field.stored)


def columns(schema: TableSchema, alias: str) -> str:
    """All columns that a projection or a filter may read, as a select list."""
    hidden = (stamp.column for stamp in schema.stamps if stamp.field is None)
    titles = (field.column for field in schema.titles)
    names = (*_SYSTEM_COLUMNS, *(field.column for field in stored(schema)), *titles, *hidden)
    return ", ".join(f"{alias}.{name}" for name in names)


def kept(schema: TableSchema) -> tuple[FieldDef, ...]:
    """The fields whose cells a record keeps, in columns or in pairs."""
    return tuple(field for field in schema.fields if field.stored or field.type.storage is Storage.LINK)


def recorded(schema: TableSchema) -> tuple[FieldDef, ...]:
    """The fields whose values snapshots and changes hold: what a record keeps, and formulas over it."""
    return (*kept(schema), *formulas_of(schema))


def snapshot(fields: Sequence[FieldDef], alias: str) -> Fragment:
    """The record's cells that are not empty, as a change's ``before`` or ``after``."""
    if not fields:
        return Fragment("'{}'::jsonb")
    column = column_of(alias)
    members = ", ".join(f"'{field.number}': {cell_json(field, column) or column(field)}" for field in fields)
    return Fragment(f"json_object({members} ABSENT ON NULL RETURNING jsonb)")


def log(
    schema: TableSchema,
    operation: Operation,
    before: Fragment,
    after: Fragment,
    beside: Fragment = EMPTY,
    when: Fragment | None = None,
) -> Fragment:
    """One change row per row ``c`` of ``changed``, in the order of the input; none unless ``when``.

    ``beside`` is joined to ``c`` for ``before`` and ``after``.
    """
    slots = join(", ", (Fragment(f"%s::{kind}", (Slot(name),)) for name, kind in _LOGGED))
    names = ", ".join(name for name, _ in _LOGGED)
    return compose(
        "log AS (INSERT INTO dataos.changes"
        " (workspace_number, table_number, record_key, version, operation, before, after, {names})"
        " SELECT {workspace}, {table}, c.id, c.version, '{operation}', {before}, {after}, {slots}"
        " FROM changed c{beside}{when} ORDER BY c.n)",
        names=names,
        beside=beside,
        when=EMPTY if when is None else compose(" WHERE {it}", it=when),
        workspace=str(schema.workspace_number),
        table=str(schema.number),
        operation=operation.value,
        before=before,
        after=after,
        slots=slots,
    )


def answer(
    schema: TableSchema,
    fields: Sequence[FieldDef],
    shape: Shape,
    rows: Fragment,
    why: Fragment,
    *,
    rules: RowRules,
) -> Fragment:
    """The final SELECT: one row of guard, verdict, JSON array, places, keys, versions, number of changes, ``why``.

    ``rows`` gives the records to show, with their place ``n``. ``why`` says in jsonb what stood against it, null when
    nothing did.
    """
    projection = record_json(fields, shape, "r", reader=rules.reach(schema))
    return compose(
        "SELECT (SELECT current FROM guard), (SELECT ok FROM verdict),"
        " json_agg({json} ORDER BY r.n), array_agg(r.n ORDER BY r.n), array_agg(r.id ORDER BY r.n),"
        " array_agg(r.version ORDER BY r.n),"
        " (SELECT count(*) FROM changed), {why}"
        " FROM ({rows}) r{joins}",
        json=projection.json,
        why=why,
        rows=rows,
        joins=projection.joins,
    )
