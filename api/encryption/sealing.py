"""Sealing what a request writes."""

from collections.abc import Iterable

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.encryption.vault import Vault
from api.records.parse import Seal
from core.fields.sealing import MASKED
from core.values import JsonValue


async def sealer(vault: Vault, conn: AsyncConnection, access: TableAccess, cells: Iterable[JsonValue]) -> Seal | None:
    """For records with these ``fields``; None where they write no encrypted one. Raises Unavailable."""
    schema = access.schema
    if not schema.sealed:
        return None
    names = {key for field in schema.sealed for key in (field.id, field.name)}
    if not any(_writes(given, names) for given in cells):
        return None
    keys = await vault.sealing(conn, schema.workspace_id)
    return lambda field, value: keys.seal(schema, field, value)


def _writes(given: JsonValue, names: set[str]) -> bool:
    fields = given if isinstance(given, dict) else {}
    return any(name in names and value not in (None, MASKED) for name, value in fields.items())
