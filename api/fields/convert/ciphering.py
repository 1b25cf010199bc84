"""Conversions from and to encrypted fields: who may, what stands against it, and what opens and seals."""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.encryption.envelope import Unopened
from api.encryption.vault import Keys, Vault
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, Unavailable
from core.fields.base import InvalidValue
from core.fields.conversion import Cipher
from core.fields.sealing import check_limits, revealed
from core.schema import FieldDef, TableSchema
from core.values import StoredValue

_USING = b"""
SELECT t.name, f.name FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id
 WHERE f.deleted_at IS NULL AND t.deleted_at IS NULL AND f.id <> %(id)s AND position(%(id)s IN f.config::text) > 0
 ORDER BY t.name, f.name LIMIT 5
"""


def revealing(source: FieldDef, encrypted: bool | None, reveal_to: BaseRole | None, policy: Policy) -> BaseRole | None:
    """``reveal_to`` of the field as it is to be. Raises Forbidden, Invalid."""
    if source.encrypted and not policy.reveals(source):
        raise Forbidden(f"You do not see the values of {source.name}, so you cannot convert it.")
    turned_on = source.encrypted if encrypted is None else encrypted
    return revealed(turned_on, reveal_to or (source.reveal_to if turned_on else None))


async def refuse_uses(conn: AsyncConnection, schema: TableSchema, field: FieldDef) -> None:
    """Raises Conflict while others are made of the field: what they hold would stay in the open."""
    made: list[str] = []
    for table, name in await (await conn.execute(_USING, {"id": field.id})).fetchall():
        shown = name if table == schema.name else f"{table}.{name}"
        made.append(shown)
    if made:
        message = (
            f"{field.name} is used by {', '.join(made)}, whose values would show what is to be encrypted. "
            "Delete them, or change what they use."
        )
        raise Conflict("field_in_use", message, "encrypted")


@dataclass(frozen=True)
class _Ciphering:
    keys: Keys
    schema: TableSchema

    def open(self, field: FieldDef, stored: StoredValue) -> StoredValue:
        """Raises Unavailable: what cannot be opened must not be lost in a conversion."""
        try:
            return self.keys.open(self.schema, field, stored)
        except Unopened:
            message = (
                f"A value of {field.name} cannot be opened: the master key of its data key is not in ENCRYPTION_KEYS, "
                "or the value is damaged. Nothing was changed."
            )
            raise Unavailable("encryption_key_missing", message) from None

    def seal(self, field: FieldDef, value: StoredValue) -> StoredValue:
        return self.keys.seal(self.schema, field, value)

    def check(self, field: FieldDef, value: StoredValue) -> None:
        try:
            check_limits(field, value, self.schema)
        except InvalidValue as error:
            raise Conflict("values_against", f"{error} Some values do not; change them first.", "config") from None


async def cipher_for(
    vault: Vault, conn: AsyncConnection, schema: TableSchema, source: FieldDef, target: FieldDef
) -> Cipher | None:
    """None where both are in the open. Raises Unavailable without a master key."""
    if target.encrypted:
        return _Ciphering(await vault.sealing(conn, schema.workspace_id), schema)
    if source.encrypted:
        return _Ciphering(await vault.keys(conn, schema.workspace_id), schema)
    return None
