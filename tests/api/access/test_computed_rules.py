"""Rules on rows that read values which are worked out after a write: asked of what the write has made of them."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.access.office import rule
from tests.support.app import Person, World


@dataclass(frozen=True)
class Deals:
    """Deals of companies in regions; ``writer`` is whom the rules name, ``mine`` a deal in the EU."""

    world: World
    database_url: str
    table: dict[str, Any]
    ids: dict[str, str]

    @property
    def writer(self) -> Person:
        return self.world.editor

    @property
    def records(self) -> str:
        return f"/tables/{self.table['id']}/records"

    def rule(self, access: str, field: str, operator: str, *value: Any) -> None:
        key = next(item["id"] for item in self.table["fields"] if item["name"] == field)
        condition = {"field": key, "operator": operator} | ({"value": value[0]} if value else {})
        rule(self.database_url, self.table["id"], self.writer, access, condition)

    async def company(self, record: str) -> list[str]:
        cell = (await self.world.owner.get(f"/records/{self.ids[record]}"))["fields"]["Company"]
        return [item["title"] for item in cell or ()]

    async def count(self) -> int:
        return len((await self.world.owner.get(self.records))["items"])


@pytest.fixture
async def deals(world: World, database_url: str) -> Deals:
    owner, tables = world.owner, f"/bases/{world.base}/tables"
    text = {"type": "text"}
    companies = await owner.post(tables, {"name": "Companies", "fields": [{"name": n} | text for n in ("Name", "In")]})
    link = {
        "name": "Company",
        "type": "link",
        "config": {"tableId": companies["id"], "symmetricName": "Deals", "cardinality": "manyToOne"},
    }
    made = await owner.post(tables, {"name": "Contracts", "fields": [{"name": "Name"} | text, link]})
    for name, kind, config in (
        ("Region", "lookup", {"linkField": "Company", "field": "In"}),
        ("Companies", "count", {"linkField": "Company"}),
        ("Called", "formula", {"expression": "{Company} & '!'"}),
    ):
        await owner.post(f"/tables/{made['id']}/fields", {"name": name, "type": kind, "config": config})
    table = await owner.get(f"/tables/{made['id']}")
    rows = {"records": [{"fields": {"Name": name, "In": name}} for name in ("EU", "US")]}
    ids = [item["id"] for item in (await owner.post(f"/tables/{companies['id']}/records", rows))["items"]]
    rows = {"records": [{"fields": {"Name": name, "Company": [ids[at]]}} for at, name in enumerate(("mine", "theirs"))]}
    own = [item["id"] for item in (await owner.post(f"/tables/{table['id']}/records", rows))["items"]]
    keys: dict[str, str] = dict(zip(("EU", "US", "mine", "theirs"), [*ids, *own], strict=True))
    return Deals(world, database_url, table, keys)


SCOPES: list[tuple[str, str, str, Any]] = [
    ("write", "Region", "hasAny", ["EU"]),
    ("none", "Region", "hasAny", ["US"]),
    ("write", "Called", "equals", "EU!"),
    ("none", "Called", "equals", "US!"),
]


def _scope(deals: Deals, access: str, field: str, operator: str, value: Any) -> None:
    deals.rule("read", "Name", "isNotEmpty")
    if access == "none":
        deals.rule("write", "Name", "isNotEmpty")
    deals.rule(access, field, operator, value)


@pytest.mark.parametrize("scope", SCOPES)
async def test_nobody_writes_a_record_out_of_their_scope(deals: Deals, scope: tuple[str, str, str, Any]) -> None:
    _scope(deals, *scope)
    mine, us = f"/records/{deals.ids['mine']}", {"Company": [deals.ids["US"]]}

    await deals.writer.patch(mine, {"fields": us}, 403)
    await deals.writer.post(deals.records, {"records": [{"fields": {"Name": "new"} | us}]}, 403)
    await deals.writer.patch(f"/records/{deals.ids['US']}", {"fields": {"Deals": [deals.ids["mine"]]}}, 403)
    new = {"records": [{"fields": {"Name": "Asia", "In": "US", "Deals": [deals.ids["mine"]]}}]}
    if scope[1] == "Region":
        await deals.writer.post(f"/tables/{deals.table['fields'][1]['config']['tableId']}/records", new, 403)

    assert (await deals.company("mine"), await deals.company("theirs"), await deals.count()) == (["EU"], ["US"], 2)


@pytest.mark.parametrize("scope", SCOPES)
async def test_what_stays_in_scope_is_written(deals: Deals, scope: tuple[str, str, str, Any]) -> None:
    _scope(deals, *scope)
    eu = {"Company": [deals.ids["EU"]]}

    await deals.writer.patch(f"/records/{deals.ids['mine']}", {"fields": eu | {"Name": "still mine"}})
    await deals.writer.post(deals.records, {"records": [{"fields": {"Name": "new"} | eu}]})
    await deals.writer.post(
        deals.records, {"records": [{"fields": {"Name": "x"}}]}, 403 if scope[0] == "write" else 201
    )

    assert await deals.count() == (3 if scope[0] == "write" else 4)


async def test_a_count_of_links(deals: Deals) -> None:
    deals.rule("write", "Companies", "equals", 1)

    await deals.writer.patch(f"/records/{deals.ids['mine']}", {"fields": {"Company": []}}, 403)
    await deals.writer.patch(f"/records/{deals.ids['mine']}", {"fields": {"Company": [deals.ids["US"]]}})

    assert await deals.company("mine") == ["US"]


async def test_a_rule_about_two_things_is_asked_of_both_as_they_become(deals: Deals) -> None:
    fields = {item["name"]: item["id"] for item in deals.table["fields"]}
    pairs = [
        {
            "conjunction": "and",
            "filters": [
                {"field": fields["Name"], "operator": "equals", "value": name},
                {"field": fields["Region"], "operator": "hasAny", "value": [region]},
            ],
        }
        for name, region in (("mine", "EU"), ("ours", "US"))
    ]
    rule(deals.database_url, deals.table["id"], deals.writer, "write", {"conjunction": "or", "filters": pairs})
    mine, us = f"/records/{deals.ids['mine']}", [deals.ids["US"]]

    await deals.writer.patch(mine, {"fields": {"Company": us}}, 403)
    await deals.writer.patch(mine, {"fields": {"Name": "ours"}}, 403)
    await deals.writer.patch(mine, {"fields": {"Name": "ours", "Company": us}})


async def test_what_comes_back_from_the_trash_is_asked_as_it_is_then(deals: Deals) -> None:
    await deals.world.owner.delete(f"/records/{deals.ids['mine']}")
    await deals.world.owner.patch(f"/records/{deals.ids['EU']}", {"fields": {"In": "US"}})
    _scope(deals, *SCOPES[0])

    answer = await deals.writer.http.post(f"/records/{deals.ids['mine']}/restore")

    assert answer.status_code in (403, 404)
    assert await deals.count() == 1
