"""A table with things that strangers must not learn, and links to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tests.support.app import World, client_of


@dataclass(frozen=True)
class Shop:
    """Deals of companies: the view shows the open ones without their margin, which is secret."""

    world: World
    table: dict[str, Any]
    companies: dict[str, Any]
    view: str
    records: dict[str, str]
    company: str

    def field(self, name: str) -> str:
        return next(str(item["id"]) for item in self.table["fields"] if item["name"] == name)

    async def link(self, **said: Any) -> dict[str, Any]:
        return await self.world.creator.post(f"/views/{self.view}/links", said)


@pytest.fixture
async def visitor(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def shop(world: World) -> Shop:
    creator = world.creator
    companies = await creator.post(
        f"/bases/{world.base}/tables",
        {"name": "Companies", "fields": [{"name": "Name", "type": "text"}, {"name": "Rating", "type": "number"}]},
    )
    made = await creator.post(
        f"/tables/{companies['id']}/records",
        {"records": [{"fields": {"Name": "Acme", "Rating": 7}}, {"fields": {"Name": "Unlinked", "Rating": 9}}]},
    )
    acme = made["items"][0]["id"]
    table = await creator.post(
        f"/bases/{world.base}/tables",
        {
            "name": "Orders",
            "fields": [
                {"name": "Name", "type": "text"},
                {"name": "State", "type": "singleSelect", "config": {"options": [{"name": "Open"}, {"name": "Done"}]}},
                {"name": "Amount", "type": "number"},
                {"name": "Margin", "type": "number"},
                {"name": "Owner", "type": "user"},
            ],
        },
    )
    tid = table["id"]
    for field in (
        {"name": "Double", "type": "formula", "config": {"expression": "{Amount} * 2"}},
        {"name": "Profit", "type": "formula", "config": {"expression": "{Margin} * 2"}},
        {"name": "Company", "type": "link", "config": {"tableId": companies["id"]}},
        {"name": "Parent", "type": "link", "config": {"tableId": tid}},
    ):
        await creator.post(f"/tables/{tid}/fields", field)
    await creator.post(
        f"/tables/{tid}/fields",
        {"name": "Ratings", "type": "lookup", "config": {"linkField": "Company", "field": "Rating"}},
    )
    rows = {}
    for name, state, amount, margin in (
        ("Apple", "Open", 10, 111),
        ("Pear", "Open", 20, 222),
        ("Fig", "Done", 30, 333),
    ):
        owner = {"id": world.viewer.id}
        values = {"Name": name, "State": state, "Amount": amount, "Margin": margin, "Owner": owner, "Company": [acme]}
        if rows:
            values["Parent"] = list(rows.values())[:1]
        answer = await creator.post(f"/tables/{tid}/records", {"records": [{"fields": values}]})
        rows[name] = answer["items"][0]["id"]
    await creator.patch(f"/records/{rows['Apple']}", {"fields": {"Parent": [rows["Fig"]]}})
    table = await creator.get(f"/tables/{tid}")
    columns = [{"field": name, "hidden": True} for name in ("Margin", "State")]
    config = {
        "filter": {"conjunction": "and", "filters": [{"field": "State", "operator": "equals", "value": "Open"}]},
        "sorts": [{"field": "Margin", "direction": "desc"}],
        "columns": columns,
    }
    view = await creator.post(f"/tables/{tid}/views", {"name": "Open orders", "config": config})
    return Shop(world, table, companies, view["id"], rows, acme)
