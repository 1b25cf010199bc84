"""What a writer knows from the schema alone."""

from dataclasses import replace

from core.computed.watched import watched
from core.schema import FieldDef, TableSchema
from core.values import JsonValue
from tests.core.computed.test_graph import field, table


def pair(*more: FieldDef) -> tuple[TableSchema, TableSchema]:
    """Orders with a sum over their paid lines, and lines; ``more`` are fields of the lines."""
    paid: JsonValue = {"field": "paid", "operator": "equals", "value": True}
    config: dict[str, JsonValue] = {
        "linkField": "lines",
        "field": "amount",
        "aggregate": "sum",
        "filter": paid,
        "target": "t2",
    }
    orders = table(1, field(1, "lines"), field(2, "total", "rollup", config), field(3, "name"))
    lines = table(2, field(1, "order"), field(2, "amount"), field(3, "paid"), field(4, "note"), *more)
    return replace(orders, linked={1: lines}), replace(lines, linked={1: orders})


def test_what_is_looked_at_is_watched_and_nothing_else() -> None:
    orders, lines = pair()
    assert watched(lines).fields == {2, 3}
    assert (watched(lines).rows, watched(lines).derives) == (True, False)
    assert watched(orders).fields == {1}
    assert (watched(orders).rows, watched(orders).derives) == (False, True)


def test_a_table_without_links_watches_nothing() -> None:
    alone = watched(table(3, field(1, "name")))
    assert (alone.fields, alone.rows, alone.derives, alone.anything) == (frozenset(), False, False, False)


def test_tables_may_look_at_each_other() -> None:
    orders, lines = pair(field(5, "back", "lookup", {"linkField": "order", "field": "total", "target": "t1"}))
    assert watched(lines).fields == {1, 2, 3}
    assert watched(orders).fields == {1, 2}


def test_what_is_invalid_watches_nothing() -> None:
    orders, lines = pair()
    total = orders.fields[1]
    lost = replace(total, config=total.config.model_copy(update={"invalid": "gone"}))
    blind = replace(orders, fields=(orders.fields[0], lost, orders.fields[2]))
    assert watched(replace(lines, linked={1: blind})).fields == frozenset()
