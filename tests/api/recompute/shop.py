"""Orders and their lines, made over HTTP: what tests of derived fields stand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from psycopg import AsyncConnection

from api.access.service import Access
from api.db.engine import Database
from api.http.services import AppServices
from api.records.recompute.plan import across_of, value_of
from api.records.sql.fragment import compose
from api.tables.connected import load_connected
from core.fields.base import config_of
from core.fields.derived import DerivedConfig
from core.fields.link import LinkConfig
from core.ids import TableId
from tests.support.app import Person, World, make_world

Json = dict[str, Any]

LINES: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Amount", "type": "number"},
    {"name": "Price", "type": "currency", "config": {"currency": "EUR", "precision": 2}},
    {"name": "Stars", "type": "rating"},
    {"name": "Done", "type": "checkbox"},
    {"name": "Day", "type": "date"},
    {"name": "At", "type": "datetime"},
    {"name": "Tag", "type": "singleSelect", "config": {"options": [{"name": "Red"}, {"name": "Blue"}]}},
    {"name": "Tags", "type": "multiSelect", "config": {"options": [{"name": "Red"}, {"name": "Blue"}]}},
    {"name": "Note", "type": "longText"},
    {"name": "Maker", "type": "createdBy"},
]


@dataclass
class Shop:
    """``Lines`` of orders, ``Order`` of a line; the owner does everything."""

    app: FastAPI
    world: World
    orders: str
    lines: str
    fields: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    @property
    def owner(self) -> Person:
        return self.world.owner

    @property
    def database(self) -> Database:
        services: AppServices = self.app.state.services
        return services.database

    @property
    def access(self) -> Access:
        services: AppServices = self.app.state.services
        return services.get(Access)

    async def derive(self, type: str, name: str, status: int = 201, table: str | None = None, **config: Any) -> Json:
        """A field of orders that looks through Lines, if nothing else is said."""
        body = {"name": name, "type": type, "config": {"linkField": "Lines", **config}}
        made: Json = await self.owner.post(f"/tables/{table or self.orders}/fields", body, status)
        if status == 201:
            self.fields[table or self.orders, name] = made["id"]
        return made

    async def make(self, table: str, *records: Mapping[str, Any]) -> list[str]:
        """Ids of new records."""
        body = {"records": [{"fields": dict(record)} for record in records]}
        return [item["id"] for item in (await self.owner.post(f"/tables/{table}/records", body))["items"]]

    async def edit(self, record: str, **fields: Any) -> Json:
        """The record's fields, as the reply of the edit has them."""
        answer = await self.owner.patch(f"/records/{record}", {"fields": fields})
        return dict(answer["fields"])

    async def read(self, record: str) -> Json:
        return dict((await self.owner.get(f"/records/{record}"))["fields"])

    async def described(self, name: str, table: str | None = None) -> Json:
        """The field as the table's answer has it."""
        fields = (await self.owner.get(f"/tables/{table or self.orders}"))["fields"]
        return next(dict(item) for item in fields if item["name"] == name)

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        async with self.database.records() as conn:
            return await (await conn.execute(statement.encode(), values)).fetchall()

    async def wrong(self) -> list[tuple[str, str, int, Any, Any]]:
        """Cells of live records that are not what working them out from nothing gives: table, field, key, is, ought."""
        async with self.database.records() as conn:
            return await wrong_cells(conn, TableId(self.orders))


async def wrong_cells(conn: AsyncConnection, table: TableId) -> list[tuple[str, str, int, Any, Any]]:
    tables = await load_connected(conn, table)
    by_number = {schema.number: schema for schema in tables}
    found: list[tuple[str, str, int, Any, Any]] = []
    for schema in tables:
        for item in schema.every:
            if not isinstance(item.config, DerivedConfig) or item.config.invalid:
                continue
            link = config_of(schema.by_id[item.config.link_field], LinkConfig)
            value = value_of(item, across_of(link), by_number[link.target], {})
            statement = compose(
                "SELECT w.id, to_jsonb(w.held), to_jsonb(w.ought) FROM"
                " (SELECT k.id, k.{column} AS held, {value} AS ought FROM {relation} k WHERE k.deleted_at IS NULL) w"
                " WHERE w.held IS DISTINCT FROM w.ought ORDER BY 1",
                column=item.column,
                value=value,
                relation=schema.relation,
            )
            cursor = await conn.execute(statement.sql.encode(), statement.params)
            found.extend((schema.name, item.name, *row) for row in await cursor.fetchall())
    return found


async def make_shop(app: FastAPI, lines: Sequence[Json] = LINES, cardinality: str = "manyToOne") -> Shop:
    world = await make_world(app)
    tables = f"/bases/{world.base}/tables"
    orders = await world.owner.post(tables, {"name": "Orders", "fields": [{"name": "Name", "type": "text"}]})
    link = {
        "name": "Order",
        "type": "link",
        "config": {"tableId": orders["id"], "cardinality": cardinality, "symmetricName": "Lines"},
    }
    made = await world.owner.post(tables, {"name": "Lines", "fields": [*lines, link]})
    return Shop(app, world, str(orders["id"]), str(made["id"]))
