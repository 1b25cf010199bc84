"""Conversions from and to encrypted fields: who may, what stands against it, and what opens and seals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.access.service import Access
from api.auth.current import CurrentUser
from api.encryption.envelope import Unopened
from api.encryption.vault import Keys, Vault
from api.tables.connected import NEAR
from api.tables.schema import Schemas
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Conflict, Forbidden, Unavailable
from core.fields.base import InvalidValue, Storage
from core.fields.conversion import Cipher
from core.fields.registry import FIELD_TYPES
from core.fields.sealing import check_limits, revealed
from core.schema import FieldDef, TableSchema
from core.values import StoredValue

_USING = b"""
WITH RECURSIVE made(id) AS (
    SELECT %(id)s::text
    UNION
    SELECT f.id FROM made m
      JOIN dataos.tables t ON t.base_id = %(base)s
      JOIN dataos.fields f ON f.table_id = t.id AND position(m.id IN f.config::text) > 0
)
SELECT t.id, t.name, f.id, f.name, f.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL
  FROM made m JOIN dataos.fields f ON f.id = m.id JOIN dataos.tables t ON t.id = f.table_id
 WHERE f.purged_at IS NULL AND t.purged_at IS NULL AND f.id <> %(id)s AND f.config ->> 'titles' IS NULL
   AND (f.type = ANY(%(holding)s) OR (f.deleted_at IS NULL AND t.deleted_at IS NULL))
 ORDER BY t.name, f.name LIMIT 5
"""
_CALCULATING = f"""
SELECT t.base_id = %(base)s, t.id, t.name, bool_or(f.deleted_at IS NOT NULL OR t.deleted_at IS NOT NULL)
  FROM dataos.calculations c JOIN dataos.fields f ON f.id = c.field_id JOIN dataos.tables t ON t.id = f.table_id
 WHERE NOT c.logged AND f.purged_at IS NULL AND t.purged_at IS NULL AND t.id IN ({NEAR})
 GROUP BY t.id ORDER BY 1 DESC, t.name LIMIT 5
""".encode()
"""Tables with fields that still hold what they were made of before they, or what they are made of, were changed."""
_HOLDING = [kind.name for kind in FIELD_TYPES.values() if kind.computed and kind.storage is Storage.COLUMN]
"""Types whose columns hold values made of other fields, by way of formulas too; in the trash they keep them."""


def revealing(source: FieldDef, encrypted: bool | None, reveal_to: BaseRole | None, policy: Policy) -> BaseRole | None:
    """``reveal_to`` of the field as it is to be. Raises Forbidden, Invalid."""
    if source.encrypted and not policy.reveals(source):
        raise Forbidden(f"You do not see the values of {source.name}, so you cannot convert it.")
    turned_on = source.encrypted if encrypted is None else encrypted
    return revealed(turned_on, reveal_to or (source.reveal_to if turned_on else None))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is told what stands against it: of what is withheld from them, they learn that it is there."""

    access: Access
    schemas: Schemas
    user: CurrentUser

    async def knows(self, conn: AsyncConnection, schema: TableSchema, others: Collection[str]) -> "_Known":
        """``others`` are ids of tables."""
        found: dict[str, Policy] = {}
        everything = False
        for grant in await self.access.tables_now(conn, self.user, {schema.id, *others}):
            there = await self.schemas.fresh(conn, grant.number)
            found[grant.id] = await self.access.policy_now(self.user, grant, there, conn)
            everything = everything or grant.base.rights.plain
        return _Known(found, everything)


@dataclass(frozen=True, slots=True)
class _Known:
    """``everything``: all there is in these tables, those in the trash too."""

    policies: Mapping[str, Policy] = field(default_factory=dict[str, Policy])
    everything: bool = False

    def table(self, table: str) -> bool:
        return self.everything or table in self.policies

    def field(self, table: str, key: str, *, deleted: bool) -> bool:
        policy = self.policies.get(table)
        return self.everything or (not deleted and policy is not None and key not in policy.hidden)


async def refuse_uses(conn: AsyncConnection, schema: TableSchema, field: FieldDef, asker: Asker | None = None) -> None:
    """Raises Conflict while others are made of the field, those in the trash too: what they hold would stay in the
    open. And while some that were may not have been worked out anew since. For good only while the tables are held.

    Without an ``asker`` nothing is named: the answer is kept where others read it."""
    await _refuse_calculating(conn, schema, field, asker)
    rows = await (await conn.execute(_USING, {"id": field.id, "base": schema.base_id, "holding": _HOLDING})).fetchall()
    if not rows:
        return
    known = _Known() if asker is None else await asker.knows(conn, schema, {row[0] for row in rows})
    live: dict[str, None] = {}
    trashed: dict[str, None] = {}
    for table_id, table, field_id, name, deleted in rows:
        said = name if table_id == schema.id else f"{table}.{name}"
        if not known.field(table_id, field_id, deleted=deleted):
            said = "a field that is not shown here"
        (trashed if deleted else live)[said] = None
    message = ""
    if live:
        message = (
            f"{field.name} is used by {', '.join(live)}, whose values would show what is to be encrypted. "
            "Let them use another field. "
        )
    if trashed:
        message += (
            f"{', '.join(trashed)} in the trash still holds values made of {field.name}. Restore it, let it use "
            "another field, and delete it again; or wait until the trash is emptied of it."
        )
    raise Conflict("field_in_use", message.strip(), "encrypted")


async def _refuse_calculating(conn: AsyncConnection, schema: TableSchema, field: FieldDef, asker: Asker | None) -> None:
    """What was made of the field until lately names it no more, and yet shows its values until it is worked out. Any
    field of the connected tables may be such a one, so all of them are waited for."""
    asked = {"ids": [schema.id], "base": schema.base_id}
    rows = await (await conn.execute(_CALCULATING, asked)).fetchall()
    if not rows:
        return
    known = _Known() if asker is None else await asker.knows(conn, schema, {row[1] for row in rows if row[0]})
    named = list(
        dict.fromkeys(name if ours and known.table(table) else "another table" for ours, table, name, _ in rows)
    )
    message = (
        f"Fields of {', '.join(named)} wait to be calculated, and until then may show values made of {field.name}. "
        "Try again when they are calculated. "
    )
    if any(trashed for *_, trashed in rows):
        message += "Those in the trash are when they have been restored; or wait until the trash is emptied of them."
    raise Conflict("calculating", message.strip(), "encrypted")


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
