"""Records as stored values: what triggers, history and undo work with. No policy: callers are parts of the system."""

from api.records.sql.fragment import Fragment, compose
from api.records.sql.input import INPUT
from api.records.sql.mutation import recorded, snapshot
from core.schema import TableSchema


def snapshots_statement(schema: TableSchema, *, lock: bool = False) -> Fragment:
    """One row per found key: key, version, live, cells by field number, system columns by name."""
    return compose(
        "SELECT t.id, t.version, t.deleted_at IS NULL, {cells}, jsonb_build_object('id', t.id,"
        " 'created_at', t.created_at, 'created_by', t.created_by, 'updated_at', t.updated_at,"
        " 'updated_by', t.updated_by) FROM {relation} t WHERE t.id = ANY({keys}){lock}",
        cells=snapshot(recorded(schema), "t"),
        relation=schema.relation,
        lock=" ORDER BY t.id FOR NO KEY UPDATE OF t" if lock else "",
        keys=Fragment("%s::bigint[]", (INPUT,)),
    )
