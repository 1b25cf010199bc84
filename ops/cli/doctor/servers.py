"""Checks of the servers: the ones the settings name, or the embedded ones while `dataos up` runs."""

import asyncio

from api.db.migrate import head
from api.kit.storage import BlobStore
from api.settings import Settings
from api.targets import temporal_target
from ops.cli.doctor.result import Result
from ops.processes.given_database import (
    ServerFault,
    absent_extensions,
    connection_fault,
    migration_fault,
    place_of,
    unmigrated,
)
from ops.processes.given_temporal import temporal_fault
from workflows.gateway import Gateway
from workflows.names import TASK_QUEUE


def database(settings: Settings) -> list[Result]:
    url = settings.database.url.get_secret_value()
    if fault := connection_fault(url):
        return [_bad("database", fault)]
    absent = ", ".join(sorted(absent_extensions(url)))
    lacks = f"install the extensions {absent} on the server" if absent else ""
    database = Result("database", f"PostgreSQL answers at {place_of(url)}", lacks)
    if (behind := unmigrated(url)) is None:
        return [database, Result("migrations", f"at {head()}")]
    found, _, remedy = behind.partition(": ")
    if may_not := migration_fault(url):
        return [database, _bad("migrations", may_not)]
    return [database, Result("migrations", found, remedy)]


def _bad(name: str, fault: ServerFault) -> Result:
    return Result(name, fault.problem, f"{fault.remedy} ({fault.setting})")


def files(settings: Settings) -> Result:
    store = BlobStore(settings.files, settings.home)
    fault = asyncio.run(store.fault())
    if fault is None:
        return Result("files", f"can be written: {store.place}")
    remedy = "make the folder writable (DATAOS_FILES_DIRECTORY)"
    if settings.files.bucket is not None:
        remedy = "check S3_BUCKET, S3_ENDPOINT, S3_REGION and the key; the bucket must exist already"
    return Result("files", fault, remedy)


def temporal(settings: Settings) -> list[Result]:
    return asyncio.run(_temporal(settings))


async def _temporal(settings: Settings) -> list[Result]:
    target = temporal_target(settings)
    gateway = Gateway(target)
    if fault := await temporal_fault(target, gateway):
        return [_bad("workflows", fault)]
    reached = Result("workflows", f"Temporal answers at {target.address}")
    if not await gateway.polled():
        return [reached, Result("worker", "no worker polls", "start `dataos worker`; automations wait until then")]
    return [reached, Result("worker", f"polls the queue {TASK_QUEUE}")]
