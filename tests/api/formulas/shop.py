"""A table of things with prices and formulas over them, in the whole application."""

from typing import Any

from tests.support.app import Person, World

FIELDS = [
    {"name": "Item", "type": "text"},
    {"name": "Qty", "type": "number"},
    {"name": "Price", "type": "number"},
    {"name": "Done", "type": "checkbox"},
    {"name": "Total", "type": "formula", "config": {"expression": "{Net} + 1"}},
    {"name": "Net", "type": "formula", "config": {"expression": "qty * Price"}},
    {"name": "Each", "type": "formula", "config": {"expression": "Price / Qty", "format": {"precision": 2}}},
    {"name": "Label", "type": "formula", "config": {"expression": '{Item} & " x" & Qty'}},
    {"name": "Late", "type": "formula", "config": {"expression": "Qty > IF(Done, 1000, 1)"}},
]
ROWS = [
    {"Item": "bolt", "Qty": 2, "Price": 3},
    {"Item": "nut", "Qty": 0, "Price": 5, "Done": True},
    {"Item": "Washer", "Qty": 4, "Price": 1},
    {},
]


class Shop:
    """A table of things with prices and formulas over them."""

    def __init__(self, person: Person, table: dict[str, Any]) -> None:
        self.person = person
        self.id = table["id"]
        self.fields = {field["name"]: field["id"] for field in table["fields"]}
        self.table = table

    @classmethod
    async def opened(cls, world: World) -> "Shop":
        table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Shop", "fields": FIELDS})
        shop = cls(world.creator, table)
        await shop.add(*ROWS)
        return shop

    async def add(self, *rows: dict[str, Any]) -> list[dict[str, Any]]:
        body = {"records": [{"fields": row} for row in rows]}
        return (await self.person.post(f"/tables/{self.id}/records", body))["items"]

    async def query(self, **asked: object) -> dict[str, Any]:
        return await self.person.post(f"/tables/{self.id}/query", asked, 200)

    async def items(self, **asked: object) -> list[object]:
        return [record["fields"]["Item"] for record in (await self.query(**asked))["items"]]

    async def values(self, name: str) -> list[Any]:
        return [record["fields"][name] for record in (await self.query(fields=[name]))["items"]]

    async def config(self, name: str) -> dict[str, Any]:
        table = await self.person.get(f"/tables/{self.id}")
        return next(field["config"] for field in table["fields"] if field["name"] == name)

    async def patch(self, field: str, **changes: object) -> dict[str, Any]:
        answer = await self.person.http.patch(f"/fields/{self.fields[field]}", json=changes)
        return {"status": answer.status_code, **answer.json()}


def condition(field: str, operator: str, *value: object) -> dict[str, Any]:
    return {"field": field, "operator": operator, **({"value": value[0]} if value else {})}
