"""Write rules of the records at the far end of a link, whose cells change when the link is written.

The level and the levels of fields over there do not count: whoever may write a link changes both its ends (decision
23).
"""

from collections.abc import Collection, Iterable, Mapping

from api.records.linking.held import Held
from api.records.linking.wishes import Wish
from api.records.sql.fragment import array, compiled, compose, execute, param
from api.records.sql.project import column_of
from api.records.sql.rowrules import RowRules
from api.records.writing.act import WriteAct
from core.errors import Forbidden


async def guard_far(
    act: WriteAct, wishes: Iterable[Wish], held: Held, seen: Mapping[int, Collection[int] | None]
) -> None:
    """Before the pairs are changed; what has to be asked again of the same records is noted. ``seen`` as in ``pair``:
    a record that the writer does not know of gives way without a word. Raises Forbidden."""
    for wish in wishes:
        reached = act.access.policy.across(act.schema, wish.field)
        if reached is None or reached[1].write_filter is None:
            continue
        before, known = held.before[act.schema.number, wish.field.number], seen[wish.field.number]
        changed = {key for own, cell in wish.cells.items() for key in set(before.get(own) or ()) ^ set(cell)}
        keys = sorted(key for key in changed if known is None or key in known)
        if keys:
            await _refuse(act, wish, keys, "that the link would change")
            held.guarded.append((wish, keys))


async def refuse_far(act: WriteAct, held: Held) -> None:
    """After all is changed and settled: rules may read what is made of the link. Raises Forbidden."""
    for wish, keys in held.guarded:
        await _refuse(act, wish, keys, "to what the link would make of it")


async def _refuse(act: WriteAct, wish: Wish, keys: list[int], which: str) -> None:
    reached = act.access.policy.across(act.schema, wish.field)
    if reached is None:
        return
    target, policy = reached
    statement = compose(
        "SELECT EXISTS (SELECT FROM {relation} t WHERE t.id = ANY({keys}) AND t.deleted_at IS NULL AND NOT {writable})",
        relation=target.relation,
        keys=param(array(keys), "bigint[]"),
        writable=RowRules(policy, act.rules.context).writable(column_of("t")),
    )
    row = await (await execute(act.conn, compiled(statement), {})).fetchone()
    if row is None or row[0]:
        raise Forbidden(f"Your access rules do not let you change a record of {target.name} {which}.")
