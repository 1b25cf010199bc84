"""Statements on pairs of records (``api/db/pairs.py`` has the tables).

Which way round is said by the config of the field that a cell belongs to: ``own`` is its side, ``other`` the far one.
"""

from api.records.sql.differing import differing
from api.records.sql.formula import touched_by
from api.records.sql.fragment import Fragment, Slot, compose
from api.records.sql.links import link_cell
from api.records.sql.mutation import ACTOR, columns, log
from api.records.sql.stamps import assignments, former, moved_by
from core.changes import Operation
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema

KEYS = Slot("keys")
"""The records whose cells are written, come or go."""
TARGETS = Slot("targets")
"""The records that the cells are to hold."""
CELLS = Slot("cells")
"""JSON: ``[{"n", "k", "links"}]``, or ``[{"k", "b"}]`` with what a cell held before."""


def affected(field: FieldDef, symmetric: FieldDef, *, cells: bool) -> Fragment:
    """One row of two JSON arrays of ``[key, cell]``: the records on this side, then those on the far side, whose cells
    may change when the records KEYS get TARGETS, or come or go. Without ``cells`` the cells are null."""
    config = config_of(field, LinkConfig)
    far = config_of(symmetric, LinkConfig)
    robbed = ""
    if not far.cardinality.many:
        # A record that may have one link only is taken away from who has it.
        robbed = f" UNION SELECT l.{config.side} FROM {config.relation} l JOIN wanted w ON w.key = l.{config.other}"
    return compose(
        "WITH keys AS MATERIALIZED (SELECT unnest({keys}) AS key), wanted AS MATERIALIZED (SELECT unnest({targets})"
        " AS key), own AS (SELECT key FROM keys{robbed}), far AS (SELECT key FROM wanted UNION"
        " SELECT l.{other} FROM {pairs} l JOIN keys k ON k.key = l.{own})"
        " SELECT (SELECT coalesce(jsonb_agg(jsonb_build_array(r.key, {mine})), '[]') FROM own r),"
        " (SELECT coalesce(jsonb_agg(jsonb_build_array(r.key, {theirs})), '[]') FROM far r)",
        keys=Fragment("%s::bigint[]", (KEYS,)),
        targets=Fragment("%s::bigint[]", (TARGETS,)),
        robbed=robbed,
        other=config.other,
        pairs=config.relation,
        own=config.side,
        mine=link_cell(field, "r.key") if cells else "NULL",
        theirs=link_cell(symmetric, "r.key") if cells else "NULL",
    )


def lock(relation: str) -> Fragment:
    """The records KEYS that there are, locked in the order of their keys, and whether each is live."""
    return compose(
        "SELECT t.id, t.deleted_at IS NULL FROM {relation} t WHERE t.id = ANY({keys}) ORDER BY t.id"
        " FOR NO KEY UPDATE OF t",
        relation=relation,
        keys=Fragment("%s::bigint[]", (KEYS,)),
    )


def unlink(field: FieldDef, symmetric: FieldDef) -> Fragment:
    """Drops the pairs that are not in the CELLS: those that the cells showed, and those that stand in the way.

    Pairs with deleted records stay for their restoring, unless a record that may be in one pair only is in a new one.
    """
    config = config_of(field, LinkConfig)
    crowded = "" if config.cardinality.many else f" OR EXISTS (SELECT FROM wanted w WHERE w.own = p.{config.side})"
    robbed = ""
    if not config_of(symmetric, LinkConfig).cardinality.many:
        robbed = f" UNION SELECT p.a, p.b FROM {config.relation} p JOIN wanted w ON w.other = p.{config.other}"
    return compose(
        "WITH asked AS MATERIALIZED ({asked}), wanted AS MATERIALIZED ({wanted})"
        " DELETE FROM {pairs} l USING (SELECT p.a, p.b FROM {pairs} p JOIN asked s ON s.own = p.{own}"
        " LEFT JOIN {target} o ON o.id = p.{other} AND o.deleted_at IS NULL WHERE o.id IS NOT NULL{crowded}{robbed})"
        " gone WHERE l.a = gone.a AND l.b = gone.b AND NOT EXISTS (SELECT FROM wanted w"
        " WHERE w.own = l.{own} AND w.other = l.{other})",
        asked=_ASKED,
        wanted=_WANTED,
        pairs=config.relation,
        own=config.side,
        other=config.other,
        target=config.target_relation,
        crowded=crowded,
        robbed=robbed,
    )


def link(field: FieldDef) -> Fragment:
    """Makes the pairs of the CELLS, in their order; a new one comes last in the cell at its far end."""
    config = config_of(field, LinkConfig)
    return compose(
        "WITH asked AS MATERIALIZED ({asked}), wanted AS MATERIALIZED ({wanted})"
        " INSERT INTO {pairs} AS l ({own}, {other}, pos_{own}) SELECT w.own, w.other, w.place FROM wanted w"
        " ORDER BY w.n, w.place ON CONFLICT (a, b) DO UPDATE SET pos_{own} = excluded.pos_{own}"
        " WHERE l.pos_{own} <> excluded.pos_{own}",
        asked=_ASKED,
        wanted=_WANTED,
        pairs=config.relation,
        own=config.side,
        other=config.other,
    )


def touch(schema: TableSchema, field: FieldDef) -> Fragment:
    """Raises the version of those live records whose cell is not what CELLS say it was, with a change row for each.

    One row: their keys.
    """
    formulas, stamps = touched_by(schema, (field,)), moved_by(schema, (field,))
    changed = compose(
        "changed AS (UPDATE {relation} t SET {stamped}version = t.version + 1, updated_at = now(), updated_by = {actor}"
        " FROM seen s WHERE t.id = s.k AND t.deleted_at IS NULL AND s.b IS DISTINCT FROM s.c"
        " RETURNING new.id AS n, {columns}, s.b AS old_{number}, s.c AS f_{number}{before})",
        relation=schema.relation,
        stamped=assignments(stamps, (field,), lambda _: "true"),
        columns=columns(schema, "new") if formulas or stamps else "new.id, new.version",
        number=str(field.number),
        before=(", old.updated_at AS old_updated_at" if formulas else "") + former(stamps),
        actor=Fragment("%s::bigint", (ACTOR,)),
    )
    return compose(
        "WITH seen AS MATERIALIZED (SELECT e.k, e.b, {cell} AS c FROM jsonb_to_recordset({cells})"
        " AS e(k bigint, b bigint[])), {changed}, {log}"
        " SELECT coalesce(array_agg(id ORDER BY id), '{{}}') FROM changed",
        cell=link_cell(field, "e.k"),
        cells=_CELLS,
        changed=changed,
        log=log(schema, Operation.UPDATE, *differing((field,), formulas, stamps)),
    )


def drop_surplus(config: LinkConfig, side: str, relations: tuple[str, str]) -> Fragment:
    """Where records of ``side`` may be in one pair from now on: those with a deleted partner go, unless it is the only
    pair. ``relations`` are the tables of a and b."""
    other = "b" if side == "a" else "a"
    return Fragment(
        f"DELETE FROM {config.relation} p USING (SELECT l.a, l.b, o.deleted_at IS NULL AS live, row_number() OVER"
        f" (PARTITION BY l.{side} ORDER BY o.deleted_at NULLS FIRST, l.pos_{side}) AS place FROM {config.relation} l"
        f" JOIN {relations[0 if other == 'a' else 1]} o ON o.id = l.{other}) r"
        " WHERE p.a = r.a AND p.b = r.b AND r.place > 1 AND NOT r.live"
    )


_CELLS = Fragment("%s::jsonb", (CELLS,))
_ASKED = compose(
    "SELECT e.n, e.k AS own, e.links FROM jsonb_to_recordset({cells}) AS e(n int, k bigint, links jsonb)", cells=_CELLS
)
_WANTED = Fragment(
    "SELECT s.n, s.own, x.key::bigint AS other, x.place::int AS place FROM asked s"
    " CROSS JOIN LATERAL jsonb_array_elements_text(s.links) WITH ORDINALITY AS x(key, place)"
)
