"""Rules of lookups, rollups and counts as fields: made, changed, and kept true to what they look at."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from psycopg import AsyncConnection
from pydantic import JsonValue

from api.access.repository import TableGrant
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db import physical
from api.db.engine import Database, WriteSession
from api.fields import repository
from api.fields.dependants import refresh
from api.http import limits
from api.tables import repository as tables
from api.tables.deriving import Readers, bind, check_circles, nobody, without_system_keys
from api.tables.drafts import FieldDraft, make_field
from core.errors import LimitExceeded
from core.fields.base import FieldConfig
from core.fields.registry import parse_config
from core.ids import TableId
from core.schema import FieldDef, TableSchema


class Derived:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def add(
        self, session: WriteSession, user: CurrentUser, grant: TableGrant, draft: FieldDraft, path: str = ""
    ) -> tuple[FieldDef, TableSchema]:
        """The field, filled or with its filling under way; and the table as it was.

        Raises Invalid, Forbidden, Conflict ``name_taken``, LimitExceeded ``too_many_fields``, Unavailable.
        """
        given = replace(draft, config=without_system_keys(draft.config or {}))
        schema = await tables.lock(session, grant.id)
        if len(schema.fields) >= limits.MAX_FIELDS_PER_TABLE:
            raise LimitExceeded(
                "too_many_fields",
                f"{schema.name} has {len(schema.fields)} fields, the most that a table can have. Delete one first.",
                "fields",
            )
        conn = await self._database.driver(session)
        sketch = make_field(given, await repository.take_number(session, schema.id), path)
        policy = await self._access.policy_now(user, grant, schema, conn)
        field = await bind(conn, sketch, schema, policy, path)
        await check_circles(conn, schema, field, readers_of(self._access, grant, conn), path)
        await tables.add_fields(session, schema.id, [field], await repository.next_position(session, schema.id))
        await physical.add_column(conn, schema, field)
        await refresh(conn, schema.id, {field.id})
        return field, schema

    async def changed_config(
        self,
        session: WriteSession,
        user: CurrentUser,
        grant: TableGrant,
        schema: TableSchema,
        field: FieldDef,
        given: Mapping[str, JsonValue],
    ) -> FieldConfig:
        """The present settings with those of ``given`` over them; the caller writes the field's row. Raises Invalid,
        Forbidden."""
        wanted = {**without_system_keys(field.config.shown()), **without_system_keys(given)}
        conn = await self._database.driver(session)
        policy = await self._access.policy_now(user, grant, schema, conn)
        changed = await bind(conn, replace(field, config=parse_config(field.type, wanted)), schema, policy)
        await check_circles(conn, schema, changed, readers_of(self._access, grant, conn))
        return changed.config

    async def check_circles(
        self, session: WriteSession, grant: TableGrant, schema: TableSchema, field: FieldDef
    ) -> None:
        """Whether a changed field is made of itself by now, over formulas and links. Raises Invalid."""
        conn = await self._database.driver(session)
        await check_circles(conn, schema, field, readers_of(self._access, grant, conn))

    async def rebuild(self, session: WriteSession, schema: TableSchema, before: FieldDef, after: FieldDef) -> None:
        """An empty column of another type, or with another default, in the place of the old one."""
        conn = await self._database.driver(session)
        await physical.drop_column(conn, schema, before)
        await physical.add_column(conn, schema, after)

    async def refresh(
        self,
        session: WriteSession,
        table: TableId,
        changed: Collection[str] = (),
        path: str = "",
        grant: TableGrant | None = None,
    ) -> None:
        """After any change of the table, by whom ``grant`` says: see ``dependants``."""
        conn = await self._database.driver(session)
        readers = nobody if grant is None else readers_of(self._access, grant, conn)
        await refresh(conn, table, changed, path, readers)


def readers_of(access: Access, grant: TableGrant, conn: AsyncConnection) -> Readers:
    """Those whose grant it is."""
    return lambda tables: access.policies_in(grant.base, tables, conn)
