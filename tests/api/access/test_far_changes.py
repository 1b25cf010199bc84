"""What a field far behind links is made of changes: whoever may not see the new source loses what is made of it, in
every process."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from tests.api.access.office import hide_field, rule, say
from tests.support.app import Person, World, client_of, make_world, running, settings_for

SECRET = "CANARYVALUE"
LOOKS = ("Mayors", "Names")
"""Fields of people: over their firms, what these make of their towns."""


@dataclass(frozen=True)
class Far:
    """People at firms in towns; ``http`` is the editor's client of another process."""

    world: World
    http: httpx2.AsyncClient
    people: str
    towns: str
    fields: dict[str, str]

    async def sees(self) -> tuple[set[str], str]:
        """Which of the fields of people, and the whole answer."""
        answer = await self.http.get(f"/tables/{self.people}/records")
        assert answer.status_code == 200, answer.text
        return {key for item in answer.json()["items"] for key in item["fields"]} & {*LOOKS}, answer.text


async def _table(owner: Person, base: str, name: str, *fields: dict[str, Any]) -> str:
    return str((await owner.post(f"/bases/{base}/tables", {"name": name, "fields": list(fields)}))["id"])


async def _field(owner: Person, table: str, name: str, type: str, **config: Any) -> str:
    made = await owner.post(f"/tables/{table}/fields", {"name": name, "type": type, "config": config})
    return str(made["id"])


@pytest.fixture
async def far(database_url: str) -> AsyncGenerator[Far]:
    settings = settings_for(database_url)
    async with running(settings) as first, running(settings) as second:
        world = await make_world(first)
        owner, base, text = world.owner, world.base, {"type": "text"}
        towns = await _table(owner, base, "Towns", *({"name": name} | text for name in ("Called", "Mayor", "Secret")))
        firms = await _table(owner, base, "Firms", {"name": "Title"} | text)
        people = await _table(owner, base, "People", {"name": "Name"} | text)
        await _field(owner, firms, "Town", "link", tableId=towns)
        await _field(owner, firms, "Mayor", "lookup", linkField="Town", field="Mayor")
        await _field(owner, firms, "Town name", "formula", expression="{Town} & ''")
        await _field(owner, people, "Firm", "link", tableId=firms)
        await _field(owner, people, "Mayors", "lookup", linkField="Firm", field="Mayor")
        await _field(owner, people, "Names", "lookup", linkField="Firm", field="Town name")
        fields = {item["name"]: item["id"] for item in (await owner.get(f"/tables/{towns}"))["fields"]}
        keys: list[str] = []
        for table, row in ((towns, {"Called": "Rome", "Mayor": "Ann", "Secret": SECRET}), (firms, {}), (people, {})):
            link = {firms: "Town", people: "Firm"}.get(table)
            body = {"records": [{"fields": row | ({link: keys[-1:]} if link else {})}]}
            keys.append((await owner.post(f"/tables/{table}/records", body))["items"][0]["id"])
        hide_field(database_url, fields["Secret"], world.editor)
        yield Far(world, client_of(second, token=world.editor.token), people, towns, fields)


async def test_a_field_becomes_a_formula_of_a_hidden_one(far: Far) -> None:
    assert (await far.sees())[0] == {*LOOKS}
    body = {"type": "formula", "config": {"expression": "{Secret} & ''"}}
    await far.world.owner.post(f"/fields/{far.fields['Mayor']}/convert", body, 200)

    sees, told = await far.sees()

    assert (sees, SECRET in told) == ({"Names"}, False)
    await far.world.owner.post("/undo", None, 200)
    assert (await far.sees())[0] == {*LOOKS}


async def test_a_formula_reads_a_hidden_field_from_now_on(far: Far) -> None:
    convert = {"type": "formula", "config": {"expression": "{Called} & ''"}}
    await far.world.owner.post(f"/fields/{far.fields['Mayor']}/convert", convert, 200)
    assert (await far.sees())[0] == {*LOOKS}
    await far.world.owner.patch(f"/fields/{far.fields['Mayor']}", {"config": {"expression": "{Secret} & ''"}})

    sees, told = await far.sees()

    assert (sees, SECRET in told) == ({"Names"}, False)


async def test_a_hidden_field_becomes_the_title(far: Far) -> None:
    assert (await far.sees())[0] == {*LOOKS}
    await far.world.owner.patch(f"/tables/{far.towns}", {"primaryFieldId": far.fields["Secret"]})

    sees, told = await far.sees()

    assert (sees, SECRET in told) == ({"Mayors"}, False)


async def test_a_field_comes_back_from_the_trash(far: Far) -> None:
    body = {"type": "formula", "config": {"expression": "{Secret} & ''"}}
    await far.world.owner.post(f"/fields/{far.fields['Mayor']}/convert", body, 200)
    await far.world.owner.delete(f"/fields/{far.fields['Mayor']}")
    await far.sees()
    await far.world.owner.post(f"/fields/{far.fields['Mayor']}/restore", None, 200)

    sees, told = await far.sees()

    assert ("Mayors" in sees, SECRET in told) == (False, False)


async def _firms_by_secret(far: Far, database_url: str) -> None:
    """The editor sees the firms of towns with the secret, and does so in the other process."""
    table = await far.world.owner.get(f"/tables/{far.people}")
    link = next(item for item in table["fields"] if item["name"] == "Firm")
    firms = await far.world.owner.get(f"/tables/{link['config']['tableId']}")
    town = next(item["id"] for item in firms["fields"] if item["name"] == "Town")
    say(database_url, "DELETE FROM dataos.field_grants")
    condition = {"field": f"{town}.{far.fields['Secret']}", "operator": "equals", "value": SECRET}
    rule(database_url, firms["id"], far.world.editor, "read", condition)
    assert await _linked(far) == 1


async def _linked(far: Far) -> int:
    answer = await far.http.get(f"/tables/{far.people}/records")
    assert answer.status_code == 200, answer.text
    return len(answer.json()["items"][0]["fields"]["Firm"] or ())


@pytest.mark.parametrize("what", ["field", "table"])
async def test_what_a_rule_asks_for_two_links_away_is_deleted(far: Far, database_url: str, what: str) -> None:
    await _firms_by_secret(far, database_url)
    await far.world.owner.delete(f"/fields/{far.fields['Secret']}" if what == "field" else f"/tables/{far.towns}")

    assert await _linked(far) == 0
    await far.world.owner.post("/undo", None, 200)
    assert await _linked(far) == 1


async def test_what_a_rule_asks_for_two_links_away_is_converted(far: Far, database_url: str) -> None:
    await _firms_by_secret(far, database_url)
    await far.world.owner.post(f"/fields/{far.fields['Secret']}/convert", {"type": "longText"}, 200)

    assert await _linked(far) == 1
    # What is written from now on is in the new column.
    [town] = (await far.world.owner.get(f"/tables/{far.towns}/records"))["items"]
    await far.world.owner.patch(f"/records/{town['id']}", {"fields": {"Secret": "Other"}})
    assert await _linked(far) == 0
