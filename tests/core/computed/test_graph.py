"""The graph of computed fields: what is read, in which order, and that circles are found."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.computed.graph import Circle, Edge, Graph, Node, build, filter_fields
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue


def field(number: int, name: str, type: str = "text", config: dict[str, JsonValue] | None = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(name), number, name, kind, parse_config(kind, config))


def table(number: int, *fields: FieldDef) -> TableSchema:
    return TableSchema(
        TableId(f"t{number}"), number, f"T{number}", 1, BaseId("b"), WorkspaceId("w"), 1, fields[0].id, fields
    )


def edges(*pairs: tuple[int, int]) -> Graph:
    """(reader, source) pairs of fields of one table."""
    return Graph(tuple(Edge(Node(1, source), Node(1, reader), None) for reader, source in pairs), {})


def test_a_derived_field_reads_its_link_and_what_it_names_in_the_linked_table() -> None:
    config: dict[str, JsonValue] = {
        "linkField": "lines",
        "field": "amount",
        "target": "t2",
        "sorts": [{"field": "day"}],
        "filter": {
            "conjunction": "and",
            "filters": [{"field": "paid", "operator": "equals", "value": {"field": "due"}}],
        },
    }
    orders = table(1, field(1, "lines"), field(2, "amounts", "lookup", config))
    lines = table(2, *(field(at, name) for at, name in enumerate(["amount", "day", "paid", "due", "other"])))
    graph = build([orders, lines])
    assert {(edge.source, edge.link) for edge in graph.edges} == {
        (Node(1, 1), None),
        *((Node(2, at), 1) for at in range(4)),
    }
    assert graph.rows_read == {2: (Node(1, 2),)}
    assert graph.order == (Node(1, 2),)


def test_what_is_invalid_or_leads_nowhere_reads_nothing_across() -> None:
    lost: dict[str, JsonValue] = {"linkField": "lines", "field": "amount", "target": "t2", "invalid": "gone"}
    other: dict[str, JsonValue] = {"linkField": "lines", "field": "amount", "target": "t9"}
    fields = (field(1, "lines"), field(2, "lost", "lookup", lost), field(3, "other", "lookup", other))
    graph = build([table(1, *fields), table(2, field(1, "amount"))])
    assert {edge.source for edge in graph.edges} == {Node(1, 1)}
    assert graph.rows_read == {}


def test_a_chain_is_in_order_however_long() -> None:
    chain = edges(*((at + 1, at) for at in range(5_000)))
    assert chain.order == tuple(Node(1, at) for at in range(1, 5_001))
    assert len(chain.downstream([Node(1, 4_990)])) == 10


def test_a_circle_is_told_with_its_path() -> None:
    with pytest.raises(Circle) as caught:
        _ = edges((1, 2), (2, 3), (3, 4), (4, 2)).order
    assert [node.field for node in caught.value.path] == [2, 3, 4, 2]


def test_a_field_that_reads_itself_is_a_circle() -> None:
    with pytest.raises(Circle) as caught:
        _ = edges((1, 1)).order
    assert caught.value.path == (Node(1, 1), Node(1, 1))


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (None, []),
        ({"field": "a", "operator": "isEmpty"}, ["a"]),
        ({"field": "a", "operator": "equals", "value": {"mode": "today"}}, ["a"]),
        ({"conjunction": "or", "filters": [{"filters": [{"field": "a"}]}, {"field": "b"}]}, ["a", "b"]),
    ],
)
def test_a_filter_names_its_fields(raw: JsonValue, names: list[str]) -> None:
    assert list(filter_fields(raw)) == names


_pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


@given(_pairs)
def test_everything_comes_after_what_it_reads(pairs: list[tuple[int, int]]) -> None:
    straight = [(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1]]
    order = edges(*straight).order
    assert set(order) == {Node(1, reader) for reader, _ in straight}
    places = {node.field: at for at, node in enumerate(order)}
    assert all(places.get(source, -1) < places[reader] for reader, source in straight)
    levels = {node.field: level for node, level in edges(*straight).levels.items()}
    assert all(levels.get(source, 0) < levels[reader] for reader, source in straight)


@given(_pairs, st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True))
def test_any_circle_is_found_and_its_path_is_one(pairs: list[tuple[int, int]], ring: list[int]) -> None:
    pairs += list(zip(ring, [*ring[1:], ring[0]], strict=True))
    with pytest.raises(Circle) as caught:
        _ = edges(*pairs).order
    path = [node.field for node in caught.value.path]
    assert path[0] == path[-1]
    assert len(path) > 1
    assert all(step in pairs for step in pairwise(path))


@given(_pairs, st.sets(st.integers(0, 12), max_size=3))
def test_downstream_is_the_closure(pairs: list[tuple[int, int]], sources: set[int]) -> None:
    found = {node.field for node in edges(*pairs).downstream(Node(1, source) for source in sources)}
    assert found == closure(pairs, sources)


def closure(pairs: Iterable[tuple[int, int]], sources: set[int]) -> set[int]:
    found: set[int] = set()
    while True:
        more = {reader for reader, source in pairs if source in sources | found} - found
        if not more:
            return found
        found |= more
