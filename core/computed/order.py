"""In which order the records of several tables are locked.

Whoever changes a record also changes what is made of it, in tables that look at its table, and holds all of that until
the end. If everybody goes through the tables in one order, nobody waits in a circle: first a table, then those that
look at it. Tables that look at each other, directly or over others, have no such order, although no field is made of
itself: one act goes from orders to lines and another from lines to orders. Such tables are a **circle**, and acts that
come into one take turns (``api/records/effects.py``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from core.computed.graph import Graph


@dataclass(frozen=True, slots=True)
class LockOrder:
    """By table number. ``levels``: how many circles or tables are looked at before it, at most; ``heads``: the least
    number in its circle, or its own. ``circles``: the heads of those that an act on it may come into."""

    levels: Mapping[int, int]
    heads: Mapping[int, int]
    circles: Mapping[int, tuple[int, ...]]

    def place(self, table: int) -> tuple[int, int]:
        """Tables of one circle have the same."""
        return self.levels.get(table, 0), self.heads.get(table, table)

    def in_circle(self, table: int) -> bool:
        return self.heads.get(table, table) in self.circles.get(table, ())

    def turns(self, tables: Iterable[int]) -> list[int]:
        """The circles, by number, in which an act that changes records of ``tables`` has to be alone."""
        return sorted({head for table in tables for head in self.circles.get(table, ())})


def lock_order(graph: Graph) -> LockOrder:
    lookers: dict[int, set[int]] = {}
    for table, readers in graph.rows_read.items():
        lookers.setdefault(table, set()).update(node.table for node in readers)
    tables = sorted({*lookers, *(other for found in lookers.values() for other in found)})
    reached = {table: _reached(table, lookers) for table in tables}
    looping = {table for table in tables if table in reached[table]}
    heads = {table: min({table, *(o for o in reached[table] if table in reached[o])}) for table in tables}
    before: dict[int, set[int]] = {head: set() for head in heads.values()}
    for table, found in lookers.items():
        for other in found:
            if heads[other] != heads[table]:
                before[heads[other]].add(heads[table])
    levels: dict[int, int] = {}
    for head in TopologicalSorter(before).static_order():
        levels[head] = 1 + max((levels[other] for other in before[head]), default=-1)
    return LockOrder(
        {table: levels[heads[table]] for table in tables},
        heads,
        {table: tuple(sorted({heads[o] for o in {table, *reached[table]} & looping})) for table in tables},
    )


def _reached(table: int, lookers: Mapping[int, set[int]]) -> set[int]:
    """The tables that look at it, directly or not; itself too, if it is one of them."""
    found: set[int] = set()
    waiting = [table]
    while waiting:
        for other in lookers.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
