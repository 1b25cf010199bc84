"""What one person may know of the things in a base's trash: what was closed to them or hidden is named no more than
before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psycopg import AsyncConnection

from api.access.service import Access
from api.db.engine import ReadSession, WriteSession
from api.tables import repository as tables
from api.tables.rows import targets_of, with_linked
from api.trash import repository
from api.trash.repository import Discarded
from core.access.levels import FieldLevel, TableLevel, ViewLevel
from core.access.policy import Policy
from core.access.rights import Rights
from core.ids import BaseId, TableId


async def seen_of(
    access: Access,
    session: ReadSession | WriteSession,
    conn: AsyncConnection,
    rights: Rights,
    base: BaseId,
    rows: Sequence[Discarded],
) -> list[Discarded]:
    """``rights`` hold the grants of tables in the trash too."""
    if rights.plain:
        return [*rows]
    policies = await _policies(access, session, conn, rights, [row.id for row in rows if row.type == "field"])
    return [row for row in rows if _seen(row, rights, base, policies)]


async def hides_field(
    access: Access,
    session: ReadSession | WriteSession,
    conn: AsyncConnection,
    rights: Rights,
    base: BaseId,
    field_id: str,
) -> bool:
    """Of a field in a table that may be read, whether it is in the trash or not."""
    if rights.plain:
        return False
    said = rights.field(field_id, base)
    if said is not None and said.level is FieldLevel.HIDDEN:
        return True
    policies = await _policies(access, session, conn, rights, [field_id])
    return any(field_id in policy.hidden for policy in policies.values())


def _seen(row: Discarded, rights: Rights, base: BaseId, policies: Mapping[str, Policy]) -> bool:
    level = rights.table(row.table_id or row.id, base).level
    match row.type:
        case "view":
            own = rights.view(row.id, base)
            return level.covers(TableLevel.EDIT) and (own is None or own.level is ViewLevel.EDIT)
        case "field":
            policy = policies.get(row.table_id or "")
            return level is TableLevel.ADMIN and policy is not None and row.id not in policy.hidden
        case _:
            return level is TableLevel.ADMIN


async def _policies(
    access: Access, session: ReadSession, conn: AsyncConnection, rights: Rights, fields: Sequence[str]
) -> dict[str, Policy]:
    """By table, as if these fields were back: what they are made of decides about them too."""
    if not fields:
        return {}
    gone = await repository.fields_of(session, fields)
    found: dict[str, Policy] = {}
    for key, schema in (await tables.schemas(session, [TableId(key) for key in gone])).items():
        back = [field for field in gone[key] if field.id not in schema.by_id]
        whole = replace(schema, fields=(*schema.fields, *back))
        targets = await tables.schemas(session, [TableId(target) for target in targets_of([whole])])
        found[key] = await access.policy_by(rights, with_linked(whole, targets), conn)
    return found
