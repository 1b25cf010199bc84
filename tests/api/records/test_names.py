"""Names from the schema stand in the SQL as constants: none of them may mean anything there."""

import json
from urllib.parse import quote

import pytest

from tests.support.app import World, make_world, running, settings_for

NAMES = (
    "it's",
    'say "when"',
    "back\\slash\\",
    "100 %",
    "%s and %(name)s",
    "{name} {0} {}",
    ":colon $1 ?",
    "'; DROP TABLE dataos.users; --",
    "Ωμέγα 🙂 \u202eabc",
)


@pytest.fixture
async def acme(database_url: str):
    async with running(settings_for(database_url)) as app:
        yield await make_world(app)


@pytest.mark.parametrize("name", NAMES)
async def test_any_name_of_a_field_and_its_options_is_just_a_name(acme: World, name: str) -> None:
    options = {"options": [{"name": name}, {"name": name + "!"}]}
    fields = [
        {"name": name, "type": "text"},
        {"name": name + " one", "type": "singleSelect", "config": options},
        {"name": name + " many", "type": "multiSelect", "config": options},
    ]
    table = await acme.creator.post(f"/bases/{acme.base}/tables", {"name": name, "fields": fields})
    path = f"/tables/{table['id']}/records"
    cells = {name: name, name + " one": name + "!", name + " many": [name + "!", name]}
    made = (await acme.editor.post(path, {"records": [{"fields": cells}]}))["items"][0]
    assert made["fields"] == cells
    changed = await acme.editor.http.patch(f"/records/{made['id']}", json={"fields": {name + " one": name}})
    assert changed.json()["fields"] == cells | {name + " one": name}
    chosen = {"field": name + " one", "operator": "equals", "value": name}
    sorts = [{"field": name + " one", "direction": "desc"}, {"field": name + " many", "direction": "asc"}]
    asked = {"filter": {"conjunction": "and", "filters": [chosen]}, "sorts": sorts}
    assert (await acme.viewer.post(f"/tables/{table['id']}/query", asked, 200))["items"] == [changed.json()]
    grouped = {"groups": [{"field": name + " one"}], "aggregates": [{"fn": "filled", "field": name + " many"}]}
    answer = await acme.viewer.post(f"/tables/{table['id']}/query", grouped, 200)
    assert [group["keys"] for group in answer["groups"]] == [[name]]
    page = await acme.viewer.get(f"{path}?sort={quote(json.dumps(sorts))}")
    assert page["items"] == [changed.json()]
