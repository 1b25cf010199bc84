"""Every aggregate over every kind of field, in real PostgreSQL: filled into an old table, and kept from then on."""

from typing import Any

import pytest

from core.computed.aggregates import TAKES, RollupFn
from core.computed.results import DoesNotFit, rollup_result
from tests.api.recompute.cases import EMPTY, EXPECTED, LINES, MAKER
from tests.api.recompute.shop import Shop

CASES = [(field, fn) for field, row in EXPECTED.items() for fn in row]


def test_the_table_has_every_function_that_a_kind_takes() -> None:
    assert {fn for _, fn in CASES} == set(RollupFn)
    assert len(CASES) > 100
    assert all(TAKES[fn] for fn in RollupFn)
    assert rollup_result is not None
    assert issubclass(DoesNotFit, Exception)


def plain(value: Any) -> Any:
    """Times as they were sent, people by what the cases call them."""
    match value:
        case list():
            return [plain(item) for item in value]
        case {"email": _}:
            return MAKER
        case str() if value.endswith("+00:00"):
            return value.replace("+00:00", "Z")
        case _:
            return value


def difference(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (plain(found[name]), value)
        for name, value in expected.items()
        if plain(found[name]) != (pytest.approx(value) if isinstance(value, float) else value)
    }


async def test_every_aggregate_of_every_kind(shop: Shop) -> None:
    [full, empty] = await shop.make(shop.orders, {"Name": "full"}, {"Name": "empty"})
    lines = await shop.make(shop.lines, *({**line, "Order": [full]} for line in LINES))
    for field, fn in CASES:
        await shop.derive("rollup", f"{field} {fn}", field=field, aggregate=fn)
    expected = {f"{field} {fn}": EXPECTED[field][fn] for field, fn in CASES}
    nothing = {f"{field} {fn}": EMPTY.get(fn) for field, fn in CASES}

    assert difference(await shop.read(full), expected) == {}
    assert difference(await shop.read(empty), nothing) == {}
    [fresh] = await shop.make(shop.orders, {"Name": "made after the fields"})
    assert difference(await shop.read(fresh), nothing) == {}

    for line in lines:
        await shop.edit(line, Order=[fresh])
    assert difference(await shop.read(full), nothing) == {}
    assert difference(await shop.read(fresh), expected) == {}
    answer = await shop.owner.http.delete(f"/tables/{shop.lines}/records?ids={','.join(lines)}")
    assert answer.status_code == 200
    assert difference(await shop.read(fresh), nothing) == {}
    assert await shop.wrong() == []


async def test_lookups_of_every_kind(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, *({**line, "Order": [order]} for line in LINES))
    for field in EXPECTED:
        await shop.derive("lookup", field, field=field)
    found = await shop.read(order)
    assert {field: plain(found[field]) for field in EXPECTED} == {
        field: row["arrayCompact"] for field, row in EXPECTED.items()
    }


@pytest.mark.parametrize(
    ("field", "aggregate"),
    [("Amount", "and"), ("Note", "sum"), ("Tag", "max"), ("Done", "concatenate"), ("Day", "sum")],
)
async def test_an_aggregate_that_does_not_fit_is_refused(shop: Shop, field: str, aggregate: str) -> None:
    answer = await shop.derive("rollup", "x", 422, field=field, aggregate=aggregate)
    [fault] = answer["errors"]
    assert (fault["path"], fault["code"]) == ("config.aggregate", "does_not_fit")
    assert "it takes count" in fault["message"]


async def test_numbers_beyond_reason_come_out_empty_and_fail_no_write(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    for fn in ("sum", "average", "stddev", "variance", "range", "median"):
        await shop.derive("rollup", fn, field="Amount", aggregate=fn)
    lines = await shop.make(shop.lines, *({"Amount": 1.7e308, "Order": [order]} for _ in range(3)))
    found = await shop.read(order)
    assert [found[fn] for fn in ("sum", "average", "stddev", "variance", "range", "median")] == [None] * 6
    for line in lines:
        await shop.edit(line, Amount=-1e149)
    assert (await shop.read(order))["sum"] == -3e149


async def test_filter_sorts_and_limit(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, *({**line, "Order": [order]} for line in LINES))
    done = {"field": "Done", "operator": "equals", "value": True}
    await shop.derive("count", "Done lines", filter=done)
    await shop.derive("rollup", "Done amount", field="Amount", aggregate="sum", filter=done)
    sorts = [{"field": "Amount"}, {"field": "Name", "direction": "desc"}]
    await shop.derive("lookup", "In order", field="Name", sorts=sorts)
    await shop.derive("lookup", "Two", field="Name", sorts=sorts, limit=2)
    found = await shop.read(order)
    assert found["Done lines"] == 2
    assert found["Done amount"] == 12.5
    assert found["In order"] == ["2", "3", "4", "1"]
    assert found["Two"] == ["2", "3"]
