"""New records.

Keys are drawn before anything is inserted, so each input row knows its key. A ``ckey`` that the table already has gives
the record that has it, untouched; one that another transaction is inserting right now gives no row at all, and the
caller reads it in a second statement, when it can be seen.
"""

from collections.abc import Sequence

from api.records.sql.broken import broken
from api.records.sql.formula import cell, formulas_of
from api.records.sql.fragment import EMPTY, TRUE, Fragment, Slot, compose
from api.records.sql.guard import guard
from api.records.sql.input import many, single
from api.records.sql.links import NO_LINKS
from api.records.sql.mutation import ACTOR, answer, columns, log, recorded, snapshot, stored
from api.records.sql.project import Column, Shape, column_of
from api.records.sql.rowrules import RowRules
from api.records.sql.stamps import first, moved_by
from core.access.policy import Policy
from core.changes import Operation
from core.fields.constraints import Constraint
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

_SYSTEM = (("ckey", "uuid"),)


def create_statement(
    schema: TableSchema,
    policy: Policy,
    rules: RowRules,
    *,
    given: Sequence[FieldDef],
    one: bool,
    keyed: bool,
    shape: Shape,
    constraints: Sequence[Constraint] = (),
    linked: bool = False,
) -> Fragment:
    """``given`` are the fields that any draft fills; ``keyed`` when some draft has a client's key.

    ``linked`` when pairs of links will be made for the new records: then ``log_created`` writes the change rows after
    that, and ``why`` tells, as ``[place, key]``, which records are new. Rules that read what is worked out after that
    are then asked by the caller.

    Input columns: n, ckey, the given columns.
    """
    rows = Fragment(f"SELECT c.n, {columns(schema, 'c')} FROM changed c")
    held = "j.broken" if constraints else "'{}'::int[]"
    if keyed:
        rows = compose(
            "{created} UNION ALL SELECT e.n, {columns} FROM input e JOIN {relation} t ON t.ckey = e.ckey"
            " WHERE (SELECT ok FROM verdict) AND {readable}",
            created=rows,
            columns=columns(schema, "t"),
            relation=schema.relation,
            readable=rules.readable(column_of("t")),
        )
    return compose(
        "WITH {guard}, input AS MATERIALIZED (SELECT * FROM {source}), {judged}, {verdict}, {created},"
        " {changed}{log} {answer}",
        guard=guard(schema, policy),
        source=single(_SYSTEM, given) if one else many(_SYSTEM, given),
        judged=_judged(schema, rules, given, constraints, late=linked and rules.late),
        verdict=compose(
            "verdict AS MATERIALIZED (SELECT (SELECT current FROM guard)"
            " AND coalesce(bool_and(j.may_after{kept}), true){free} AS ok FROM judged j)",
            kept=" AND j.broken = '{}'" if constraints else EMPTY,
            free=_free(schema, rules) if keyed and policy.read_filter is not None else EMPTY,
        ),
        created=_created(schema, given, keyed=keyed),
        changed="changed AS (SELECT j.n, c.* FROM created c JOIN judged j ON j.id = c.id)",
        log=EMPTY if linked else compose(", {log}", log=_log(schema, (*stored(schema), *formulas_of(schema)))),
        answer=answer(
            schema,
            policy.visible_fields(schema),
            shape,
            rules=rules,
            rows=rows,
            why=Fragment(
                "CASE WHEN NOT (SELECT ok FROM verdict) THEN (SELECT coalesce(jsonb_agg("
                f"jsonb_build_array(j.n, {held}) ORDER BY j.n), '[]')"
                f" FROM judged j WHERE NOT j.may_after OR {held} <> '{{}}'){_NEW if linked else ''} END"
            ),
        ),
    )


_NEW = " ELSE (SELECT coalesce(jsonb_agg(jsonb_build_array(c.n, c.id) ORDER BY c.n), '[]') FROM changed c)"


def log_created(schema: TableSchema) -> Fragment:
    """Change rows for the new records KEYS, in this order, with the links that they have by now."""
    return compose(
        "WITH changed AS (SELECT e.n, {columns} FROM unnest({keys}) WITH ORDINALITY AS e(k, n)"
        " JOIN {relation} t ON t.id = e.k), {log} SELECT count(*) FROM changed",
        columns=columns(schema, "t"),
        keys=Fragment("%s::bigint[]", (Slot("keys"),)),
        relation=schema.relation,
        log=_log(schema, recorded(schema)),
    )


def _log(schema: TableSchema, fields: Sequence[FieldDef]) -> Fragment:
    return log(schema, Operation.CREATE, Fragment("'{}'::jsonb"), snapshot(fields, "c"))


def _free(schema: TableSchema, rules: RowRules) -> Fragment:
    """No client key belongs to a record that the caller may not read."""
    return compose(
        " AND NOT EXISTS (SELECT FROM input e JOIN {relation} t ON t.ckey = e.ckey WHERE ({readable}) IS NOT TRUE)",
        relation=schema.relation,
        readable=rules.readable(column_of("t")),
    )


def _judged(
    schema: TableSchema, rules: RowRules, given: Sequence[FieldDef], constraints: Sequence[Constraint], *, late: bool
) -> Fragment:
    values = "".join(f", e.{field.column}" for field in given)
    return compose(
        "judged AS MATERIALIZED (SELECT d.*, {may_after} AS may_after{broken} FROM ("
        "SELECT nextval('{relation}_id_seq'::regclass) AS id, {actor} AS actor, e.n, e.ckey{values}"
        " FROM (SELECT * FROM input WHERE (SELECT current FROM guard) ORDER BY n) e) d)",
        may_after=TRUE if late else rules.writable(_column(given)),
        broken=compose(", {it} AS broken", it=broken(constraints, _column(given))) if constraints else EMPTY,
        relation=schema.relation,
        actor=Fragment("%s::bigint", (ACTOR,)),
        values=values,
    )


def _column(given: Sequence[FieldDef]) -> Column:
    """A draft as the row that it will be: what nobody gave has its default."""
    numbers = {field.number for field in given}
    system = {"id": "d.id", "created_by": "d.actor", "updated_by": "d.actor"}

    def column(field: FieldDef) -> str:
        if field.number in numbers:
            return f"d.{field.column}"
        if field.kind is ValueKind.LINK:
            return NO_LINKS
        if field.type.system_column is not None:
            return system.get(field.type.system_column, "now()")
        return f"NULL::{field.column_type.value}"

    return lambda field: cell(field, column)


def _created(schema: TableSchema, given: Sequence[FieldDef], *, keyed: bool) -> Fragment:
    filled = [field for field in given if field.stored]
    names = "".join(f", {field.column}" for field in filled)
    values = "".join(f", j.{field.column}" for field in filled)
    stamped, moments = first(moved_by(schema, given), given, "j")
    conflict = " ON CONFLICT (ckey) WHERE ckey IS NOT NULL DO NOTHING" if keyed else ""
    return compose(
        "created AS (INSERT INTO {relation} AS t (id, ckey, created_by, updated_by{names})"
        " SELECT j.id, j.ckey, {actor}, {actor}{values}{moments} FROM judged j WHERE (SELECT ok FROM verdict)"
        " ORDER BY j.n{conflict} RETURNING {columns})",
        relation=schema.relation,
        names=names + stamped,
        actor=Fragment("%s::bigint", (ACTOR,)),
        values=values,
        moments=moments,
        conflict=conflict,
        columns=columns(schema, "t"),
    )
