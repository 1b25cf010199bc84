"""Nobody brings to light what a table holds that they cannot open: not by a conversion, a lookup, or undo of one."""

from dataclasses import dataclass

import pytest

from tests.api.access.office import hide_field, rule
from tests.api.fields.converting import NAME, Json, cells, convert, field_id, table_with, take_back
from tests.support.app import Person, World

ROLLUP: Json = {"linkField": "Firm", "field": "Name", "aggregate": "concatenate"}
LOOKUP: Json = {"linkField": "Firm", "field": "Name"}


@dataclass(frozen=True)
class Closed:
    """Deals of a base that Cleo is creator of, linked with firms of one that she has no part in."""

    world: World
    deals: Json
    firms: Json

    @property
    def cleo(self) -> Person:
        return self.world.creator

    async def let_in(self, role: str) -> None:
        base = self.firms["baseId"]
        await self.world.owner.put(f"/bases/{base}/members", {"email": self.cleo.email, "role": role})


@pytest.fixture
async def closed(world: World, database_url: str) -> Closed:
    """The link is published to Cleo, who would not see it otherwise."""
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Hidden"})
    firms = await table_with(world.owner, elsewhere["id"], [NAME], {"Name": "Secret"}, name="Firms")
    link = {"name": "Firm", "type": "link", "config": {"tableId": firms["id"]}}
    fields = [NAME, link, {"name": "Note", "type": "text"}]
    deals = await table_with(world.owner, world.base, fields, {"Note": "Secret"}, name="Sales")
    [deal] = (await world.owner.get(f"/tables/{deals['id']}/records"))["items"]
    [firm] = (await world.owner.get(f"/tables/{firms['id']}/records"))["items"]
    await world.owner.patch(f"/records/{deal['id']}", {"fields": {"Firm": [firm["id"]]}})
    found = Closed(world, deals, {**firms, "baseId": elsewhere["id"]})
    hide_field(database_url, field_id(deals, "Firm"), found.cleo, "edit")
    await found.let_in("none")
    return found


@pytest.mark.parametrize("type", ["text", "longText", "singleSelect", "multiSelect", "email"])
@pytest.mark.parametrize("dry", [True, False])
async def test_titles_are_not_converted(closed: Closed, type: str, dry: bool) -> None:
    refused = await convert(closed.cleo, field_id(closed.deals, "Firm"), type, 403, dryRun=dry)
    assert "cannot open" in refused["detail"]
    assert "Secret" not in str(refused)
    assert [[link["title"] for link in cell] for cell in await cells(closed.cleo, closed.deals, "Firm")] == [[None]]


@pytest.mark.parametrize(("type", "config"), [("lookup", LOOKUP), ("rollup", ROLLUP), ("count", {"linkField": "Firm"})])
async def test_values_are_not_looked_up(closed: Closed, database_url: str, type: str, config: Json) -> None:
    body = {"name": "Names", "type": type, "config": config}
    refused = await closed.cleo.post(f"/tables/{closed.deals['id']}/fields", body, 403)
    assert "cannot open" in refused["detail"]
    for dry in (True, False):
        await convert(closed.cleo, field_id(closed.deals, "Note"), type, 403, config=config, dryRun=dry)
    made = await closed.world.owner.post(f"/tables/{closed.deals['id']}/fields", body)
    await closed.cleo.patch(f"/fields/{made['id']}", {"config": config}, 404)
    hide_field(database_url, made["id"], closed.cleo, "edit")
    await closed.cleo.patch(f"/fields/{made['id']}", {"config": config}, 403)
    await closed.cleo.patch(f"/fields/{made['id']}", {"name": "Firms"})
    await closed.let_in("viewer")
    await closed.cleo.patch(f"/fields/{made['id']}", {"config": config})
    await closed.cleo.post(f"/tables/{closed.deals['id']}/fields", {**body, "name": "Again"})


async def test_who_may_read_them_converts_them(closed: Closed) -> None:
    await closed.let_in("viewer")
    await convert(closed.cleo, field_id(closed.deals, "Firm"), "text")
    assert await cells(closed.cleo, closed.deals, "Firm") == ["Secret"]


@pytest.mark.parametrize(
    ("field", "type", "config"), [("Firm", "text", None), ("Note", "lookup", LOOKUP), ("Note", "rollup", ROLLUP)]
)
async def test_nor_by_taking_back_what_was_done_while_the_base_was_open(
    closed: Closed, field: str, type: str, config: Json | None
) -> None:
    await closed.let_in("creator")
    await convert(closed.cleo, field_id(closed.deals, field), type, config=config)
    assert (await take_back(closed.cleo))["done"]
    await closed.let_in("none")
    again = await take_back(closed.cleo, "redo")
    assert (again["done"], "cannot open" in again["conflicts"][0]["reason"]) == (False, True)
    assert "Secret" not in str([await cells(closed.cleo, closed.deals, "Firm")])
    await closed.let_in("viewer")
    assert (await take_back(closed.cleo, "redo"))["done"]


async def test_a_published_field_is_not_pointed_at_rows_that_are_withheld(closed: Closed, database_url: str) -> None:
    """Who has level admin and a grant on a field, and rules in the table that it looks at, reads by it what was
    published to them, and nothing else."""
    await closed.let_in("viewer")
    fields, name = f"/tables/{closed.deals['id']}/fields", field_id(closed.firms, "Name")
    looking = {"name": "Names", "type": "rollup", "config": {**ROLLUP, "aggregate": "countall"}}
    made = await closed.world.owner.post(fields, looking)
    plain = await closed.world.owner.post(
        fields, {"name": "Said", "type": "formula", "config": {"expression": "{Note} & ''"}}
    )
    for key in (made["id"], plain["id"]):
        hide_field(database_url, key, closed.cleo, "edit")
    never = {"field": name, "operator": "equals", "value": "no such firm"}
    rule(database_url, closed.firms["id"], closed.cleo, "read", never)

    refused = [
        await closed.cleo.patch(f"/fields/{made['id']}", {"config": {"aggregate": "concatenate"}}, 403),
        await closed.cleo.patch(f"/fields/{plain['id']}", {"config": {"expression": "{Firm} & ''"}}, 403),
        await closed.cleo.post(fields, {"name": "New", "type": "lookup", "config": LOOKUP}, 403),
    ]

    assert all("not all" in answer["detail"] and "Secret" not in str(answer) for answer in refused)
    assert await cells(closed.cleo, closed.deals, "Names") == [1]
    await closed.cleo.patch(f"/fields/{made['id']}", {"name": "Firms"})
    trial = await closed.cleo.post(f"/tables/{closed.deals['id']}/formula/check", {"expression": "{Firm} & ''"}, 200)
    assert "closed_table" in str(trial)


async def test_nor_at_titles_that_are_hidden(closed: Closed, database_url: str) -> None:
    await closed.let_in("viewer")
    said = {"name": "Said", "type": "formula", "config": {"expression": "{Note} & ''"}}
    made = await closed.world.owner.post(f"/tables/{closed.deals['id']}/fields", said)
    hide_field(database_url, made["id"], closed.cleo, "edit")
    hide_field(database_url, field_id(closed.firms, "Name"), closed.cleo)

    refused = await closed.cleo.patch(f"/fields/{made['id']}", {"config": {"expression": "{Firm} & ''"}}, 403)

    assert "not all titles" in refused["detail"]
    await closed.cleo.patch(f"/fields/{made['id']}", {"config": {"expression": "{Note} & '!'"}})
