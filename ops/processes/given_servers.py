"""The servers that the settings name, looked at before a start relies on them."""

import asyncio
import os

import structlog

from api.settings import Settings
from api.targets import temporal_target
from ops.processes.errors import ProcessError
from ops.processes.given_database import (
    ServerFault,
    absent_extensions,
    connection_fault,
    migration_fault,
    unmigrated,
)
from ops.processes.given_temporal import temporal_fault
from ops.processes.handover import CHILD
from ops.processes.wanted import Wanted
from workflows.gateway import Gateway

_log = structlog.get_logger(__name__)


def check_database(settings: Settings, *, migrating: bool) -> list[str]:
    """Raises ProcessError when DataOS cannot work with the database; returns what it will lack."""
    url = settings.database.url.get_secret_value()
    fault = connection_fault(url) or (migration_fault(url) if migrating else None)
    if fault is not None:
        raise ProcessError(fault.line)
    absent = ", ".join(sorted(absent_extensions(url)))
    return [f"DATABASE_URL: the server lacks {absent}, which search needs; install it there"] if absent else []


def check_given(wanted: Wanted) -> list[str]:
    """For `dataos up`: looks at what it shall not start itself. Raises ProcessError with a line for each fault."""
    lacks: list[str] = []
    faults: list[str] = []
    if not wanted.own_database:
        try:
            lacks = check_database(wanted.settings, migrating=True)
        except ProcessError as error:
            faults.append(str(error))
    if not wanted.own_temporal and (fault := asyncio.run(_temporal_fault(wanted.settings))):
        faults.append(fault.line)
    if faults:
        raise ProcessError("\n".join(faults))
    return lacks


def look_before_serving(settings: Settings) -> None:
    """For `dataos api` and `dataos worker` on their own: raises ProcessError for what waiting cannot mend.

    The rest is logged, and waited for by whoever needs it: servers come and go.
    """
    if CHILD in os.environ:
        return
    url = settings.database.url.get_secret_value()
    database, temporal = connection_fault(url), asyncio.run(_temporal_fault(settings))
    faults = [fault for fault in (database, temporal) if fault is not None]
    if lasting := [fault.line for fault in faults if not fault.passing]:
        raise ProcessError("\n".join(lasting))
    for fault in faults:
        _log.warning("a server is away; going on without it until it is back", reason=fault.line)
    if database is None and (behind := unmigrated(url)):
        _log.warning(behind)


async def _temporal_fault(settings: Settings) -> ServerFault | None:
    target = temporal_target(settings)
    return await temporal_fault(target, Gateway(target))
