"""Making, changing, renaming and deleting formulas and what they use."""

from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.api.formulas.shop import Shop, condition
from tests.support.app import World
from tests.support.files import load, picture, upload


async def test_renaming_changes_what_people_see_and_nothing_else(shop: Shop) -> None:
    assert (await shop.patch("Qty", name="Count {of} \\ things"))["status"] == 200
    assert (await shop.config("Net"))["expression"] == "{Count {of\\} \\\\ things} * {Price}"
    assert await shop.values("Total") == [7, 1, 5, 1]
    # What was shown can be sent again.
    again = await shop.patch("Net", config=await shop.config("Net"))
    assert (again["status"], again["config"]["expression"]) == (200, "{Count {of\\} \\\\ things} * {Price}")
    assert "names" not in again["config"]


async def test_deleting_makes_invalid_and_restoring_makes_good(acme: tuple[World, FastAPI], shop: Shop) -> None:
    _, app = acme
    await shop.person.delete(f"/fields/{shop.fields['Price']}")
    config = await shop.config("Net")
    assert config["expression"] == "{Qty} * {Price}"
    assert config["invalid"].startswith("It uses the field Price, which was deleted.")
    assert "It uses the formula Net, which is invalid" in (await shop.config("Total"))["invalid"]
    for name in ("Net", "Total"):
        values = await shop.values(name)
        assert [value["error"] for value in values] == ["#ERROR!"] * 4
        assert "Price, which was deleted" in values[0]["message"]
    assert await shop.values("Late") == [True, False, True, False]
    assert await shop.items(filter=condition("Total", "greaterThan", 0)) == []
    assert await shop.items(filter=condition("Total", "isEmpty")) == []
    assert len(await shop.items(sorts=[{"field": "Net"}])) == 4
    assert (await shop.query(groups=[{"field": "Net"}]))["groups"][0]["count"] == 4
    made = (await shop.add({"Item": "while invalid", "Qty": 1}))[0]
    assert made["fields"]["Net"]["error"] == "#ERROR!"

    async with app.state.services.database.records() as conn:
        await conn.execute("UPDATE dataos.fields SET deleted_at = NULL WHERE id = %s", [shop.fields["Price"]])
        await conn.execute("UPDATE dataos.tables SET version = version + 1 WHERE id = %s", [shop.id])
    assert "invalid" not in await shop.config("Total")
    assert await shop.values("Total") == [7, 1, 5, 1, 1]


@pytest.mark.parametrize(
    ("expression", "code", "message"),
    [
        ("", "invalid_config", ""),
        ("1 +", "unexpected_token", "(at character 4)"),
        ("{Nope} + 1", "unknown_field", "There is no field 'Nope'"),
        ("{Pric}", "unknown_field", "Did you mean 'Price'?"),
        ("SUMM(1)", "unknown_function", "Did you mean 'SUM'?"),
        ("IF()", "wrong_argument_count", "IF(condition, then, [else])"),
        ("Item * 2", "wrong_type", "VALUE(…) reads text as a number. (at character 1)"),
        ("Net", "circular_formula", "Net → Net"),
        ("{Total} * 2", "circular_formula", "Net → Total → Net"),
        ("(" * 9_000, "formula_too_deep", "levels deep"),
        ("1" * 10_001, "formula_too_long", "at most 10,000 characters"),
        ("'\x00'", "invalid_text", "NUL"),
    ],
    ids=lambda value: value[:20] or "empty",
)
async def test_faults_name_the_place(shop: Shop, expression: str, code: str, message: str) -> None:
    answer = await shop.patch("Net", config={"expression": expression})
    assert answer["status"] == 422
    fault = answer["errors"][0]
    assert (fault["path"], fault["code"]) == ("config.expression", code)
    assert message in fault["message"]
    assert await shop.values("Net") == [6, 0, 4, 0]


async def test_faults_of_a_new_table_name_the_field(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    formulas = {"A": "{B} + 1", "B": "{C}", "C": "{A}"}
    fields: list[dict[str, Any]] = [
        {"name": n, "type": "formula", "config": {"expression": e}} for n, e in formulas.items()
    ]
    answer = await world.creator.http.post(f"/bases/{world.base}/tables", json={"name": "T", "fields": fields})
    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["code"]) == (422, "circular_formula")
    assert fault["path"].startswith("fields[")
    assert "→" in fault["message"]
    fields[2]["config"]["expression"] = "{Nobody} & {Nothing}"
    answer = await world.creator.http.post(f"/bases/{world.base}/tables", json={"name": "T", "fields": fields})
    assert [fault["path"] for fault in answer.json()["errors"]] == ["fields[2].config.expression"] * 2


async def test_a_new_result_goes_through_all_that_depend_on_it(shop: Shop) -> None:
    made = await shop.patch("Net", config={"expression": '"net " & {Item}'})
    assert made["config"]["result"] == {"kind": "text", "many": False}
    assert (await shop.config("Total"))["result"] == {"kind": "text", "many": False}
    assert await shop.values("Total") == ["net bolt1", "net nut1", "net Washer1", "net 1"]
    assert (await shop.patch("Total", config={"expression": "{Net} = 'net bolt'"}))["status"] == 200
    assert await shop.values("Total") == [True, False, False, False]
    # What does not fit any more stays, and is invalid.
    assert (await shop.patch("Each", config={"expression": "Qty"}))["status"] == 200
    await shop.person.post(
        f"/tables/{shop.id}/fields", {"name": "Half", "type": "formula", "config": {"expression": "{Each} / 2"}}
    )
    await shop.patch("Each", config={"expression": "{Item}"})
    assert "needs a number" in (await shop.config("Half"))["invalid"]
    await shop.patch("Each", config={"expression": "Qty"})
    assert await shop.values("Half") == [1, 0, 2, 0]


async def test_formulas_on_formulas_are_limited(acme: tuple[World, FastAPI]) -> None:
    world, _ = acme
    fields = [{"name": "F0", "type": "number"}]
    fields += [
        {
            "name": f"F{at}",
            "type": "formula",
            "config": {"expression": f"{{F{at - 1}}} / {{F{at - 1}}} + {{F{at - 1}}}"},
        }
        for at in range(1, 30)
    ]
    answer = await world.creator.http.post(f"/bases/{world.base}/tables", json={"name": "Big", "fields": fields})
    assert answer.status_code == 422
    assert "too complex together with the formulas that it uses" in answer.json()["errors"][0]["message"]


async def test_checking_says_what_a_formula_would_be(shop: Shop) -> None:
    path = f"/tables/{shop.id}/formula/check"
    good = await shop.person.post(path, {"expression": "/* ! */ if(Qty>1, {Net}, 'x')"}, 200)
    assert good == {
        "valid": True,
        "result": {"kind": "text", "many": False},
        "references": [{"id": shop.fields["Qty"], "name": "Qty"}, {"id": shop.fields["Net"], "name": "Net"}],
        "canonical": 'IF({Qty} > 1, {Net}, "x")',
        "errors": [],
        "sample": [],
    }
    bad = await shop.person.post(path, {"expression": "{Nope} + (Item * 2)"}, 200)
    assert (bad["valid"], bad["result"], bad["canonical"]) == (False, None, None)
    assert [(item["code"], item["start"], item["end"]) for item in bad["errors"]] == [
        ("unknown_field", 0, 6), ("wrong_type", 10, 14),
    ]  # fmt: skip
    circle = await shop.person.post(path, {"expression": "{Total}", "fieldId": shop.fields["Net"]}, 200)
    assert [item["code"] for item in circle["errors"]] == ["circular_formula"]
    assert (await shop.person.post(path, {"expression": ""}, 200))["errors"][0]["code"] == "empty_formula"
    strange = await shop.person.http.post(path, json={"expression": "1", "fieldId": shop.fields["Qty"]})
    assert (strange.status_code, strange.json()["code"]) == (404, "field_not_found")
    assert await shop.values("Net") == [6, 0, 4, 0]


async def test_checking_shows_what_comes_out(shop: Shop) -> None:
    path = f"/tables/{shop.id}/formula/check"

    async def sample(expression: str, **more: object) -> list[Any]:
        return (await shop.person.post(path, {"expression": expression, "sample": True, **more}, 200))["sample"]

    shown = await sample("{Total} * 10")
    assert [(item["primary"], item["value"]) for item in shown] == [
        ("bolt", 70), ("nut", 10), ("Washer", 50), (None, 10),
    ]  # fmt: skip
    assert shown[0]["record"].startswith("rec_")
    assert [item["value"] for item in await sample("Price / Qty")][1]["error"] == "#DIV/0!"
    # The formula that is being changed, and those that use it, are as they would be.
    changed = await sample("{Item} & '!'", fieldId=shop.fields["Net"])
    assert [item["value"] for item in changed] == ["bolt!", "nut!", "Washer!", "!"]
    assert await shop.values("Net") == [6, 0, 4, 0]
    await shop.add(*({"Item": str(at)} for at in range(4)))
    assert len(await sample("1")) == 5
    assert await sample("{Item} *") == []
    athens = await sample("DATETIME_FORMAT('2026-01-01T22:30:00Z', 'YYYY-MM-DD')", timeZone="Europe/Athens")
    assert athens[0]["value"] == "2026-01-02"
    nowhere = await shop.person.http.post(path, json={"expression": "1", "timeZone": "Mars/Olympus"})
    assert (nowhere.status_code, nowhere.json()["errors"][0]["path"]) == (422, "timeZone")


async def test_checking_shows_records_that_are_called_by_their_files(
    acme: tuple[World, FastAPI], database_url: str
) -> None:
    """As in tables from before files could no longer be titles."""
    world, _ = acme
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Scan", "type": "attachment"},
        {"name": "Qty", "type": "number"},
    ]
    table = await world.creator.post(f"/bases/{world.base}/tables", {"name": "Scans", "fields": fields})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE dataos.tables SET primary_field_id = %s, version = version + 1 WHERE id = %s",
            [table["fields"][1]["id"], table["id"]],
        )
    scan = await upload(world.creator, world.base, "scan.png", picture())
    rows = [{"fields": {"Scan": [scan["id"]], "Qty": 2}}, {"fields": {}}]
    await world.creator.post(f"/tables/{table['id']}/records", {"records": rows})
    path = f"/tables/{table['id']}/formula/check"
    shown = (await world.creator.post(path, {"expression": "{Qty} * 2", "sample": True}, 200))["sample"]
    assert [item["value"] for item in shown] == [4, 0]
    assert shown[1]["primary"] is None
    [file] = shown[0]["primary"]
    assert (await load(world.stranger.http, file["url"])).content == picture()


async def test_functions_can_be_listed(shop: Shop) -> None:
    items = (await shop.person.get("/formula/functions"))["items"]
    by_name = {item["name"]: item for item in items}
    assert by_name["IF"]["signature"] == "IF(condition, then, [else])"
    assert by_name["NOW"]["bare"]
    assert all(item["doc"] and item["category"] and item["example"] for item in items)


async def test_a_field_that_changes_its_type_takes_its_formulas_along(shop: Shop) -> None:
    await shop.person.post(
        f"/tables/{shop.id}/fields", {"name": "Same", "type": "formula", "config": {"expression": "Qty"}}
    )
    assert (await shop.config("Same"))["result"]["kind"] == "number"
    path = f"/fields/{shop.fields['Qty']}/convert"
    await shop.person.post(path, {"type": "text", "dryRun": False}, 200)
    assert (await shop.config("Same"))["result"]["kind"] == "text"
    assert await shop.values("Same") == ["2", "0", "4", None]
    assert await shop.values("Label") == ["bolt x2", "nut x0", "Washer x4", " x"]
    assert "VALUE(…) reads text as a number" in (await shop.config("Net"))["invalid"]
    assert (await shop.values("Net"))[0]["error"] == "#ERROR!"
    await shop.person.post(path, {"type": "number", "dryRun": False}, 200)
    assert await shop.values("Total") == [7, 1, 5, 1]
    assert (await shop.config("Same"))["result"]["kind"] == "number"
