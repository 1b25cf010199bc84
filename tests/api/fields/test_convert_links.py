"""Fields become links, and links become something else: by title, with both ends, and back."""

from typing import Any

import pytest

from tests.api.fields.converting import NAME, Json, cells, convert, field_id, fields, table_with, take_back, titles
from tests.support.app import World


@pytest.fixture
async def firms(world: World) -> Json:
    rows = [{"Name": name} for name in ("Acme", "Bolt, Inc.", "Cog", "cog", None)]
    return await table_with(world.owner, world.base, [NAME], *rows, name="Firms")


async def deals_with(world: World, *firms: Any, type: str = "text", **config: Any) -> Json:
    firm: Json = {"name": "Firm", "type": type, **({"config": config} if config else {})}
    return await table_with(world.owner, world.base, [NAME, firm], *({"Firm": each} for each in firms), name="Sales")


SAID = ["acme", 'Cog, "Bolt, Inc."', "Nobody", None, "Acme, Nobody, Somebody"]


async def test_a_rehearsal_tells_what_the_titles_mean(world: World, firms: Json) -> None:
    deals = await deals_with(world, *SAID)
    wish: Json = {"config": {"tableId": firms["id"]}, "dryRun": True}
    seen = await convert(world.owner, field_id(deals, "Firm"), "link", **wish)
    counts = seen["counts"]
    assert (counts["kept"], counts["changed"], counts["cleared"], counts["empty"]) == (1, 2, 1, 1)
    assert counts["links"] == {"missing": 2, "created": 0, "ambiguous": 1, "surplus": 0}
    assert [(each["before"], each["after"]) for each in seen["kept"]] == [(SAID[1], SAID[1])]
    assert {each["before"]: each["after"] for each in seen["changed"]} == {
        "acme": "Acme", "Acme, Nobody, Somebody": "Acme",
    }  # fmt: skip
    assert "'Nobody'" in seen["cleared"][0]["reason"]
    creating = await convert(world.owner, field_id(deals, "Firm"), "link", createMissing=True, **wish)
    assert creating["counts"]["links"] == {"missing": 0, "created": 2, "ambiguous": 1, "surplus": 0}
    assert creating["counts"]["cleared"] == 0
    assert await cells(world.owner, deals, "Firm") == SAID
    assert [field["name"] for field in (await world.owner.get(f"/tables/{firms['id']}"))["fields"]] == ["Name"]


async def test_text_becomes_links_with_both_ends_and_back_and_again(world: World, firms: Json) -> None:
    deals = await deals_with(world, *SAID)
    field = field_id(deals, "Firm")
    made = await convert(world.owner, field, "link", config={"tableId": firms["id"], "symmetricName": "Their deals"})
    assert (made["field"]["id"], made["field"]["config"]["cardinality"]) == (field, "manyToMany")
    linked = [["Acme"], ["Cog", "Bolt, Inc."], [], [], ["Acme"]]
    assert await titles(world.owner, deals, "Firm") == linked
    there = await fields(world.owner, firms)
    assert there["Their deals"]["config"]["symmetricFieldId"] == field
    assert [len(cell) for cell in await titles(world.owner, firms, "Their deals")] == [2, 1, 1, 0, 0]

    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, deals, "Firm") == SAID
    assert list(await fields(world.owner, firms)) == ["Name"]
    assert (await take_back(world.owner, "redo"))["done"]
    assert await titles(world.owner, deals, "Firm") == linked
    assert (await fields(world.owner, firms))["Their deals"]["id"] == there["Their deals"]["id"]
    record = (await world.owner.get(f"/tables/{deals['id']}/records"))["items"][2]["id"]
    acme = (await world.owner.get(f"/tables/{firms['id']}/records"))["items"][0]["id"]
    await world.owner.patch(f"/records/{record}", {"fields": {"Firm": [acme]}})
    assert [len(cell) for cell in await titles(world.owner, firms, "Their deals")] == [3, 1, 1, 0, 0]


async def test_what_was_linked_since_is_told_by_title_when_it_is_taken_back(world: World, firms: Json) -> None:
    deals = await deals_with(world, *SAID)
    made = await convert(world.owner, field_id(deals, "Firm"), "link", config={"tableId": firms["id"]})
    rows = (await world.owner.get(f"/tables/{deals['id']}/records"))["items"]
    them = [item["id"] for item in (await world.owner.get(f"/tables/{firms['id']}/records"))["items"]]
    await world.owner.patch(f"/records/{rows[0]['id']}", {"fields": {"Firm": [them[1], them[4]]}})
    # From the far end too.
    await world.owner.patch(f"/records/{them[2]}", {"fields": {"Sales": [rows[3]["id"]]}})
    assert (await take_back(world.owner, body={"changeSet": made["changeSet"]}))["done"]
    assert await cells(world.owner, deals, "Firm") == [
        f'"Bolt, Inc.", {them[4]}', '"Bolt, Inc."', "Nobody", "Cog", "Acme, Nobody, Somebody",
    ]  # fmt: skip


async def test_missing_records_are_made_in_the_same_change_set(world: World, firms: Json) -> None:
    deals = await deals_with(world, *SAID)
    config = {"tableId": firms["id"]}
    await convert(world.owner, field_id(deals, "Firm"), "link", config=config, createMissing=True)
    linked = [["Acme"], ["Cog", "Bolt, Inc."], ["Nobody"], [], ["Acme", "Nobody", "Somebody"]]
    assert await titles(world.owner, deals, "Firm") == linked
    assert await cells(world.owner, firms, "Name") == ["Acme", "Bolt, Inc.", "Cog", "cog", None, "Nobody", "Somebody"]
    undone = await take_back(world.owner)
    assert (undone["done"], undone["conflicts"]) == (True, [])
    assert await cells(world.owner, firms, "Name") == ["Acme", "Bolt, Inc.", "Cog", "cog", None]
    assert await cells(world.owner, deals, "Firm") == SAID
    assert (await take_back(world.owner, "redo"))["done"]
    assert await titles(world.owner, deals, "Firm") == linked
    assert len(await cells(world.owner, firms, "Name")) == 7


async def test_each_cell_keeps_one_record_where_it_may_hold_one(world: World, firms: Json) -> None:
    deals = await deals_with(world, "Bolt, Inc.", "Acme, Cog", "Nobody, Cog", "Acme")
    wish: Json = {"config": {"tableId": firms["id"], "cardinality": "manyToOne"}}
    seen = await convert(world.owner, field_id(deals, "Firm"), "link", dryRun=True, **wish)
    assert seen["counts"]["links"]["surplus"] == 1
    await convert(world.owner, field_id(deals, "Firm"), "link", **wish)
    assert await titles(world.owner, deals, "Firm") == [["Bolt, Inc."], ["Acme"], ["Cog"], ["Acme"]]


async def test_a_record_that_can_be_linked_once_stays_with_the_first(world: World, firms: Json) -> None:
    deals = await deals_with(world, "Acme", "Acme", "Cog, Acme", "Bolt")
    rows = (await world.owner.get(f"/tables/{deals['id']}/records"))["items"]
    await world.owner.delete(f"/records/{rows[0]['id']}")
    wish: Json = {"config": {"tableId": firms["id"], "cardinality": "oneToMany"}}
    seen = await convert(world.owner, field_id(deals, "Firm"), "link", dryRun=True, **wish)
    assert (seen["counts"]["total"], seen["counts"]["cleared"]) == (3, 1)
    await convert(world.owner, field_id(deals, "Firm"), "link", **wish)
    assert await titles(world.owner, deals, "Firm") == [["Acme"], ["Cog"], []]
    await world.owner.post(f"/records/{rows[0]['id']}/restore", {}, 200)
    assert await titles(world.owner, deals, "Firm") == [[], ["Acme"], ["Cog"], []]


@pytest.mark.parametrize(
    ("type", "config", "given", "expected"),
    [
        ("singleSelect", {"options": [{"name": "Bolt, Inc."}, {"name": "Acme"}]}, "Bolt, Inc.", ["Bolt, Inc."]),
        ("multiSelect", {"options": [{"name": "Bolt, Inc."}, {"name": "Acme"}]}, ["Acme", "Bolt, Inc."],
         ["Acme", "Bolt, Inc."]),
        ("number", {}, 12, ["12"]),
        ("email", {}, "ann@example.org", ["ann@example.org"]),
        ("checkbox", {}, True, ["true"]),
    ],
)  # fmt: skip
async def test_other_types_are_linked_by_their_text(
    world: World, firms: Json, type: str, config: Json, given: Any, expected: list[str]
) -> None:
    rows = [{"fields": {"Name": name}} for name in ("12", "ann@example.org", "true")]
    await world.owner.post(f"/tables/{firms['id']}/records", {"records": rows})
    deals = await deals_with(world, given, type=type, **config)
    await convert(world.owner, field_id(deals, "Firm"), "link", config={"tableId": firms["id"]})
    assert (await titles(world.owner, deals, "Firm"))[0] == expected
    assert (await take_back(world.owner))["done"]
    assert (await cells(world.owner, deals, "Firm"))[0] == given


async def link_table(world: World, firms: Json, *cells: list[int], cardinality: str = "manyToMany") -> Json:
    deals = await deals_with(world, type="link", tableId=firms["id"], cardinality=cardinality)
    them = [item["id"] for item in (await world.owner.get(f"/tables/{firms['id']}/records"))["items"]]
    rows = [{"fields": {"Firm": [them[at] for at in cell]}} for cell in cells]
    await world.owner.post(f"/tables/{deals['id']}/records", {"records": rows})
    return deals


async def test_links_become_titles_in_their_order_and_back(world: World, firms: Json) -> None:
    deals = await link_table(world, firms, [2, 1], [], [4], [0])
    there = (await fields(world.owner, firms))["Sales"]
    before = await cells(world.owner, deals, "Firm"), await cells(world.owner, firms, "Sales")
    untitled = before[0][2][0]["id"]
    await convert(world.owner, field_id(deals, "Firm"), "text")
    assert await cells(world.owner, deals, "Firm") == ['Cog, "Bolt, Inc."', None, untitled, "Acme"]
    assert list(await fields(world.owner, firms)) == ["Name"]
    assert (await take_back(world.owner))["done"]
    assert (await cells(world.owner, deals, "Firm"), await cells(world.owner, firms, "Sales")) == before
    assert (await fields(world.owner, firms))["Sales"]["id"] == there["id"]
    assert (await take_back(world.owner, "redo"))["done"]
    assert (await cells(world.owner, deals, "Firm"))[0] == 'Cog, "Bolt, Inc."'
    await convert(world.owner, field_id(deals, "Firm"), "link", config={"tableId": firms["id"]})
    assert await cells(world.owner, deals, "Firm") == before[0]


async def test_text_written_since_is_linked_by_title_when_a_link_comes_back(world: World, firms: Json) -> None:
    deals = await link_table(world, firms, [2, 1], [0])
    converted = await convert(world.owner, field_id(deals, "Firm"), "longText")
    rows = (await world.owner.get(f"/tables/{deals['id']}/records"))["items"]
    await world.owner.patch(f"/records/{rows[0]['id']}", {"fields": {"Firm": "acme, nobody"}})
    assert (await take_back(world.owner, body={"changeSet": converted["changeSet"]}))["done"]
    assert await titles(world.owner, deals, "Firm") == [["Acme"], ["Acme"]]


async def test_links_become_options_and_numbers_by_way_of_their_titles(world: World) -> None:
    sizes = await table_with(world.owner, world.base, [NAME], {"Name": "12"}, {"Name": "big"}, name="Firms")
    deals = await link_table(world, sizes, [0], [0, 1])
    several = await convert(world.owner, field_id(deals, "Firm"), "multiSelect")
    assert [option["name"] for option in several["field"]["config"]["options"]] == ["12", "big"]
    assert await cells(world.owner, deals, "Firm") == [["12"], ["12", "big"]]
    await take_back(world.owner)
    await convert(world.owner, field_id(deals, "Firm"), "number")
    assert await cells(world.owner, deals, "Firm") == [12, None]


async def test_a_narrower_link_keeps_the_first_and_undo_brings_back_the_rest(world: World, firms: Json) -> None:
    deals = await link_table(world, firms, [2, 1], [0], [0, 2], [])
    field = field_id(deals, "Firm")
    before = await titles(world.owner, deals, "Firm")
    wish: Json = {"config": {"cardinality": "manyToOne"}}
    seen = await convert(world.owner, field, "link", dryRun=True, **wish)
    assert (seen["counts"]["links"]["surplus"], seen["counts"]["changed"]) == (2, 2)
    await convert(world.owner, field, "link", **wish)
    assert await titles(world.owner, deals, "Firm") == [["Cog"], ["Acme"], ["Acme"], []]
    there = (await fields(world.owner, firms))["Sales"]
    assert (there["config"]["cardinality"], there["config"]["symmetricFieldId"]) == ("oneToMany", field)
    assert [len(cell) for cell in await titles(world.owner, firms, "Sales")] == [2, 0, 1, 0, 0]
    assert (await take_back(world.owner))["done"]
    assert await titles(world.owner, deals, "Firm") == before
    assert (await fields(world.owner, firms))["Sales"]["config"]["cardinality"] == "manyToMany"
    assert (await take_back(world.owner, "redo"))["done"]
    assert await titles(world.owner, deals, "Firm") == [["Cog"], ["Acme"], ["Acme"], []]


async def test_lookups_and_formulas_over_a_link_say_why_and_heal(world: World, firms: Json) -> None:
    deals = await link_table(world, firms, [2, 1], [0])
    looked = {"name": "Names", "type": "lookup", "config": {"linkField": "Firm", "field": "Name"}}
    await world.owner.post(f"/tables/{deals['id']}/fields", looked)
    formula = {"name": "Count", "type": "formula", "config": {"expression": "COUNTA({Names})"}}
    await world.owner.post(f"/tables/{deals['id']}/fields", formula)
    back = {"name": "Who", "type": "lookup", "config": {"linkField": "Sales", "field": "Name"}}
    await world.owner.post(f"/tables/{firms['id']}/fields", back)
    assert await cells(world.owner, deals, "Count") == [2, 1]
    await convert(world.owner, field_id(deals, "Firm"), "text")
    assert await cells(world.owner, deals, "Names") == [None, None]
    assert "no link any more" in (await fields(world.owner, deals))["Names"]["config"]["invalid"]
    assert "Sales was deleted" in (await fields(world.owner, firms))["Who"]["config"]["invalid"]
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, deals, "Names") == [["Cog", "Bolt, Inc."], ["Acme"]]
    assert await cells(world.owner, deals, "Count") == [2, 1]
    assert "invalid" not in (await fields(world.owner, firms))["Who"]["config"]


async def test_a_table_can_be_linked_with_itself(world: World) -> None:
    people = await table_with(
        world.owner, world.base, [NAME, {"name": "Boss", "type": "text"}], {"Name": "Ann", "Boss": "Bo"},
        {"Name": "Bo", "Boss": "Cy"}, name="People",
    )  # fmt: skip
    wish: Json = {"config": {"tableId": people["id"], "cardinality": "manyToOne"}, "createMissing": True}
    await convert(world.owner, field_id(people, "Boss"), "link", **wish)
    assert await titles(world.owner, people, "Boss") == [["Bo"], ["Cy"], []]
    assert await titles(world.owner, people, "Boss of") == [[], ["Ann"], ["Bo"]]
    assert (await take_back(world.owner))["done"]
    assert await cells(world.owner, people, "Boss") == ["Bo", "Cy"]
    assert (await take_back(world.owner, "redo"))["done"]
    assert await titles(world.owner, people, "Boss of") == [[], ["Ann"], ["Bo"]]


REFUSED: list[tuple[Json, int, str, str]] = [
    ({"type": "link", "config": {"tableId": "tbl_01h455vb4pex5vsknk084sn02q"}}, 422, "unknown_table", "config.tableId"),
    ({"type": "link", "config": {}}, 422, "invalid_request", "config.tableId"),
    ({"type": "link", "config": {"tableId": "FIRMS", "link": 7}}, 422, "invalid_request", "config.link"),
    ({"type": "link", "config": {"tableId": "FIRMS", "symmetricName": "Name"}}, 409, "name_taken",
     "config.symmetricName"),
    ({"type": "number", "createMissing": True}, 422, "invalid_value", "createMissing"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status", "code", "path"), REFUSED)
async def test_bad_wishes_are_refused_with_their_place(
    world: World, firms: Json, body: Json, status: int, code: str, path: str
) -> None:
    deals = await deals_with(world, *SAID)
    config = {key: firms["id"] if value == "FIRMS" else value for key, value in body.get("config", {}).items()}
    asked = {**body, **({"config": config} if "config" in body else {})}
    answer = await world.owner.http.post(f"/fields/{field_id(deals, 'Firm')}/convert", json=asked)
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (status, path), answer.text
    assert code in (answer.json()["code"], answer.json()["errors"][0]["code"])
    assert await cells(world.owner, deals, "Firm") == SAID


async def test_the_primary_field_cannot_become_a_link(world: World, firms: Json) -> None:
    deals = await deals_with(world)
    refused = await convert(world.owner, field_id(deals, "Name"), "link", 422, config={"tableId": firms["id"]})
    assert "primary field" in refused["errors"][0]["message"]
    possible = (await world.viewer.get(f"/fields/{field_id(deals, 'Name')}/conversions"))["items"]
    assert "link" not in [each["type"] for each in possible]
    possible = (await world.viewer.get(f"/fields/{field_id(deals, 'Firm')}/conversions"))["items"]
    assert {"type": "link", "keepsValues": True} in possible
    assert {"type": "formula", "keepsValues": False} in possible
    assert "button" not in [each["type"] for each in possible]
