"""The guard: is what this statement was compiled from still true?

Processes cache schemas and policies. Every record statement checks, in its own snapshot, that the table's version and
the workspace's policy version are the ones it was compiled from, so a stale cache costs a retry, never a wrong answer.
"""

from api.records.sql.fragment import Fragment, compose, param
from core.access.policy import Policy
from core.schema import TableSchema


def guard(schema: TableSchema, policy: Policy) -> Fragment:
    """``guard(current)``: a common table expression of one row, ``current`` true or false."""
    return compose(
        "guard AS MATERIALIZED (SELECT EXISTS ("
        "SELECT FROM dataos.tables gt"
        " JOIN dataos.bases gb ON gb.id = gt.base_id"
        " JOIN dataos.workspaces gw ON gw.id = gb.workspace_id"
        " WHERE gt.number = {table} AND gt.version = {version} AND gw.policy_version = {policy}"
        " AND gt.ready AND gt.deleted_at IS NULL AND gb.deleted_at IS NULL AND gw.deleted_at IS NULL"
        ") AS current)",
        table=param(schema.number, "bigint"),
        version=param(schema.version, "int"),
        policy=param(policy.version, "int"),
    )


CURRENT = "(SELECT current FROM guard)"
"""The guard's answer inside a statement: evaluated once, and false means that no row is looked at."""
