"""From a batch of the feed to the runs it causes, with the reading that this takes.

Whatever is wrong with one automation, one table or one change becomes the failed run of that automation; the others
fire as if it were not there. What is wrong with the database is nobody's failure: it passes through, and the whole
batch is read again later.
"""

from collections.abc import Callable, Sequence

import psycopg
import structlog

from api.access.service import Access
from api.automations.firing.active import ActiveAutomation, active, is_live
from api.automations.firing.conditions import OwnersView
from api.automations.firing.damaged import WRONG_DATA
from api.automations.firing.moments import Moment, moments
from api.automations.firing.planning import Firing, entry, firings, in_workflows, plan_run
from api.automations.firing.views import owners_view
from api.automations.guards import OWNER_LOST_ACCESS, UNEXPECTED, UNREADABLE_CHANGE, UNREADABLE_TABLE, RunError
from api.automations.log.runs import NewRun
from api.automations.plans import Plans
from api.db.engine import Database
from api.outbox.feed import FeedRow, UnreadableRow
from api.records import read
from api.records.stale import StaleSchema
from api.tables.schema import Schemas
from core.changes import Operation
from core.errors import DomainError, NotFound, Unavailable
from core.schema import TableSchema

_log = structlog.get_logger(__name__)

_SCHEMA_CHANGES = 3
"""Times that a table may change under our eyes within one pass."""

Planned = tuple[NewRun, FeedRow | UnreadableRow]


class Planner:
    def __init__(self, database: Database, access: Access, schemas: Schemas, plans: Plans) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas
        self._plans = plans

    async def plan(self, rows: Sequence[FeedRow | UnreadableRow]) -> list[NewRun]:
        """The runs, failed ones too, with the ids of their workflows. Raises Unavailable and psycopg's errors."""
        tables = {row.table_number for row in rows if _may_fire(row)}
        async with self._database.records() as conn:
            found = firings(rows, await active(conn, self._plans, tables))
        for row in rows:
            if isinstance(row, UnreadableRow):
                _log.error("a change cannot be read", change=row.seq, table=row.table_number, record=row.record_key)
        planned: list[Planned] = []
        by_table: dict[int, list[Firing]] = {}
        for firing in found:
            if firing.automation.error is not None:
                planned.append((entry(firing, None, firing.automation.error), firing.row))
            elif isinstance(firing.row, UnreadableRow):
                planned.append((entry(firing, None, UNREADABLE_CHANGE), firing.row))
            else:
                by_table.setdefault(firing.row.table_number, []).append(firing)
        for group in by_table.values():
            planned += await self._plan_table(group)
        return in_workflows([run for run, _ in planned], {run.id: row.change_set for run, row in planned})

    async def _plan_table(self, group: Sequence[Firing]) -> list[Planned]:
        automations = {firing.automation.id: firing.automation for firing in group}
        try:
            seen = await self._moments(group)
        except Unavailable:
            raise
        except (DomainError, psycopg.DataError, *WRONG_DATA):
            _log.exception("a table cannot be read", table=group[0].row.table_number)
            seen = UNREADABLE_TABLE
        if isinstance(seen, RunError):
            return [(entry(firing, None, seen), firing.row) for firing in group]
        if seen is None:
            return []
        views = {key: await self._view(automation) for key, automation in automations.items()}
        told = {key: await self._told(view, group) for key, view in views.items()}
        planned: list[Planned] = []
        for firing in group:
            moment, view = seen.get(firing.row.seq), views[firing.automation.id]
            if not told[firing.automation.id](firing):
                continue  # for the owner, nothing has happened
            match moment, view:
                case (None, _) | (_, None):
                    continue  # the record is gone for good, or the table
                case RunError() as error, _:
                    run = entry(firing, None, error)
                case Moment(), RunError() as error:
                    run = entry(firing, moment, error)
                case Moment(), OwnersView():
                    run = plan_run(firing, moment, view)
            if run is not None:
                planned.append((run, firing.row))
        return planned

    async def _moments(self, group: Sequence[Firing]) -> dict[int, Moment | RunError] | RunError | None:
        """None when the table went away; an error when its columns are not what its schema says."""
        rows = [firing.row for firing in group if isinstance(firing.row, FeedRow)]
        tried: TableSchema | None = None
        for _ in range(_SCHEMA_CHANGES):
            schema = await self._schema(group[0].automation)
            if schema is None:
                return None
            if tried is not None and tried.version == schema.version:
                _log.error("a table lacks what its schema says", table=schema.number, version=schema.version)
                return UNREADABLE_TABLE
            try:
                async with self._database.records() as conn:
                    return await moments(conn, schema, rows)
            except StaleSchema as stale:
                self._access.forget_table(stale.table)
                tried = schema
        raise StaleSchema(group[0].row.table_number)

    async def _schema(self, automation: ActiveAutomation) -> TableSchema | None:
        """The table as it is now; None when it went away. What this process remembers may be of last week."""
        number = automation.table_number
        remembered = self._schemas.remembered(number)
        if remembered is not None and remembered.version != automation.table_version:
            self._access.forget_table(number)
        try:
            async with self._database.records() as conn:
                return await self._schemas.by_number(conn, number)
        except NotFound:
            return None

    async def _view(self, automation: ActiveAutomation) -> OwnersView | RunError | None:
        """The table through the owner's eyes, or why that is not possible; None when the table went away."""
        if automation.owner is None:
            return OWNER_LOST_ACCESS
        try:
            access = await self._access.current(automation.owner, automation.table_number)
            async with self._database.records() as conn:
                return await owners_view(conn, access, automation)
        except NotFound:
            async with self._database.records() as conn:
                live = await is_live(conn, automation.table_number)
            return OWNER_LOST_ACCESS if live else None
        except Unavailable:
            raise
        except (DomainError, *WRONG_DATA):
            _log.exception("an automation's conditions cannot be prepared", automation=automation.id)
            return UNEXPECTED

    async def _told(self, view: OwnersView | RunError | None, group: Sequence[Firing]) -> Callable[[Firing], bool]:
        """Whether the owner may know of the change: of the record, and of some field that it touched."""
        if not isinstance(view, OwnersView):
            return lambda _: True
        schema, policy = view.access.schema, view.access.policy
        hidden = {field.number for field in schema.fields if not policy.visible(field)}
        keys = {firing.row.record_key for firing in group if firing.row.record_key is not None}
        seen = keys
        if policy.read_filter is not None:
            async with self._database.records() as conn:
                seen = await read.readable(conn, view.access, sorted(keys))

        def told(firing: Firing) -> bool:
            row = firing.row
            if row.record_key is not None and row.record_key not in seen:
                return False
            if not hidden or not isinstance(row, FeedRow) or row.change.operation is not Operation.UPDATE:
                return True
            return not hidden.issuperset(row.change.touched)

        return told


def _may_fire(row: FeedRow | UnreadableRow) -> bool:
    operation = row.change.operation if isinstance(row, FeedRow) else row.operation
    return operation is None or operation.of_one_record
