"""Row rules that a mutation's own statement cannot hold against what becomes of its records."""

from collections.abc import Sequence
from typing import cast

from api.records.fetch import fetch_row
from api.records.sql.fragment import array, compiled, compose, param
from api.records.sql.guard import CURRENT, guard
from api.records.sql.project import column_of
from api.records.writing.act import WriteAct
from api.records.writing.refusal import KEPT, missing
from core.errors import Forbidden


async def judge_before(act: WriteAct, keys: Sequence[int]) -> None:
    """Before a mutation looks at what else the records hold, links and files, and says something about that: whether
    the subject may know of them, and change them. No statement where no rules are. Raises NotFound, Forbidden as the
    mutation itself would, StaleSchema."""
    rules, column = act.rules, column_of("t")
    if not rules.any:
        return
    statement = compose(
        "WITH {guard} SELECT {current}, (SELECT coalesce(jsonb_object_agg(t.id, {writable}), '{{}}') FROM {relation} t"
        " WHERE t.id = ANY ({keys}) AND t.deleted_at IS NULL AND {readable})",
        guard=guard(act.schema, act.access.policy),
        current=CURRENT,
        relation=act.schema.relation,
        keys=param(array(keys), "bigint[]"),
        readable=rules.readable(column),
        writable=rules.writable(column),
    )
    _, found = await fetch_row(act.conn, act.schema, compiled(statement), {})
    may = cast("dict[str, bool]", found)
    for place, key in enumerate(keys):
        if str(key) not in may:
            raise missing(act.access, place, key)
    if not all(may.values()):
        raise Forbidden(KEPT)


async def judge_settled(act: WriteAct, keys: Sequence[int], refused: str) -> None:
    """Write rules that read computed values, asked of the records when these are up to date (``effects.settle``). No
    statement where rules read none. Raises Forbidden with ``refused``, StaleSchema."""
    rules = act.rules
    if not rules.late or not keys:
        return
    statement = compose(
        "WITH {guard} SELECT {current}, EXISTS (SELECT FROM {relation} t WHERE t.id = ANY ({keys})"
        " AND t.deleted_at IS NULL AND NOT {writable})",
        guard=guard(act.schema, act.access.policy),
        current=CURRENT,
        relation=act.schema.relation,
        keys=param(array(keys), "bigint[]"),
        writable=rules.writable(column_of("t")),
    )
    if (await fetch_row(act.conn, act.schema, compiled(statement), {}))[1]:
        raise Forbidden(refused)
