"""The activity behind the Indexing workflow."""

from dataclasses import asdict

import structlog
from temporalio import activity

from activities.deps import ActivityDeps
from activities.errors import told_to_temporal
from activities.heartbeat import beating
from api.db.failures import told_as_unavailable
from api.indexes import upkeep
from workflows import stubs
from workflows.contracts.indexing import IndexRound

_log = structlog.get_logger(__name__)


class IndexingActivities:
    def __init__(self, deps: ActivityDeps) -> None:
        self._database_url = deps.database_url
        self._now = deps.now

    @activity.defn(name=stubs.TEND_INDEXES)
    async def tend_indexes(self) -> IndexRound:
        """Minutes where there is much to build, hence the heartbeats."""
        with told_to_temporal("the worker"), told_as_unavailable():
            async with beating():
                done = await upkeep.run(self._database_url.get_secret_value(), self._now())
        found = IndexRound.model_validate(asdict(done))
        _log.info("indexes tended", **found.model_dump())
        return found
