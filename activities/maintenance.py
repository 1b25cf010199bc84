"""The activity behind the Maintenance workflow."""

import asyncio
from datetime import timedelta

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from api.automations.reconcile import close_orphans
from api.db.failures import told_as_unavailable
from api.db.migrations.partitions import ensure_partitions
from api.db.rebuild import rebuild_crowded
from api.fields.convert.purge import purge
from api.http import idempotency
from api.jobs.resume import resume
from workflows import stubs
from workflows.contracts.maintenance import Upkeep

_log = structlog.get_logger(__name__)


class MaintenanceActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database = deps.database
        self._database_url = deps.database_url
        self._gateway = deps.gateway
        self._now = deps.now
        self._schemas = deps.schemas
        self._keep = timedelta(days=deps.conversion_days)

    @activity.defn(name=stubs.MAINTAIN)
    async def maintain(self) -> Upkeep:
        """Partitions come last: only they may have to give way to somebody's lock, and fail the rest with them."""
        with told_to_temporal("the worker"):
            now = self._now()
            async with self._database.records() as conn:
                forgotten = await idempotency.forget_old(conn)
            closed = await close_orphans(self._database, self._gateway, now)
            resumed = await resume(self._database, self._gateway)
            purged = await purge(self._database, self._schemas, now - self._keep)
            rebuilt = await rebuild_crowded(self._database)
            with told_as_unavailable():
                made = await asyncio.to_thread(
                    ensure_partitions, self._database_url.get_secret_value(), today=now.date()
                )
            upkeep = Upkeep(
                partitions=tuple(made),
                forgotten_keys=forgotten,
                closed_runs=closed,
                resumed_jobs=resumed,
                purged_forms=purged,
                rebuilt_tables=rebuilt,
            )
            _log.info("upkeep done", **upkeep.model_dump())
            return upkeep
