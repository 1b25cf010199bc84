"""Changing keys. Both are for owners, or for whoever has the machine.

**Master keys**: every data key that another master key wraps is wrapped anew under the first one of ENCRYPTION_KEYS. No
cell is touched. `dataos rotate-keys` does so for all workspaces and seals the secrets of second factors anew too, which
are under master keys themselves; then the old one may leave the setting. (Client secrets of identity providers are
under data keys.)

**Data keys**: the workspace gets a new one, the old one is retired (it only opens from then on, because history and
undo hold what it sealed), and a job for each table seals its cells anew.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import structlog
from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database, WriteSession
from api.encryption import cells, repository
from api.encryption.vault import Vault, about_key
from api.jobs import repository as jobs
from api.jobs.repository import Job
from api.jobs.resume import REENCRYPT
from api.kit.key_ring import KeyRing, MissingKey
from api.kit.newid import new_id
from api.tables.keys import last_key
from core.access.roles import WorkspaceRole
from core.errors import Conflict, NotFound, Unavailable
from core.schema import FieldDef, TableSchema
from core.values import JsonValue
from workflows.gateway import Gateway

_log = structlog.get_logger(__name__)

AfterCommit = list[Callable[[], Awaitable[None]]]


@dataclass(frozen=True)
class Rotated:
    """``rewrapped`` data keys are under another master key now; ``jobs`` seal cells under a new data key."""

    rewrapped: int
    jobs: Sequence[Job] = field(default_factory=list[Job])


class Rotation:
    def __init__(self, database: Database, access: Access, vault: Vault, gateway: Gateway) -> None:
        self._database = database
        self._access = access
        self._vault = vault
        self._gateway = gateway

    async def rotate(
        self, session: WriteSession, user: CurrentUser, workspace: str, after: AfterCommit, *, data_keys: bool
    ) -> Rotated:
        """Raises NotFound, Forbidden, Unavailable (no master key), Conflict ``encryption_key_missing``."""
        await self._access.workspace(user, workspace, WorkspaceRole.OWNER)
        conn = await self._database.driver(session)
        await repository.hold(conn, workspace)
        rewrapped = await rewrap(conn, self._vault.ring, workspace)
        if not data_keys:
            return Rotated(rewrapped)
        self._vault.forget(workspace)
        await repository.retire(conn, workspace)
        keys = await self._vault.sealing(conn, workspace)
        begun = [
            await begin(conn, table, str(keys.current), user.number)
            for table in await repository.tables_with_secrets(conn, workspace)
        ]
        after.append(lambda: self._start(workspace, begun))
        return Rotated(rewrapped, begun)

    async def _start(self, workspace: str, begun: Sequence[Job]) -> None:
        """Where Temporal is away the jobs wait: upkeep starts them."""
        self._vault.forget(workspace)
        for job in begun:
            try:
                await self._gateway.start_reencryption(job.id)
            except Unavailable as error:
                _log.warning("a job waits for Temporal", job=job.id, reason=error.detail)


async def begin(conn: AsyncConnection, table: str, key: str, by: int) -> Job:
    """A job that seals the table's cells under this key; it is entered, not started. Raises NotFound."""
    schema = await repository.sealed_table(conn, table)
    if schema is None:
        raise NotFound("table", table)
    spec: dict[str, JsonValue] = {"place": 0, "pass": 0, "key": key}
    job_id, total = new_id("job"), await last_key(conn, schema)
    await jobs.add(conn, id=job_id, kind=REENCRYPT, table=table, field=None, total=total, spec=spec, by=by)
    job = await jobs.find(conn, job_id)
    if job is None:
        raise NotFound("job", job_id)
    return job


async def catch_up(conn: AsyncConnection, vault: Vault, schema: TableSchema, field: FieldDef, by: int) -> None:
    """A job for the table where cells of ``field`` are under a key that was retired while they were sealed; upkeep
    starts it. The caller holds rotations off (``repository.stand``)."""
    vault.forget(schema.workspace_id)
    keys = await vault.sealing(conn, schema.workspace_id)
    if keys.current is not None and await cells.any_under_others(conn, schema, field, keys.current):
        await begin(conn, schema.id, keys.current, by)


async def rewrap(conn: AsyncConnection, ring: KeyRing, workspace: str | None = None) -> int:
    """All data keys of the workspace, or of every one, under the first master key; how many there were to do.

    All or none. Raises Unavailable when no master key is set, Conflict when an old one is missing.
    """
    if not ring:
        raise Unavailable("encryption_key_missing", "ENCRYPTION_KEYS is not set, so there is no key to rotate to.")
    others = await repository.wrapped_by_others(conn, ring.first, workspace)
    for key_id, of, wrapped, master in others:
        about = about_key(of, key_id)
        try:
            plain = ring.unwrap(bytes(wrapped), master, about)
        except MissingKey as missing:
            raise Conflict("encryption_key_missing", f"{missing} Nothing was changed.") from None
        await repository.rewrap(conn, key_id, *ring.wrap(plain, about))
    return len(others)
