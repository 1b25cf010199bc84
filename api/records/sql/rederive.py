"""Working derived values out again: which records, and what they hold now.

Two statements, because of READ COMMITTED. The first one locks the records, and so waits for whoever else works them
out at this moment; only a statement that begins afterwards sees what that one left.
"""

from collections.abc import Sequence

from api.records.sql.derive import Across
from api.records.sql.differing import differing
from api.records.sql.formula import touched_by
from api.records.sql.fragment import Fragment, Slot, compose, join
from api.records.sql.mutation import columns, log
from api.records.sql.stamps import assignments, former, moved_by
from core.changes import Operation
from core.schema import FieldDef, TableSchema

OWN, OTHERS, AFTER, LIMIT = Slot("own"), Slot("others"), Slot("after"), Slot("limit")
KEYS, RAISED, LOGGED = Slot("keys"), Slot("raised"), Slot("logged")
_AFTER, _LIMIT = Fragment("%s::bigint", (AFTER,)), Fragment("%s::bigint", (LIMIT,))


def affected_statement(schema: TableSchema, across: Across) -> Fragment:
    """Keys of the live records among ``own`` and of those that are linked with ``others``, locked, in order.

    Only those above ``after``, and so many.
    """
    return compose(
        "SELECT t.id FROM ({stale}) w JOIN {relation} t ON t.id = w.id"
        " WHERE t.deleted_at IS NULL AND t.id > {after} ORDER BY t.id LIMIT {limit} FOR NO KEY UPDATE OF t",
        stale=_stale(across),
        relation=schema.relation,
        after=_AFTER,
        limit=_LIMIT,
    )


def lock_statement(schema: TableSchema, ways: Sequence[Across]) -> Fragment:
    """Locks the live records that are linked with ``others_0`` over the first way, with ``others_1`` over the second,
    and so on, all in one order; not more than ``limit``."""
    return compose(
        "SELECT count(*) FROM (SELECT t.id FROM ({linked}) w JOIN {relation} t ON t.id = w.id"
        " WHERE t.deleted_at IS NULL ORDER BY t.id LIMIT {limit} FOR NO KEY UPDATE OF t) locked",
        linked=join(" UNION ", (_linked(across, others_of(at)) for at, across in enumerate(ways))),
        relation=schema.relation,
        limit=_LIMIT,
    )


def others_of(way: int) -> Slot:
    return Slot(f"others_{way}")


def size_statement(across: Across) -> Fragment:
    """How many records that may be, before anybody looks at them."""
    return compose("SELECT count(*) FROM ({stale}) w", stale=_stale(across))


def _stale(across: Across) -> Fragment:
    return compose(
        "SELECT unnest({own}) AS id UNION {linked}",
        own=Fragment("%s::bigint[]", (OWN,)),
        linked=_linked(across, OTHERS),
    )


def _linked(across: Across, others: Slot) -> Fragment:
    return compose(
        "SELECT l.{mine} AS id FROM {pairs} l WHERE l.{theirs} = ANY({others})",
        others=Fragment("%s::bigint[]", (others,)),
        mine=across.own,
        theirs=across.other,
        pairs=across.relation,
    )


def every_statement(schema: TableSchema) -> Fragment:
    """The same for all live records of the table."""
    return compose(
        "SELECT t.id FROM {relation} t WHERE t.deleted_at IS NULL AND t.id > {after}"
        " ORDER BY t.id LIMIT {limit} FOR NO KEY UPDATE OF t",
        relation=schema.relation,
        after=_AFTER,
        limit=_LIMIT,
    )


def apply_statement(schema: TableSchema, fields: Sequence[tuple[FieldDef, Fragment]]) -> Fragment:
    """Writes what differs in these fields of the records ``keys``; gives, per field, the keys of those that did.

    A record's version rises with its first change in an act: ``raised`` are those that have had theirs. Who changed it
    last, and when, stays: nobody did; but columns about changes of these very fields tell of this one, unless it is a
    filling, which is not ``logged``. The change rows have the formulas over these fields too.
    """
    written = [field for field, _ in fields]
    formulas, stamps = touched_by(schema, written), moved_by(schema, written)
    logged = Fragment("%s::boolean", (LOGGED,))
    old = "".join(f", old.{field.column} AS old_{field.number}" for field in written)
    return compose(
        "WITH fresh AS MATERIALIZED (SELECT k.id, {values} FROM unnest({keys}) AS k(id)),"
        " changed AS (UPDATE {relation} t SET {stamped}{assigned},"
        " version = t.version + CASE WHEN t.id = ANY({raised}) THEN 0 ELSE 1 END"
        " FROM fresh f WHERE t.id = f.id AND t.deleted_at IS NULL AND ({differ})"
        " RETURNING new.id AS n, {new}, old.updated_at AS old_updated_at{old}),"
        " {log} SELECT {found} FROM changed c",
        values=join(", ", (compose("{v} AS " + f"v_{field.number}", v=value) for field, value in fields)),
        keys=Fragment("%s::bigint[]", (KEYS,)),
        relation=schema.relation,
        stamped=assignments(
            stamps, written, lambda field: f"t.{field.column} IS DISTINCT FROM f.v_{field.number}", logged
        ),
        assigned=", ".join(f"{field.column} = f.v_{field.number}" for field in written),
        raised=Fragment("%s::bigint[]", (RAISED,)),
        differ=" OR ".join(f"t.{field.column} IS DISTINCT FROM f.v_{field.number}" for field in written),
        new=columns(schema, "new"),
        old=old + former(stamps),
        log=log(schema, Operation.UPDATE, *differing(written, formulas, stamps), when=logged),
        found=", ".join(
            f"coalesce(array_agg(c.id) FILTER (WHERE c.old_{f.number} IS DISTINCT FROM c.{f.column}), '{{}}')"
            for f in written
        ),
    )
