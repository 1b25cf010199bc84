"""Edits that others are made of, within the request: a rollup in the parent, and lookups in 10, 50 and 100 children.

The limit is an edit of the same tables that nothing is made of: the ratio says what keeping the others right costs.
"""

import itertools
from collections.abc import Callable

from ops.bench.linked import Linked, add_field, make_linked
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, repeated

_FANS = (10, 50, 100)
_GROUPS = 50


def run(rig: Rig) -> list[Measure]:
    return [_rollup(rig), *(_fan_out(rig, fan) for fan in _FANS)]


def _rollup(rig: Rig) -> Measure:
    linked = make_linked(rig, "Rollup", 5_000, 100)
    add_field(rig, linked.parents, "rollup", "Total", linkField="Children", field="Amount", aggregate="sum")
    values = itertools.count(1_000)

    def edit(field: str) -> None:
        at = next(values)
        value = at if field == "Amount" else f"name {at}"
        rig.client.call("PATCH", f"/records/{linked.child(1 + at % 5_000)}", {"fields": {field: value}})

    return _against(rig, "change a cell under a rollup", linked, lambda: edit("Amount"), lambda: edit("Name"), 3.0)


def _fan_out(rig: Rig, fan: int) -> Measure:
    linked = make_linked(rig, f"Fan {fan}", fan * _GROUPS, fan)
    add_field(rig, linked.children, "lookup", "Parent name", linkField="Parent", field="Name")
    values = itertools.count(1)

    def looked_up() -> None:
        at = next(values)
        rig.client.call("PATCH", f"/records/{linked.parent(1 + at % _GROUPS)}", {"fields": {"Name": f"name {at}"}})

    def plain() -> None:
        at = next(values)
        rig.client.call("PATCH", f"/records/{linked.child(1 + at % fan)}", {"fields": {"Amount": at}})

    return _against(rig, f"change a cell that {fan} look up", linked, looked_up, plain, 5.0)


def _against(
    rig: Rig, name: str, linked: Linked, work: Callable[[], None], plain: Callable[[], None], target: float
) -> Measure:
    times = rig.effort.slow_requests
    value, limit = interleaved(
        rig.effort.rounds,
        lambda: repeated(times, work),
        lambda: repeated(times, plain),
        before=rig.settle,
    )
    return Measure(name, linked.count, value, limit, "ms", "a change that nothing is made of", Goal.AT_MOST, target)
