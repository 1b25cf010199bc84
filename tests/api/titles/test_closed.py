"""Formulas over links to a table of another base: written by who may read it, shown to all who read their own."""

from typing import Any

from tests.api.access.office import hide_field
from tests.api.fields.test_closed_ends import Closed, closed
from tests.api.fields.test_convert import cells, convert, field_id, take_back

Json = dict[str, Any]
__all__ = ["closed"]
FORMULA: Json = {"name": "Told", "type": "formula", "config": {"expression": '{Firm} & "!"'}}


async def check(closed: Closed, expression: str) -> Json:
    path = f"/tables/{closed.deals['id']}/formula/check"
    answer: Json = await closed.cleo.post(path, {"expression": expression, "sample": True}, 200)
    return answer


async def test_who_cannot_open_the_table_names_no_link_to_it(closed: Closed) -> None:
    path = f"/tables/{closed.deals['id']}/fields"
    refused = await closed.cleo.post(path, FORMULA, 403)
    assert "Firm leads to a table that you cannot open" in refused["detail"]
    assert "Secret" not in str(refused)
    for dry in (True, False):
        note = field_id(closed.deals, "Note")
        await convert(closed.cleo, note, "formula", 403, config=FORMULA["config"], dryRun=dry)
    # When it last changed says nothing of the records behind it.
    await closed.cleo.post(path, {**FORMULA, "name": "At", "config": {"expression": "LAST_MODIFIED_TIME({Firm})"}})
    own = await closed.cleo.post(path, {**FORMULA, "name": "Own", "config": {"expression": "{Note}"}})
    await closed.cleo.patch(f"/fields/{own['id']}", {"config": FORMULA["config"]}, 403)
    await closed.let_in("viewer")
    await closed.cleo.patch(f"/fields/{own['id']}", {"config": FORMULA["config"]})
    assert await cells(closed.cleo, closed.deals, "Own") == ["Secret!"]


async def test_what_was_written_by_one_who_may_is_seen_where_it_is_published(closed: Closed, database_url: str) -> None:
    made = await closed.world.owner.post(f"/tables/{closed.deals['id']}/fields", FORMULA)
    [hidden] = (await closed.cleo.get(f"/tables/{closed.deals['id']}/records"))["items"]
    assert "Told" not in hidden["fields"]
    hide_field(database_url, made["id"], closed.cleo, "read")
    assert await cells(closed.cleo, closed.deals, "Told") == ["Secret!"]
    await closed.cleo.patch(f"/fields/{made['id']}", {"name": "Firms", "config": {"timeZone": "Europe/Athens"}})
    await closed.cleo.patch(f"/fields/{made['id']}", {"config": {"expression": "UPPER({Firm})"}}, 403)
    # The column is there, but what is tried out is a formula of the person's own.
    for expression in ("{Firm}", '{Firm} = "Secret"', "{Note} & {Firm}"):
        answer = await check(closed, expression)
        assert (answer["valid"], answer["sample"]) == (False, [])
        assert "cannot open" in answer["errors"][0]["message"]
        assert answer["errors"][0]["code"] == "closed_table"
    assert (await check(closed, "{Note}"))["valid"]
    await closed.let_in("viewer")
    assert [item["value"] for item in (await check(closed, "{Firm}"))["sample"]] == [["Secret"]]


async def test_nor_is_such_a_formula_brought_back_by_one_who_may_not(closed: Closed) -> None:
    await closed.let_in("viewer")
    await convert(closed.cleo, field_id(closed.deals, "Note"), "formula", config=FORMULA["config"])
    assert await cells(closed.cleo, closed.deals, "Note") == ["Secret!"]
    assert (await take_back(closed.cleo))["done"]
    await closed.let_in("none")
    again = await take_back(closed.cleo, "redo")
    assert (again["done"], "cannot open" in again["conflicts"][0]["reason"]) == (False, True)
    await closed.let_in("viewer")
    assert (await take_back(closed.cleo, "redo"))["done"]


async def test_why_there_are_no_titles_names_nothing_of_the_other_base(closed: Closed, database_url: str) -> None:
    owner, firms = closed.world.owner, closed.firms
    told = await owner.post(f"/tables/{closed.deals['id']}/fields", FORMULA)
    hide_field(database_url, told["id"], closed.cleo, "read")
    base = await owner.post(f"/tables/{firms['id']}/fields", {"name": "Cost", "type": "text"})
    margin: Json = {"name": "Margin", "type": "formula", "config": {"expression": '{Cost} & "!"'}}
    made = await owner.post(f"/tables/{firms['id']}/fields", margin)
    await owner.patch(f"/tables/{firms['id']}", {"primaryFieldId": made["id"]})
    await owner.delete(f"/fields/{base['id']}")
    [cell] = await cells(closed.cleo, closed.deals, "Told")
    assert "The primary field of the table that it leads to is invalid" in cell["message"]
    said = str(cell) + str(await closed.cleo.get(f"/tables/{closed.deals['id']}"))
    assert not [name for name in ("Margin", "Cost", "Firms") if name in said]


async def test_without_the_other_base_there_is_nothing_to_read(closed: Closed) -> None:
    owner = closed.world.owner
    await owner.post(f"/tables/{closed.deals['id']}/fields", FORMULA)
    await owner.delete(f"/bases/{closed.firms['baseId']}")
    [cell] = await cells(owner, closed.deals, "Told")
    assert "was deleted" in cell["message"]
    await owner.post(f"/bases/{closed.firms['baseId']}/restore", None, 200)
    assert await cells(owner, closed.deals, "Told") == ["Secret!"]
