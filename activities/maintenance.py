"""The activity behind the Maintenance workflow."""

import asyncio

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from api.attachments.upkeep import sweep
from api.audit.retention import drop_old
from api.auth.credentials.repository import forget_expired
from api.automations.reconcile import close_orphans
from api.db.failures import told_as_unavailable
from api.db.migrations.partitions import ensure_partitions
from api.db.rebuild import rebuild_crowded
from api.fields.convert import purge as former
from api.http import idempotency
from api.jobs.resume import resume
from api.trash import purge as trash
from core.errors import Unavailable
from workflows import stubs
from workflows.contracts.maintenance import Upkeep

_log = structlog.get_logger(__name__)


class MaintenanceActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database = deps.database
        self._database_url = deps.database_url
        self._gateway = deps.gateway
        self._files = deps.files
        self._now = deps.now
        self._trash = deps.trash
        self._schemas = deps.schemas
        self._former_values = deps.former_values
        self._audit_months = deps.audit_months

    @activity.defn(name=stubs.MAINTAIN)
    async def maintain(self) -> Upkeep:
        """Partitions come last: only they may have to give way to somebody's lock, and fail the rest with them."""
        with told_to_temporal("the worker"):
            now = self._now()
            async with self._database.records() as conn:
                forgotten = await idempotency.forget_old(conn)
                await forget_expired(conn)
            closed = await close_orphans(self._database, self._gateway, now)
            resumed = await resume(self._database, self._gateway)
            gone = await trash.purge(self._database, now - self._trash)
            forms = await former.purge(self._database, self._schemas, now - self._former_values)
            rebuilt = await rebuild_crowded(self._database)
            removed = await self._removed_blobs()
            with told_as_unavailable():
                made = await asyncio.to_thread(
                    ensure_partitions, self._database_url.get_secret_value(), today=now.date()
                )
            async with self._database.records() as conn:
                dropped = await drop_old(conn, today=now.date(), months=self._audit_months)
            upkeep = Upkeep(
                partitions=tuple(made),
                dropped_audit_months=tuple(each.month for each in dropped),
                forgotten_keys=forgotten,
                closed_runs=closed,
                resumed_jobs=resumed,
                purged_things=gone.things,
                purged_records=gone.records,
                purged_forms=forms,
                rebuilt_tables=rebuilt,
                removed_blobs=removed,
            )
            _log.info("upkeep done", **upkeep.model_dump())
            return upkeep

    async def _removed_blobs(self) -> int:
        """A store that is away keeps nothing else from being done; the next round goes on."""
        try:
            return await sweep(self._database, self._files)
        except Unavailable as error:
            if error.code != "file_store_unavailable":
                raise
            _log.warning("files were not cleaned up", reason=error.detail)
            return 0
