"""What a conversion, or a deletion, says that it would break."""

from typing import Any

import pytest
from fastapi import FastAPI

from tests.api.fields.test_convert import convert, field_id, take_back
from tests.support.app import Person, World
from tests.support.statements import counted

Json = dict[str, Any]
Named = set[tuple[str, str]]

FIELDS: list[Json] = [
    {"name": "Name", "type": "text"},
    {"name": "Amount", "type": "number"},
    {"name": "Kind", "type": "singleSelect", "config": {"options": [{"name": "A"}, {"name": "B"}]}},
    {"name": "Sub", "type": "singleSelect", "config": {"options": [{"name": "x"}]}},
]


def named(breaks: list[Json]) -> Named:
    return {(each["kind"], each["name"]) for each in breaks}


class Shop:
    """Lines with an amount; orders that look at them; views, an automation and a limited field."""

    def __init__(self, person: Person, lines: Json, orders: Json) -> None:
        self.person = person
        self.lines, self.orders = lines, orders

    async def add(self, table: Json, name: str, type: str, **config: Any) -> str:
        body = {"name": name, "type": type, "config": config}
        return str((await self.person.post(f"/tables/{table['id']}/fields", body))["id"])

    async def breaks(self, field: str, type: str, **more: Any) -> list[Json]:
        """Also that nothing happened."""
        found: list[Json] = (await convert(self.person, field, type, dryRun=True, **more))["breaks"]
        return found

    async def gone(self, field: str, person: Person | None = None) -> list[Json]:
        found: list[Json] = (await (person or self.person).get(f"/fields/{field}/dependants"))["breaks"]
        return found


@pytest.fixture
async def shop(world: World) -> Shop:
    person = world.owner
    lines = await person.post(f"/bases/{world.base}/tables", {"name": "Lines", "fields": FIELDS})
    orders = await person.post(
        f"/bases/{world.base}/tables", {"name": "Orders", "fields": [{"name": "No", "type": "text"}]}
    )
    shop = Shop(person, lines, orders)
    amount = field_id(lines, "Amount")
    link = await shop.add(orders, "Lines", "link", tableId=lines["id"], symmetricName="Order")
    await shop.add(lines, "Double", "formula", expression="{Amount} * 2")
    await shop.add(lines, "Named", "formula", expression="UPPER({Name})")
    await shop.add(lines, "Touched", "modifiedTime", fields=[amount])
    await shop.add(orders, "Amounts", "lookup", linkField=link, field=amount)
    await shop.add(orders, "Total", "rollup", linkField=link, field=amount, aggregate="sum")
    large = {"field": "Amount", "operator": "greaterThan", "value": 5}
    await shop.add(orders, "Large", "count", linkField=link, filter=large)
    await shop.add(orders, "Pick", "link", tableId=lines["id"], choices={"filter": large}, symmetricName="Picked")
    await person.patch(
        f"/fields/{field_id(lines, 'Sub')}", {"config": {"dependsOn": {"field": "Kind", "allow": {"A": ["x"]}}}}
    )
    view: Json = {
        "filter": large,
        "sorts": [{"field": "Amount"}],
        "groups": [{"field": "Kind"}],
        "columns": [{"field": "Amount", "footer": {"fn": "sum"}}],
    }
    await person.post(f"/tables/{lines['id']}/views", {"name": "Big", "type": "grid", "config": view})
    plain = {"sorts": [{"field": "Name"}]}
    await person.post(f"/tables/{lines['id']}/views", {"name": "Plain", "type": "grid", "config": plain})
    automation = await person.post(
        f"/tables/{lines['id']}/automations",
        {
            "name": "Stamp",
            "trigger": {"type": "record_updated"},
            "conditions": large,
            "steps": [
                {
                    "id": "set",
                    "type": "update_record",
                    "config": {"record": "{{trigger.record.id}}", "fields": {"Name": "x"}},
                }
            ],
        },
    )
    await person.post(f"/automations/{automation['id']}/publish", None, 200)
    return shop


async def test_a_conversion_names_what_it_would_break(shop: Shop) -> None:
    amount = field_id(shop.lines, "Amount")
    options = {"options": [{"name": "1"}]}
    breaks = await shop.breaks(amount, "multiSelect", config=options)
    assert named(breaks) == {
        ("formula", "Double"),
        ("rollup", "Total"),
        ("count", "Large"),
        ("link", "Pick"),
        ("view", "Big"),
        ("automation", "Stamp"),
    }
    by_name = {each["name"]: each for each in breaks}
    assert by_name["Total"]["tableName"] == "Orders"
    assert by_name["Double"]["tableId"] == shop.lines["id"]
    assert "condition of its filter" in by_name["Big"]["reason"]
    assert "footer" in by_name["Big"]["reason"]
    assert all(each["reason"] and "pydantic" not in each["reason"] for each in breaks)


async def test_what_was_named_is_what_breaks_and_heals(shop: Shop) -> None:
    amount = field_id(shop.lines, "Amount")
    options = {"options": [{"name": "1"}]}
    told = {each["id"] for each in await shop.breaks(amount, "multiSelect", config=options)}
    before = await _invalid(shop)
    await convert(shop.person, amount, "multiSelect", config=options)
    broken = await _invalid(shop)
    assert before == {}
    assert set(broken.values()) == {"Double", "Total", "Large"}
    assert set(broken) <= told
    assert (await take_back(shop.person))["done"]
    assert await _invalid(shop) == {}


async def test_a_conversion_that_fits_breaks_nothing(shop: Shop) -> None:
    amount = field_id(shop.lines, "Amount")
    assert await shop.breaks(amount, "currency", config={"currency": "EUR"}) == []
    assert await shop.breaks(field_id(shop.lines, "Name"), "longText") == []


async def test_options_that_depend_on_a_select_are_named(shop: Shop) -> None:
    kind = field_id(shop.lines, "Kind")
    assert named(await shop.breaks(kind, "text")) == {("singleSelect", "Sub")}
    assert named(await shop.gone(kind)) == {("singleSelect", "Sub"), ("view", "Big")}


async def test_a_link_takes_its_other_end_along(shop: Shop) -> None:
    orders = await shop.person.get(f"/tables/{shop.orders['id']}")
    link = field_id(orders, "Lines")
    expected = {("link", "Order"), ("lookup", "Amounts"), ("rollup", "Total"), ("count", "Large")}
    assert named(await shop.gone(link)) == expected
    assert named(await shop.breaks(link, "text")) == expected


async def test_a_deletion_names_what_it_would_break(shop: Shop) -> None:
    found = await shop.gone(field_id(shop.lines, "Amount"))
    assert named(found) == {
        ("formula", "Double"),
        ("modifiedTime", "Touched"),
        ("lookup", "Amounts"),
        ("rollup", "Total"),
        ("count", "Large"),
        ("link", "Pick"),
        ("view", "Big"),
        ("automation", "Stamp"),
    }
    found = await shop.gone(field_id(shop.lines, "Name"))
    assert named(found) == {("formula", "Named"), ("view", "Plain"), ("automation", "Stamp")}


@pytest.mark.parametrize(
    ("field", "type", "config", "expected"),
    [
        # The first formula of its table that reads this link: its titles are yet to be made.
        ("Label", "formula", {"expression": "{Lines}"}, {"Twice"}),
        ("Label", "formula", {"expression": "COUNTA({Lines})"}, set[str]()),
        ("Label", "formula", {"expression": "{Told}"}, {"Twice"}),
        # No titles are left, and none are needed.
        ("Pick", "text", {}, set[str]()),
    ],
)
async def test_formulas_that_come_to_read_titles_are_no_breaks(
    shop: Shop, field: str, type: str, config: Json, expected: set[str]
) -> None:
    ids = {"Pick": field_id(await shop.person.get(f"/tables/{shop.orders['id']}"), "Pick")}
    ids["Label"] = await shop.add(shop.orders, "Label", "number")
    await shop.add(shop.orders, "Caption", "formula", expression='{Label} & "!"')
    await shop.add(shop.orders, "Twice", "formula", expression="{Label} * 2")
    await shop.add(shop.orders, "Told", "formula", expression='{Pick} & "!"')
    told = named(await shop.breaks(ids[field], type, config=config))
    assert {name for kind, name in told if kind == "formula"} == expected
    await convert(shop.person, ids[field], type, config=config)
    assert set((await _invalid(shop)).values()) == expected


async def test_only_what_one_may_open_is_named(shop: Shop, world: World) -> None:
    """The creator of one base does not learn what another base makes of it."""
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Secret"})
    hidden, link = await _linked_table(shop, elsewhere, "Hid")
    amount = field_id(shop.lines, "Amount")
    await shop.add(hidden, "Spy", "rollup", linkField=link, field=amount, aggregate="sum")
    assert ("rollup", "Spy") in named(await shop.gone(amount))
    # Open to every member of the workspace, until a role in the base says otherwise.
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.creator.email, "role": "none"})
    seen = await shop.gone(amount, world.creator)
    assert ("rollup", "Total") in named(seen)
    assert ("rollup", "Spy") not in named(seen)
    assert (await world.editor.http.get(f"/fields/{amount}/dependants")).status_code == 403


async def test_automations_are_named_to_those_who_may_list_them(shop: Shop, world: World) -> None:
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Secret"})
    hidden, _ = await _linked_table(shop, elsewhere, "Hid")
    automation = await world.owner.post(
        f"/tables/{hidden['id']}/automations",
        {
            "name": "Plot",
            "trigger": {"type": "record_updated"},
            "conditions": {"field": "Lines", "operator": "isNotEmpty"},
            "steps": [
                {
                    "id": "set",
                    "type": "update_record",
                    "config": {"record": "{{trigger.record.id}}", "fields": {"Name": "x"}},
                }
            ],
        },
    )
    await world.owner.post(f"/automations/{automation['id']}/publish", None, 200)
    hid = field_id(await world.owner.get(f"/tables/{shop.lines['id']}"), "Hid")
    link, plot = ("link", "Lines"), ("automation", "Plot")
    for role, expected in [
        ("creator", {link, plot}),
        ("editor", {link, plot}),
        ("commenter", {link}),
        ("viewer", {link}),
    ]:
        await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.creator.email, "role": role})
        assert named(await shop.gone(hid, world.creator)) == expected, role
        listed = await world.creator.http.get(f"/tables/{hidden['id']}/automations")
        assert (listed.status_code == 200) is (plot in expected), role
    # A link into a table that somebody cannot open is no field of theirs.
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.creator.email, "role": "none"})
    answer = await world.creator.http.get(f"/fields/{hid}/dependants")
    assert (answer.status_code, answer.json()["code"]) == (404, "field_not_found")


async def test_views_that_are_withheld_are_not_named(shop: Shop, world: World) -> None:
    amount = field_id(shop.lines, "Amount")
    views = {item for item in named(await shop.gone(amount, world.creator)) if item[0] == "view"}
    assert views
    for view in (await world.owner.get(f"/tables/{shop.lines['id']}"))["views"]:
        grant = {"subject": {"type": "user", "id": world.creator.id}, "level": "none"}
        await world.owner.put(f"/views/{view['id']}/grants", {"grants": [grant]})

    seen = named(await shop.gone(amount, world.creator))

    assert not [item for item in seen if item[0] == "view"]
    assert {item for item in named(await shop.gone(amount)) if item[0] == "view"} == views


async def test_asking_takes_as_many_statements_however_much_breaks(app: FastAPI, shop: Shop) -> None:
    amount = field_id(shop.lines, "Amount")
    counts: list[int] = []
    for more in range(2):
        with counted(app) as seen:
            assert len(await shop.gone(amount)) == 8 + more * 5
        counts.append(len(seen))
        for at in range(5):
            await shop.add(shop.lines, f"F{more}{at}", "formula", expression="{Amount} + 1")
    assert counts[0] == counts[1]


async def test_tables_of_other_bases_take_no_statement_each(app: FastAPI, shop: Shop, world: World) -> None:
    """They are linked to the first of them: who may read what the table itself links to is asked apart."""
    looked_at, field = shop.lines, field_id(shop.lines, "Amount")
    counts: list[int] = []
    for at in range(3):
        elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": f"Other {at}"})
        table, link = await _linked_table(shop, elsewhere, f"Far {at}", looked_at)
        total = await shop.add(table, "Sum", "rollup", linkField=link, field=field, aggregate="sum")
        if at == 0:
            looked_at, field = table, total
        with counted(app) as seen:
            found = await shop.gone(field_id(shop.lines, "Amount"))
        assert sum(each["name"] == "Sum" for each in found) == at + 1
        counts.append(len(seen))
    assert len(set(counts)) == 1


async def _linked_table(shop: Shop, base: Json, symmetric: str, to: Json | None = None) -> tuple[Json, str]:
    """A table of this base with a link to the lines, or ``to`` another table, and the link's id."""
    body = {"name": "Hidden", "fields": [{"name": "Name", "type": "text"}]}
    table: Json = await shop.person.post(f"/bases/{base['id']}/tables", body)
    target = shop.lines if to is None else to
    return table, await shop.add(table, "Lines", "link", tableId=target["id"], symmetricName=symmetric)


async def _invalid(shop: Shop) -> dict[str, str]:
    """Fields without values, by id."""
    found: dict[str, str] = {}
    for table in (shop.lines, shop.orders):
        for field in (await shop.person.get(f"/tables/{table['id']}"))["fields"]:
            if field.get("invalid") or field["config"].get("invalid"):
                found[field["id"]] = field["name"]
    return found
