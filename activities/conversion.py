"""The activity behind the Conversion workflow."""

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.heartbeat import beating
from api.fields.convert.background import ConversionRun
from workflows import stubs
from workflows.contracts.job import JobInput

_log = structlog.get_logger(__name__)


class ConversionActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._run = ConversionRun(deps.database, deps.access, deps.schemas, deps.vault)

    @activity.defn(name=stubs.CONVERT_FIELD)
    async def convert_field(self, work: JobInput) -> bool:
        with told_to_temporal(f"job {work.job_id}"):
            async with beating():
                over = await self._run.run(work.job_id, activity.is_worker_shutdown)
        _log.info("conversion over" if over else "conversion goes on elsewhere", job=work.job_id)
        return over
