"""One cell changed that three formulas of its record and a rollup in its parent are made of: all fresh in the reply."""

import itertools
import random

from core.ids import record_id
from ops.bench.client import BenchError
from ops.bench.derived import Derived
from ops.bench.measure import Goal, Measure
from ops.bench.rig import Rig
from ops.bench.stats import interleaved, percentile, repeated

_BUDGET_MS = 30.0


def run(rig: Rig, derived: Derived) -> list[Measure]:
    dice = random.Random(derived.table.records)  # noqa: S311 - which records are changed is no secret
    number = int(derived.table.relation.rsplit("_", 1)[1])
    amounts = itertools.count(10_000)

    def edit() -> None:
        amount, key = next(amounts), dice.randint(1, derived.table.records)
        made = rig.client.call("PATCH", f"/records/{record_id(number, key)}", {"fields": {"Amount": amount}})
        if made["fields"]["Margin"] != round(amount * 0.35, 2):
            raise BenchError(f"the reply to an edit has a stale margin: {made['fields']}")

    def plain() -> None:
        key = dice.randint(1, derived.table.records)
        rig.client.call("PATCH", f"/records/{record_id(number, key)}", {"fields": {"Quantity": next(amounts)}})

    _see_the_parent(rig, derived, number)
    value, limit = interleaved(
        rig.effort.rounds,
        lambda: repeated(rig.effort.requests, edit),
        lambda: repeated(rig.effort.requests, plain),
        before=rig.settle,
        of=lambda series: percentile(series, 0.95),
    )
    name, records = "change a cell under 3 formulas and a rollup, p95", derived.table.records
    return [
        Measure(name, records, value, _BUDGET_MS, "ms", "the budget", Goal.AT_MOST, 1.0),
        Measure(name, records, value, limit, "ms", "a change that nothing is made of", Goal.AT_MOST, 3.0),
    ]


def _see_the_parent(rig: Rig, derived: Derived, number: int) -> None:
    """That the rollup follows within the request is what makes the time worth something."""
    parent, child = f"/records/{derived.linked.parent(1)}", f"/records/{record_id(number, 1)}"
    before = rig.client.call("GET", parent)["fields"]["Volume"]
    had = rig.client.call("GET", child)["fields"]["Amount"]
    rig.client.call("PATCH", child, {"fields": {"Amount": had + 1}})
    after = rig.client.call("GET", parent)["fields"]["Volume"]
    if round(after - before, 6) != 1:
        raise BenchError(f"a rollup went from {before} to {after} when one of its amounts grew by 1")
