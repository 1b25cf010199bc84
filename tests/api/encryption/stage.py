"""A table with an encrypted field, and what the database and the log hold of it."""

from typing import Any

from fastapi import FastAPI

from api.db.engine import Database
from api.http.services import AppServices
from tests.support.app import Person, World

Json = dict[str, Any]
TAB = {"X-Client-Tab": "tab"}
FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Salary", "type": "number", "encrypted": True},
    {"name": "Note", "type": "longText"},
]


def database_of(app: FastAPI) -> Database:
    services: AppServices = app.state.services
    return services.database


async def rows(app: FastAPI, statement: str, *values: object) -> list[tuple[Any, ...]]:
    async with database_of(app).records() as conn:
        return await (await conn.execute(statement.encode(), values or None)).fetchall()


async def everything(app: FastAPI) -> str:
    """All tables of the database as text."""
    found: list[str] = []
    tables = await rows(
        app,
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname = 'dataos' OR schemaname LIKE 'ws%'",
    )
    for (table,) in tables:
        for row in await rows(app, f"SELECT to_jsonb(t)::text FROM {table} t"):
            found.append(f"{table} {row[0]}")
        # Bytes are shown in hexadecimal above: answers that are kept for repetitions are JSON.
        if table == "dataos.idempotency_keys":
            found += [str(row[0]) for row in await rows(app, "SELECT convert_from(answer, 'UTF8') FROM " + table)]
    return "\n".join(found)


async def make(person: Person, base: str, fields: list[Json] = FIELDS, name: str = "Staff") -> Json:
    table: Json = await person.post(f"/bases/{base}/tables", {"name": name, "fields": fields})
    return table


def field_id(table: Json, name: str) -> str:
    return next(str(field["id"]) for field in table["fields"] if field["name"] == name)


async def add(person: Person, table: Json, *records: Json) -> list[str]:
    made = await person.post(f"/tables/{table['id']}/records", {"records": [{"fields": each} for each in records]})
    return [str(each["id"]) for each in made["items"]]


async def cells(person: Person, table: Json, name: str) -> list[Any]:
    page = await person.get(f"/tables/{table['id']}/records?limit=1000")
    return [record["fields"][name] for record in page["items"]]


async def stored(app: FastAPI, table: Json, name: str) -> list[Any]:
    """What the column holds, by key."""
    ((number, workspace, field),) = await rows(
        app,
        "SELECT t.number, w.number, f.number FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id"
        " JOIN dataos.bases b ON b.id = t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE f.id = %s",
        field_id(table, name),
    )
    return [row[0] for row in await rows(app, f"SELECT f_{field} FROM ws_{workspace}.t_{number} ORDER BY id")]


async def taken(person: Person, what: str = "undo") -> Json:
    answer = await person.http.post(f"/{what}", headers=TAB)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def edit(person: Person, record: str, fields: Json, status: int = 200, **headers: str) -> Json:
    answer = await person.http.patch(f"/records/{record}", json={"fields": fields}, headers={**TAB, **headers})
    assert answer.status_code == status, answer.text
    return answer.json()


def people(world: World) -> list[tuple[Person, bool]]:
    """Everybody of the base, and whether they see what is revealed to editors."""
    return [
        (world.owner, True), (world.admin, True), (world.creator, True), (world.editor, True),
        (world.commenter, False), (world.viewer, False),
    ]  # fmt: skip
