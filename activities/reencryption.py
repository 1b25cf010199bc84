"""The activity behind the Reencryption workflow."""

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.heartbeat import beating
from api.encryption.reencryption import ReencryptionRun
from workflows import stubs
from workflows.contracts.job import JobInput

_log = structlog.get_logger(__name__)


class ReencryptionActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._run = ReencryptionRun(deps.database, deps.vault)

    @activity.defn(name=stubs.REENCRYPT_TABLE)
    async def reencrypt_table(self, work: JobInput) -> bool:
        with told_to_temporal(f"job {work.job_id}"):
            async with beating():
                over = await self._run.run(work.job_id, activity.is_worker_shutdown)
        _log.info("reencryption over" if over else "reencryption goes on elsewhere", job=work.job_id)
        return over
