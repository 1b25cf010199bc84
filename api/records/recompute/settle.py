"""Working out again what a change has made stale (DESIGN §6).

This runs in the writer's transaction, after the change and before the answer is read. It goes through the plan's
stages in topological order and carries along which records' cells have changed so far. A stage that reads any of them
costs two statements, whatever the number of records: the affected records are locked, then worked out and written
where they differ. Only what really differs goes on to the next stages.

**Two writers, one parent.** Whoever changes a child locks the parent before reading the other children, in a statement
of its own (``api/records/sql/rederive.py``). Hence the second one waits, and then sees what the first one did. New
pairs of a link lock the records on both sides before they are written, so a child cannot change unseen while it is
being linked.

**Locks** are taken table by table, first a table and then those that look at it (``core/computed/order.py``), and by
key within one: an act goes through a table once, so where records become stale over several links, all of them are
locked before any is worked out. Acts that come into a circle of tables take turns (``api/records/effects.py``). Where
some still meet crosswise, PostgreSQL ends one of them, and it begins again (``api/records/again.py``).

**More than** ``MAX_ROWS`` **records** of a field are left to a workflow (``calculations``), which goes on downstream
from there batch by batch.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.records.recompute import calculations
from api.records.recompute.plan import Plan, Stage, Step
from api.records.recompute.work import affected, apply, lock_all
from core.computed.graph import Node

MAX_ROWS = 1_000
"""Records of one field that a writer works out itself."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Records of a table that an act changed. ``fields`` are those whose cells it changed, by number.

    ``moved``: the records came or went, or came back; ``raised``: their versions have risen in this act.
    """

    table: int
    keys: frozenset[int]
    fields: frozenset[int] = frozenset()
    moved: bool = False
    raised: bool = True


@dataclass
class Settling:
    """One act's way through the plan. ``slots`` are what its change rows say (``api/records/sql/mutation.py``)."""

    conn: AsyncConnection
    plan: Plan
    slots: Mapping[str, object]
    logged: bool = True
    cells: dict[Node, set[int]] = field(default_factory=dict[Node, set[int]])
    moved: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    raised: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    written: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    """The records, by table, that differ by what was worked out."""
    _entered: set[int] = field(default_factory=set[int])

    def touch(self, touched: Iterable[Touch]) -> None:
        for touch in touched:
            for number in touch.fields:
                self.cells.setdefault(Node(touch.table, number), set()).update(touch.keys)
            if touch.moved:
                self.moved.setdefault(touch.table, set()).update(touch.keys)
            if touch.raised:
                self.raised.setdefault(touch.table, set()).update(touch.keys)

    async def run(self) -> None:
        """Everything that is stale now, and what becomes stale by that."""
        for stage in self.plan.stages:
            if stage.inlined is not None:
                stale = set[int]().union(*(self.cells.get(source, ()) for source in stage.sources))
                if stale:
                    self.cells.setdefault(stage.inlined, set()).update(stale)
            else:
                await self._stage(stage)

    async def work_out(self, steps: Sequence[Step], keys: Sequence[int]) -> None:
        """These fields of one stage, of these records, which are locked."""
        raised = self.raised.setdefault(steps[0].node.table, set())
        found = await apply(self.conn, self.plan, steps, keys, raised, self.slots, logged=self.logged)
        for step, changed in zip(steps, found, strict=True):
            if changed:
                self.cells.setdefault(step.node, set()).update(changed)
                raised.update(changed)
                self.written.setdefault(step.node.table, set()).update(changed)

    async def _stage(self, stage: Stage) -> None:
        stale = {step.node: self._sources(step) for step in stage.steps}
        steps = [step for step in stage.steps if any(stale[step.node])]
        if not steps:
            return
        await self._enter(steps)
        own = sorted(set[int]().union(*(stale[step.node][0] for step in steps)))
        others = sorted(set[int]().union(*(stale[step.node][1] for step in steps)))
        keys = await affected(self.conn, steps[0], own, others, after=0, limit=MAX_ROWS + 1)
        if len(keys) > MAX_ROWS:
            for step in steps:
                mine, theirs = (sorted(keys) for keys in stale[step.node])
                await calculations.defer(self.conn, step, mine, theirs, self.slots, logged=self.logged)
        elif keys:
            await self.work_out(steps, keys)

    async def _enter(self, steps: Sequence[Step]) -> None:
        """Before the first stage of a table, where more of its records are stale than those of this stage. Its own
        records that changed are locked already, and what it looks at changes no more."""
        table = steps[0].node.table
        if table in self._entered or self.plan.order.in_circle(table):
            return
        self._entered.add(table)
        stages = self.plan.by_table.get(table, ())
        if len(stages) < 2:
            return
        ways: dict[int, tuple[Step, set[int]]] = {}
        for step in (step for stage in stages for step in stage.steps):
            if others := self._sources(step)[1]:
                ways.setdefault(step.link, (step, set()))[1].update(others)
        now = set[int]().union(*(self._sources(step)[1] for step in steps))
        if len(ways) > 1 or any(others > now for _, others in ways.values()):
            wanted = {link: (step, sorted(others)) for link, (step, others) in ways.items()}
            await lock_all(self.conn, self.plan, wanted, (MAX_ROWS + 1) * len(wanted))

    def _sources(self, step: Step) -> tuple[set[int], set[int]]:
        """Which records here and there the step has to look at again."""
        table = step.node.table
        own = self._cells(table, step.here) | self.moved.get(table, set())
        return own, self._cells(step.target, step.there) | self.moved.get(step.target, set())

    def _cells(self, table: int, numbers: Iterable[int]) -> set[int]:
        return set[int]().union(*(self.cells.get(Node(table, number), ()) for number in numbers))
