"""Sealing and opening the cells of encrypted fields: envelope encryption, one current data key for each workspace.

A data key is made at random when a workspace needs its first one, wrapped in the first master key and kept in
``dataos.data_keys``. Unwrapped keys stay in the memory of this process. Which one is *current* is asked again every few
seconds, so that a rotation reaches every process; an envelope of a key that is not known yet makes us look at once.
Where a master key is missing nothing is lost: what it protects cannot be opened, and is shown as masked.
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import AsyncConnection

from api.encryption import envelope, repository
from api.encryption.envelope import Unopened
from api.kit import clock
from api.kit.key_ring import KEY_BYTES, KeyRing, MissingKey
from api.kit.newid import new_id
from api.settings import Settings
from core.errors import Unavailable
from core.ids import PREFIXES
from core.schema import FieldDef, TableSchema
from core.values import StoredValue

FRESH_SECONDS = 5.0
"""How long a process may go on sealing with a key that was retired elsewhere."""
_REMEMBERED = 1_000
_NONE_SET = (
    "Encrypted fields need a master key, and ENCRYPTION_KEYS is not set. Ask your administrator to set it to id:key, "
    "the key 32 random bytes in base64."
)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Keys:
    """Those of one workspace that could be unwrapped. ``current`` seals; None where there is none or it is closed."""

    by_id: Mapping[str, AESGCM]
    current: str | None
    until: float

    def seal(self, schema: TableSchema, field: FieldDef, value: StoredValue) -> StoredValue:
        """The cell that is stored; empty stays empty, so that emptiness can be asked. Raises Unavailable."""
        if value is None:
            return None
        if self.current is None:
            raise Unavailable("encryption_key_missing", _NONE_SET)
        return envelope.seal(self.current, self.by_id[self.current], place_of(schema, field), value)

    def open(self, schema: TableSchema, field: FieldDef, stored: StoredValue) -> StoredValue:
        """Raises Unopened."""
        if stored is None:
            return None
        found = envelope.read(stored)
        key = self.by_id.get(found.key_id)
        if key is None:
            raise Unopened
        return envelope.open_sealed(found, key, place_of(schema, field))


class Vault:
    """One per process."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._known: OrderedDict[str, Keys] = OrderedDict()
        self._told: set[str] = set()

    @property
    def ring(self) -> KeyRing:
        return self._ring

    async def keys(self, conn: AsyncConnection, workspace: str) -> Keys:
        """The workspace's keys; without a statement where this process asked lately."""
        known = self._known.get(workspace)
        if known is not None and known.until > clock.monotonic():
            return known
        return await self._load(conn, workspace)

    async def opening(self, conn: AsyncConnection, workspace: str, used: set[str]) -> Keys:
        """Like ``keys`` for envelopes of these keys: retired ones never change, so age does not matter."""
        known = self._known.get(workspace)
        if known is not None and used <= known.by_id.keys():
            return known
        return await self.keys(conn, workspace)

    async def sealing(self, conn: AsyncConnection, workspace: str) -> Keys:
        """The workspace's keys, with a current one, made if need be in the caller's transaction.

        Raises Unavailable when no master key is set, or the one that it needs.
        """
        if not self._ring:
            raise Unavailable("encryption_key_missing", _NONE_SET)
        keys = await self.keys(conn, workspace)
        if keys.current is not None:
            return keys
        await self.add_key(conn, workspace)
        self.forget(workspace)
        keys = await self._load(conn, workspace)
        if keys.current is None:
            raise Unavailable(
                "encryption_key_missing",
                "The master key of this workspace's data key is not in ENCRYPTION_KEYS. Ask your administrator to put"
                " it back there: nothing was written.",
            )
        return keys

    async def add_key(self, conn: AsyncConnection, workspace: str) -> None:
        """A current key, where the workspace has none."""
        key_id = new_id(PREFIXES["data_key"])
        wrapped, master = self._ring.wrap(secrets.token_bytes(KEY_BYTES), about_key(workspace, key_id))
        await repository.add(conn, key_id, workspace, wrapped, master)

    def forget(self, workspace: str) -> None:
        self._known.pop(workspace, None)

    async def _load(self, conn: AsyncConnection, workspace: str) -> Keys:
        opened: dict[str, AESGCM] = {}
        current: str | None = None
        rows = await repository.keys_of(conn, workspace)
        for row in rows:
            try:
                opened[row.id] = AESGCM(self._ring.unwrap(row.wrapped, row.master_id, about_key(workspace, row.id)))
            except MissingKey as missing:
                self._tell(missing)
                continue
            if not row.retired:
                current = row.id
        keys = Keys(opened, current, clock.monotonic() + FRESH_SECONDS)
        # A key of a transaction that is still open may never have been.
        if all(row.settled for row in rows):
            self._known[workspace] = keys
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return keys

    def _tell(self, missing: MissingKey) -> None:
        if missing.master not in self._told:
            self._told.add(missing.master)
            _log.error("a master key is missing: encrypted values show as masked", reason=str(missing))


def vault_of(settings: Settings) -> Vault:
    master = settings.encryption.keys
    return Vault(KeyRing({}) if master is None else KeyRing.read(master.get_secret_value()))


def place_of(schema: TableSchema, field: FieldDef) -> str:
    """Where a value belongs."""
    return f"{schema.workspace_id}/{schema.id}/{field.id}"


def about_key(workspace: str, key_id: str) -> str:
    """What a wrapped data key is bound to."""
    return f"{workspace}/{key_id}"
