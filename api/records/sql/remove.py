"""Deleting records, softly, and taking that back."""

from collections.abc import Sequence

from api.records.sql.broken import broken
from api.records.sql.fragment import EMPTY, Fragment, Slot, compose
from api.records.sql.guard import guard
from api.records.sql.input import INPUT
from api.records.sql.mutation import ACTOR, answer, columns, log, recorded, snapshot
from api.records.sql.project import Shape, column_of
from api.records.sql.rowrules import RowRules
from api.records.sql.update import verdict, why
from core.access.policy import Policy
from core.changes import Operation
from core.fields.constraints import Constraint
from core.schema import FieldDef, TableSchema

VERSIONS = Slot("versions")
"""Per key the version that the caller has seen; null takes whatever is there."""


def remove_statement(schema: TableSchema, policy: Policy, rules: RowRules) -> Fragment:
    """Input: an array of keys and one of versions. A record that is already deleted counts as not found."""
    return _statement(schema, policy, rules, Operation.DELETE, (), Shape.NAME, ())


def restore_statement(
    schema: TableSchema, policy: Policy, rules: RowRules, shape: Shape, constraints: Sequence[Constraint]
) -> Fragment:
    """Input: the same. A record that is not deleted stays as it is and is shown."""
    return _statement(schema, policy, rules, Operation.RESTORE, policy.visible_fields(schema), shape, constraints)


def _statement(
    schema: TableSchema,
    policy: Policy,
    rules: RowRules,
    operation: Operation,
    shown: Sequence[FieldDef],
    shape: Shape,
    constraints: Sequence[Constraint],
) -> Fragment:
    deleting = operation is Operation.DELETE
    cells, nothing = snapshot(recorded(schema), "c"), Fragment("'{}'::jsonb")
    return compose(
        "WITH {guard}, input AS (SELECT k, v, (place - 1)::int AS n"
        " FROM unnest({keys}, {versions}) WITH ORDINALITY AS e(k, v, place)),"
        " judged AS MATERIALIZED (SELECT l.*, l.deleted_at IS {state} NULL AS differs,"
        " (l.v IS NULL OR l.v = l.version) AS fresh{broken}"
        " FROM (SELECT e.n, e.v, t.deleted_at, {columns}, {may} AS may_before, true AS may_after,"
        " {readable} AS readable"
        " FROM input e JOIN {relation} t ON t.id = e.k"
        " WHERE (SELECT current FROM guard){live} ORDER BY t.id FOR NO KEY UPDATE OF t) l WHERE l.readable),"
        " {verdict},"
        " changed AS (UPDATE {relation} t SET deleted_at = {moment}, version = t.version + 1, updated_at = now(),"
        " updated_by = {actor} FROM judged j WHERE t.id = j.id AND j.differs AND (SELECT ok FROM verdict)"
        " RETURNING j.n, {new}),"
        " {log} {answer}",
        guard=guard(schema, policy),
        keys=Fragment("%s::bigint[]", (INPUT,)),
        versions=Fragment("%s::int[]", (VERSIONS,)),
        broken=_broken(constraints),
        state="" if deleting else "NOT",
        columns=columns(schema, "t"),
        may=rules.writable(column_of("t")),
        readable=rules.readable(column_of("t")),
        relation=schema.relation,
        live=" AND t.deleted_at IS NULL" if deleting else EMPTY,
        verdict=verdict(constraints),
        moment="now()" if deleting else "NULL",
        actor=Fragment("%s::bigint", (ACTOR,)),
        new=columns(schema, "new"),
        log=log(schema, operation, cells if deleting else nothing, nothing if deleting else cells),
        answer=answer(
            schema,
            shown,
            shape,
            rules=rules,
            rows=Fragment(
                f"SELECT c.n, {columns(schema, 'c')} FROM changed c UNION ALL SELECT j.n, {columns(schema, 'j')}"
                " FROM judged j WHERE NOT (j.differs AND (SELECT ok FROM verdict))"
            ),
            why=why(constraints),
        ),
    )


def _broken(constraints: Sequence[Constraint]) -> Fragment:
    """What is not in the trash is left as it is, and so breaks nothing."""
    if not constraints:
        return EMPTY
    it = broken(constraints, column_of("l"))
    return compose(", CASE WHEN l.deleted_at IS NULL THEN '{{}}'::int[] ELSE {it} END AS broken", it=it)
