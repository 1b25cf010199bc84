"""Encrypted cells as one person sees them: the value, or that there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.access.showing import shown_cell
from api.encryption import envelope
from api.encryption.envelope import Unopened
from api.encryption.vault import Keys, Vault
from core.fields.people import Person, show
from core.fields.sealing import MASKED
from core.schema import FieldDef
from core.values import JsonValue, StoredValue

_NOBODY: Mapping[int, Person] = {}


@dataclass(frozen=True)
class Lens:
    """``keys`` None: nothing that this lens is held over is encrypted, or nothing may be seen."""

    access: TableAccess
    keys: Keys | None = None

    def show(
        self, stored: StoredValue, field: FieldDef, people: Mapping[int, Person] = _NOBODY, *, by_id: bool = False
    ) -> JsonValue:
        """The wire value of a cell of any field of the table."""
        if not field.encrypted:
            return shown_cell(stored, field, people, self.access.file_links, by_id=by_id)
        if stored is None:
            return None
        try:
            return show(self.open(stored, field), field.plain, people, by_id=by_id)
        except Unopened:
            return dict(MASKED)

    def open(self, stored: StoredValue, field: FieldDef) -> StoredValue:
        """The stored value as it was before it was sealed. Raises Unopened, also where the person may not see it."""
        if self.keys is None or not self.access.policy.reveals(field):
            raise Unopened
        return self.keys.open(self.access.schema, field, stored)


async def lens_over(
    vault: Vault, conn: AsyncConnection, access: TableAccess, cells: Iterable[tuple[FieldDef, StoredValue]]
) -> Lens:
    """For showing these cells; no statement where none of them is to be opened."""
    used: set[str] = set()
    for field, stored in cells:
        if field.encrypted and stored is not None and access.policy.reveals(field):
            try:
                used.add(envelope.read(stored).key_id)
            except Unopened:
                continue
    return Lens(access, await vault.opening(conn, access.schema.workspace_id, used) if used else None)
