"""The order in which tables are locked: told from who looks at whom."""

from hypothesis import given
from hypothesis import strategies as st

from core.computed.graph import Graph, Node
from core.computed.order import LockOrder, lock_order


def order(*looks: tuple[int, int]) -> LockOrder:
    """(table, the table that it looks at)."""
    read: dict[int, list[Node]] = {}
    for table, target in looks:
        read.setdefault(target, []).append(Node(table, 1))
    return lock_order(Graph((), {target: tuple(nodes) for target, nodes in read.items()}))


def sorted_by(found: LockOrder, tables: list[int]) -> list[int]:
    return sorted(tables, key=lambda table: (found.place(table), table))


def test_a_table_comes_before_those_that_look_at_it_whatever_their_numbers() -> None:
    chain = order((1, 2), (2, 3))
    assert sorted_by(chain, [1, 2, 3, 4]) == [3, 4, 2, 1]
    assert chain.turns([1, 2, 3, 4]) == []
    assert not chain.in_circle(2)


def test_of_two_ways_round_the_longer_one_counts() -> None:
    diamond = order((1, 2), (1, 3), (2, 4), (3, 4), (1, 4))
    assert sorted_by(diamond, [1, 2, 3, 4]) == [4, 2, 3, 1]


def test_tables_that_look_at_each_other_are_a_circle_and_take_the_same_turns() -> None:
    pair = order((5, 3), (3, 5))
    assert pair.turns([3]) == pair.turns([5]) == [3]
    assert pair.place(3) == pair.place(5)
    assert pair.in_circle(5)


def test_a_table_that_looks_at_itself_is_a_circle() -> None:
    tree = order((2, 2))
    assert tree.turns([2]) == [2]
    assert tree.in_circle(2)


def test_a_ring_of_three_is_one_circle() -> None:
    ring = order((1, 2), (2, 3), (3, 1))
    assert ring.turns([1]) == ring.turns([2]) == ring.turns([3]) == [1]


def test_whoever_may_come_into_a_circle_takes_its_turns_and_nobody_else_does() -> None:
    """9 is looked at by the circle of 1 and 2; 7 looks at the circle of 1 and 2; 8 looks at 7, as 4 and 5 do at each
    other and at 8."""
    found = order((1, 2), (2, 1), (1, 9), (7, 2), (8, 7), (4, 5), (5, 4), (4, 8))
    assert found.turns([9]) == [1, 4]
    assert found.turns([7]) == found.turns([8]) == [4]
    assert found.turns([4]) == [4]
    assert found.turns([6]) == []
    assert sorted_by(found, [1, 2, 4, 5, 7, 8, 9]) == [9, 1, 2, 7, 8, 4, 5]


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20))
def test_who_looks_at_a_table_comes_later_or_shares_its_turns(looks: list[tuple[int, int]]) -> None:
    found = order(*looks)
    for table, target in looks:
        assert set(found.turns([table])) <= set(found.turns([target]))
        if found.place(table) == found.place(target):
            assert found.in_circle(table)
            assert found.in_circle(target)
        else:
            assert found.place(table) > found.place(target)
