"""A workspace with people and tables, made directly in the database: what record tests stand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import orjson
from psycopg import AsyncConnection

import api.db.physical as physical
from api.access.service import TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.kit.newid import new_id
from api.records.acts import WriteContext
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, UserId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

WORKSPACE = WorkspaceId(f"wsp_{1:026}")
BASE = BaseId(f"bas_{1:026}")


def define(
    number: int,
    name: str,
    type: str,
    config: Mapping[str, JsonValue] | None = None,
    *,
    required: bool = False,
    unique: bool = False,
) -> FieldDef:
    kind = get_type(type)
    return FieldDef(
        FieldId(new_id("fld")),
        number,
        name,
        kind,
        parse_config(kind, dict(config) if config else None),
        required=required,
        unique=unique,
    )


@dataclass
class World:
    """``ada`` is number 1, ``bo`` 2."""

    database: Database
    ada: CurrentUser
    bo: CurrentUser

    async def table(self, fields: Sequence[FieldDef], name: str = "Things") -> TableSchema:
        """A new table with these fields, ready for use."""
        async with self.database.records() as conn, conn.transaction():
            table_id = TableId(new_id("tbl"))
            cursor = await conn.execute(
                "INSERT INTO dataos.tables (id, base_id, name, primary_field_id, next_field)"
                " VALUES (%s, %s, %s, %s, 100) RETURNING number",
                [table_id, BASE, f"{name} {table_id}", fields[0].id],
            )
            row = await cursor.fetchone()
            assert row is not None
            schema = TableSchema(table_id, row[0], name, 1, BASE, WORKSPACE, 1, fields[0].id, tuple(fields))
            await add_fields(conn, schema, fields)
            await physical.create_table(conn, schema)
        return schema

    async def load(self, schema: TableSchema) -> None:
        """A table exactly as described, its number included."""
        async with self.database.records() as conn, conn.transaction():
            await conn.execute(
                "INSERT INTO dataos.tables (id, number, base_id, name, primary_field_id, version)"
                " OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s, %s)",
                [schema.id, schema.number, BASE, schema.name, schema.primary_field_id, schema.version],
            )
            await physical.create_table(conn, schema)

    def access(self, schema: TableSchema, user: CurrentUser | None = None, policy: Policy | None = None) -> TableAccess:
        return TableAccess(schema, policy or compile_policy(BaseRole.EDITOR, 1), user or self.ada)

    async def changed(self, schema: TableSchema, **columns: object) -> TableSchema:
        """The table's next version, as if somebody had changed its fields."""
        async with self.database.records() as conn:
            await conn.execute("UPDATE dataos.tables SET version = version + 1 WHERE number = %s", [schema.number])
        return replace(schema, version=schema.version + 1, **columns)

    async def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        async with self.database.records() as conn:
            return await (await conn.execute(statement.encode(), values)).fetchall()


async def make_world(database: Database) -> World:
    people = [
        CurrentUser(UserId(f"usr_{number:026}"), number, name, f"{name.lower()}@example.org", "ses")
        for number, name in ((1, "Ada"), (2, "Bo"))
    ]
    async with database.records() as conn:
        for person in people:
            await conn.execute(
                "INSERT INTO dataos.users (id, email, name, password_hash) VALUES (%s, %s, %s, 'x')",
                [person.id, person.email, person.name],
            )
        await conn.execute("INSERT INTO dataos.workspaces (id, name) VALUES (%s, 'W')", [WORKSPACE])
        await conn.execute("INSERT INTO dataos.bases (id, workspace_id, name) VALUES (%s, %s, 'B')", [BASE, WORKSPACE])
        await physical.create_schema(conn, 1)
    return World(database, people[0], people[1])


async def add_fields(conn: AsyncConnection, schema: TableSchema, fields: Sequence[FieldDef]) -> None:
    for field in fields:
        await conn.execute(
            "INSERT INTO dataos.fields (id, table_id, number, name, type, config, required, is_unique, position)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                field.id,
                schema.id,
                field.number,
                field.name,
                field.type.name,
                orjson.dumps(field.config.model_dump(mode="json", by_alias=True)).decode(),
                field.required,
                field.unique,
                field.number,
            ],
        )


def by(user: CurrentUser, tab: str | None = "api", change_set: UUID | None = None) -> WriteContext:
    """A request of this person."""
    actor = Actor(ActorKind.USER, user.number, user.id, user.name)
    return WriteContext(actor, Cause(CauseKind.REQUEST), tab, change_set or uuid4())


def items(body: bytes) -> list[dict[str, JsonValue]]:
    found: list[dict[str, JsonValue]] = orjson.loads(body)
    return found


def fields_of(body: bytes) -> list[JsonValue]:
    """The ``fields`` of each record."""
    return [record["fields"] for record in items(body)]


def column(body: bytes, name: str) -> list[JsonValue]:
    """One field of each record."""
    found: list[JsonValue] = []
    for cells in fields_of(body):
        assert isinstance(cells, dict)
        found.append(cells[name])
    return found
