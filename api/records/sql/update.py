"""Changing cells of existing records."""

from collections.abc import Sequence

from api.records.sql.broken import broken
from api.records.sql.differing import differing
from api.records.sql.formula import cell, touched_by
from api.records.sql.fragment import EMPTY, TRUE, Fragment, compose
from api.records.sql.guard import guard
from api.records.sql.input import many, single
from api.records.sql.mutation import ACTOR, answer, columns, log
from api.records.sql.project import Column, Shape, column_of
from api.records.sql.rowrules import RowRules
from api.records.sql.stamps import assignments, former, moved_by
from core.access.policy import Policy
from core.changes import Operation
from core.fields.constraints import Constraint
from core.schema import FieldDef, TableSchema
from core.stamps import Stamp
from core.values import ValueKind

_SYSTEM = (("k", "bigint"), ("v", "int"))
TOUCHED = ("touched", "jsonb")
"""With edits of different fields in one statement: the column names that this edit is about."""


def update_statement(
    schema: TableSchema,
    policy: Policy,
    rules: RowRules,
    *,
    edited: Sequence[FieldDef],
    one: bool,
    mixed: bool,
    shape: Shape,
    constraints: Sequence[Constraint] = (),
    late: bool = False,
) -> Fragment:
    """``edited`` are all fields that any edit touches; ``mixed`` when not every edit touches all of them; ``late`` when
    the caller asks the rules of what becomes of the records, since they read what is worked out afterwards.

    Input columns: n, k (key), v (expected version or null), the edited columns, and ``touched`` when mixed. The column
    of a link holds what its cell held before its pairs were changed.
    """
    system = (*_SYSTEM, TOUCHED) if mixed else _SYSTEM
    ours = columns(schema, "j")
    formulas, stamps = touched_by(schema, edited), moved_by(schema, edited)
    return compose(
        "WITH {guard}, input AS (SELECT * FROM {source}), {judged}, {verdict}, {changed}, {log} {answer}",
        guard=guard(schema, policy),
        source=single(system, edited) if one else many(system, edited),
        judged=_judged(schema, rules, edited, constraints, mixed=mixed, late=late),
        verdict=verdict(constraints),
        changed=_changed(schema, edited, formulas, stamps),
        log=log(schema, Operation.UPDATE, *differing(edited, formulas, stamps)),
        answer=answer(
            schema,
            policy.visible_fields(schema),
            shape,
            rules=rules,
            rows=Fragment(
                f"SELECT c.n, {columns(schema, 'c')} FROM changed c UNION ALL"
                f" SELECT j.n, {ours} FROM judged j WHERE NOT (j.differs AND (SELECT ok FROM verdict))"
            ),
            why=why(constraints),
        ),
    )


def verdict(constraints: Sequence[Constraint] = ()) -> Fragment:
    kept = " AND broken = '{}'" if constraints else ""
    return Fragment(
        "verdict AS MATERIALIZED (SELECT count(*) = (SELECT count(*) FROM input)"
        f" AND coalesce(bool_and(fresh AND may_before AND may_after{kept}), true) AS ok FROM judged)"
    )


def why(constraints: Sequence[Constraint] = ()) -> Fragment:
    broken = "j.broken" if constraints else "'{}'::int[]"
    return Fragment(
        "CASE WHEN NOT (SELECT ok FROM verdict) THEN (SELECT coalesce(jsonb_agg(jsonb_build_array("
        f"j.n, j.version, j.fresh, j.may_before, j.may_after, {broken}) ORDER BY j.n), '[]') FROM judged j) END"
    )


def _judged(
    schema: TableSchema,
    rules: RowRules,
    edited: Sequence[FieldDef],
    constraints: Sequence[Constraint],
    *,
    mixed: bool,
    late: bool,
) -> Fragment:
    """Locks in key order, so two batches over the same records queue up instead of deadlocking.

    Locking reads the newest committed row, whatever the snapshot says, and nobody can change it afterwards: what is
    judged here is what will be written.
    """
    after = ", ".join(_after(field, mixed=mixed) for field in edited)
    before = _before_column(edited, mixed=mixed)
    locked = compose(
        "SELECT e.n, e.v, {columns}, {after}, {actor} AS actor, {readable} AS readable, {may_before} AS may_before"
        " FROM input e JOIN {relation} t ON t.id = e.k"
        " WHERE t.deleted_at IS NULL AND (SELECT current FROM guard)"
        " ORDER BY t.id FOR NO KEY UPDATE OF t",
        columns=columns(schema, "t"),
        after=after or "NULL AS a_none",
        actor=Fragment("%s::bigint", (ACTOR,)),
        readable=rules.readable(before),
        may_before=rules.writable(before),
        relation=schema.relation,
    )
    return compose(
        "judged AS MATERIALIZED (SELECT l.*, {fresh} AS fresh, {differs} AS differs, {may_after} AS may_after{broken}"
        " FROM ({locked}) l WHERE l.readable)",
        fresh="(l.v IS NULL OR l.v = l.version)",
        differs=Fragment(" OR ".join(f"l.{_old(f)} IS DISTINCT FROM l.a_{f.number}" for f in edited) or "false"),
        may_after=TRUE if late else rules.writable(_after_column(edited)),
        broken=_broken(edited, constraints),
        locked=locked,
    )


def _broken(edited: Sequence[FieldDef], constraints: Sequence[Constraint]) -> Fragment:
    if not constraints:
        return EMPTY
    numbers = {field.number for field in edited}

    def unchanged(field: FieldDef) -> str:
        same = f"l.{field.column} IS NOT DISTINCT FROM l.a_{field.number}"
        return same if field.number in numbers else "true"

    return compose(", {it} AS broken", it=broken(constraints, _after_column(edited), unchanged))


def _after(field: FieldDef, *, mixed: bool) -> str:
    """The cell as it would become, ``a_<number>``. Pairs of links are changed before this statement: what such a cell
    held comes with the input, ``b_<number>``, and what it holds is in the tables."""
    given = f"e.{field.column}"
    stands = column_of("t")(field)
    if field.kind is ValueKind.LINK:
        return f"{_touched(field, given, stands, mixed=mixed)} AS b_{field.number}, {stands} AS a_{field.number}"
    return f"{_touched(field, given, stands, mixed=mixed)} AS a_{field.number}"


def _touched(field: FieldDef, given: str, stands: str, *, mixed: bool) -> str:
    return f"CASE WHEN e.touched ? '{field.column}' THEN {given} ELSE {stands} END" if mixed else given


def _old(field: FieldDef) -> str:
    return f"b_{field.number}" if field.kind is ValueKind.LINK else field.column


def _before_column(edited: Sequence[FieldDef], *, mixed: bool) -> Column:
    """The record before the write, links included."""
    row = column_of("t")
    links = {field.number for field in edited if field.kind is ValueKind.LINK}

    def column(field: FieldDef) -> str:
        if field.number not in links:
            return row(field)
        return f"({_touched(field, f'e.{field.column}', row(field), mixed=mixed)})"

    return column


def _after_column(edited: Sequence[FieldDef]) -> Column:
    numbers, row = {field.number for field in edited}, column_of("l")

    def column(field: FieldDef) -> str:
        if field.type.system_column == "updated_by":
            return "l.actor"
        return f"l.a_{field.number}" if field.number in numbers else row(field)

    return lambda field: cell(field, column)


def _changed(
    schema: TableSchema, edited: Sequence[FieldDef], formulas: Sequence[FieldDef], stamps: Sequence[Stamp]
) -> Fragment:
    assigned = "".join(f"{f.column} = j.a_{f.number}, " for f in edited if f.kind is not ValueKind.LINK)
    old = "".join(
        f", j.b_{f.number} AS old_{f.number}, j.a_{f.number} AS {f.column}"
        if f.kind is ValueKind.LINK
        else f", old.{f.column} AS old_{f.number}"
        for f in edited
    )
    if formulas:
        old += ", old.updated_at AS old_updated_at"
    return compose(
        "changed AS (UPDATE {relation} t SET {assigned}{stamped}version = t.version + 1, updated_at = now(),"
        " updated_by = {actor} FROM judged j WHERE t.id = j.id AND j.differs AND (SELECT ok FROM verdict)"
        " RETURNING j.n, {new}{old})",
        relation=schema.relation,
        assigned=assigned,
        stamped=assignments(stamps, edited, lambda field: f"j.{_old(field)} IS DISTINCT FROM j.a_{field.number}"),
        actor=Fragment("%s::bigint", (ACTOR,)),
        new=columns(schema, "new"),
        old=old + former(stamps),
    )
