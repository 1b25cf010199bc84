"""What it takes to read a request's records, besides the table: the people whom they name and the key of secrets."""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.access import people
from api.access.service import TableAccess
from api.encryption.sealing import sealer
from api.encryption.vault import Vault
from api.records.checks import MAX_RECORDS
from api.records.parse import BodyParser, named_people
from core.values import JsonValue


async def parser_of(
    vault: Vault, conn: AsyncConnection, access: TableAccess, cells: Sequence[JsonValue], *, typecast: bool
) -> BodyParser:
    """For records with these ``fields``: one statement for everybody named and one for the key, none where nobody is
    named and the key is known."""
    said = named_people(access, cells, typecast=typecast)
    known = await people.directory(conn, access.schema.base_id, said, names=typecast)
    seal = await sealer(vault, conn, access, cells)
    return BodyParser(access, typecast=typecast, people=known, seal=seal)


def cells_of(records: JsonValue) -> list[JsonValue]:
    """The ``fields`` of each record as sent, as far as there are any; the parser says what is wrong with the rest."""
    items = records[:MAX_RECORDS] if isinstance(records, list) else []
    return [item.get("fields") for item in items if isinstance(item, dict)]
