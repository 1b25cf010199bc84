"""Taking a conversion back, or an undo of one: the field goes over to the form it had before.

Cells that were written since are not lost: their values are converted the other way. All others are in the old column
as they were, those too that the conversion had cleared.
"""

from dataclasses import dataclass
from uuid import UUID

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.encryption.repository import stand
from api.encryption.vault import Vault
from api.fields.convert import apply, columns, filling, forms
from api.fields.convert.change import change_of
from api.fields.convert.ciphering import Asker, cipher_for
from api.fields.convert.directory import directory
from api.fields.convert.reach import refuse_closed
from api.fields.convert.running import refuse_while_converting
from api.records.acts import WriteContext
from api.tables.schema import Schemas
from core.access.levels import TableLevel
from core.errors import Conflict, Forbidden, Invalid
from core.values import JsonValue

_ROWS = b"""
SELECT seq, before, after FROM dataos.changes
 WHERE change_set = %s AND table_number = %s AND operation = 'convert' ORDER BY seq DESC
"""


@dataclass(frozen=True, slots=True)
class Stands:
    """Why a conversion cannot be taken back; ``field`` is the number that the field has."""

    field: int | None
    reason: str


async def take_back(
    conn: AsyncConnection, access: TableAccess, schemas: Schemas, vault: Vault, change_set: UUID, context: WriteContext
) -> Stands | None:
    """In the open transaction. None when it was done."""
    rows = await (await conn.execute(_ROWS, [change_set, access.schema.number])).fetchall()
    for seq, before, after in rows:
        if after.get("field") in access.policy.hidden:
            return Stands(None, "you cannot open the field any more")
        reason = await _one(conn, access, schemas, vault, seq, before, after, context)
        if reason is not None:
            number = after.get("number")
            return Stands(number if isinstance(number, int) else None, reason)
    return None


async def _one(
    conn: AsyncConnection,
    access: TableAccess,
    schemas: Schemas,
    vault: Vault,
    seq: int,
    before: dict[str, JsonValue],
    after: dict[str, JsonValue],
    context: WriteContext,
) -> str | None:
    try:
        access.policy.require(TableLevel.ADMIN, "change a field's type")
        await stand(conn, access.schema.workspace_id)
        await apply.hold_table(conn, access.schema.id)
        await refuse_while_converting(conn, str(after["field"]))
    except (Forbidden, Conflict) as error:
        return error.detail
    schema = await schemas.fresh(conn, access.schema.number)
    present = schema.by_id.get(str(after["field"]))
    if present is None:
        return "the field was deleted since"
    if present.number != after["number"]:
        return "the field was converted again since"
    former = next(
        (
            each
            for each in await forms.former(conn, schema)
            if each.number == before["number"] and each.id == present.id
        ),
        None,
    )
    if former is None:
        return "its old values were kept for a time, which is over"
    if former.encrypted != (before.get("revealTo") is not None):
        # Encrypting a field takes its old column away: nothing of it stays in the open.
        return "its old values were thrown away when it was encrypted"
    if present.encrypted and not access.policy.reveals(present):
        return f"you do not see the values of {present.name}"
    try:
        async with conn.transaction():
            known = await directory(conn, schema, present.plain, former.plain.kind)
            cipher = await cipher_for(vault, conn, schema, present, former)
            change = await change_of(conn, schemas, present, former, known, cipher)
            if change.link is not None and change.target_end is None:
                return "the table that it linked to was deleted since; restore that first"
            ends = (change.source_end, change.target_end)
            await refuse_closed(conn, access.user, schema, present, ends, former)
            if change.target_end is not None:
                await apply.hold_table(conn, schema.id, change.target_end.id)
            await apply.hold_values(conn, schema, present, former)
            changed = await columns.changed_since(conn, schema, present, seq)
            await filling.refill(conn, schema, change, changed)
            asker = None if access.asked is None else Asker(access.asked, schemas, access.user)
            await apply.switch_over(conn, schema, change, context, vault, asker)
    except (Conflict, Forbidden, Invalid) as error:
        return error.detail
    return None
