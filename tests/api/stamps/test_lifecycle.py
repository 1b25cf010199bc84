"""Stamps of fields that come, change and go: what is known of the past is filled in."""

from typing import Any

import pytest

from tests.api.fields.converting import convert, take_back
from tests.api.recompute.shop import Shop
from tests.api.stamps.conftest import add

Json = dict[str, Any]


async def at(shop: Shop, record: str) -> str:
    return str((await shop.owner.get(f"/records/{record}"))["modifiedTime"])


async def test_what_is_new_is_filled_from_the_feed(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    empty, made, edited = await shop.make(
        shop.lines, {"Name": "a"}, {"Stars": 1, "Order": [order]}, {"Stars": 1, "Amount": 2}
    )
    created = await at(shop, made)
    await shop.edit(edited, Stars=None)
    moment = await at(shop, edited)
    await shop.edit(edited, Name="later")
    await add(shop, "stars_at", "modifiedTime", "Stars")
    await add(shop, "by", "modifiedBy", "Stars")
    await add(shop, "formula", "formula", expression="LAST_MODIFIED_TIME({Stars})")
    await add(shop, "link", "modifiedTime", "Order")
    await add(shop, "sum", "modifiedTime", "Total", table=shop.orders)
    shown = [await shop.read(key) for key in (empty, made, edited)]
    assert [item["stars_at"] for item in shown] == [None, created, moment]
    assert [item["formula"] for item in shown] == [None, created, moment]
    assert [item["by"] and item["by"]["email"] for item in shown] == [None, shop.owner.email, shop.owner.email]
    assert [item["link"] for item in shown] == [item["order_at"] for item in shown]
    shown_order = await shop.read(order)
    assert shown_order["sum"] == shown_order["total_at"]


async def test_filling_gives_what_keeping_gave(shop: Shop) -> None:
    [order] = await shop.make(shop.orders, {"Name": "o"})
    keys = await shop.make(
        shop.lines, {"Name": "a"}, {"Done": True}, {"Amount": 1, "Order": [order]}, {"Tags": ["Red"]}, {"Done": False}
    )
    await shop.edit(keys[0], Amount=1)
    await shop.edit(keys[1], Done=False, Name="x")
    await shop.edit(keys[2], Order=[], Name="y")
    await shop.owner.delete(f"/tables/{shop.lines}/records?ids={keys[3]}", 200)
    await shop.owner.post(f"/records/{keys[3]}/restore", None, 200)
    copies = {"amount_at": "Amount", "twice_at": "Twice", "tags_at": "Tags", "order_at": "Order"}
    for name, field in copies.items():
        await add(shop, f"{name} again", "modifiedTime", field)
    await add(shop, "who again", "modifiedBy", "Done", "Amount")
    for key in keys:
        shown = await shop.read(key)
        assert {name: shown[f"{name} again"] for name in (*copies, "who")} == {n: shown[n] for n in (*copies, "who")}


async def test_a_deleted_field_drops_out_and_comes_back(shop: Shop) -> None:
    both = await add(shop, "both", "modifiedTime", "Amount", "Stars")
    formula = await add(shop, "f", "formula", expression="LAST_MODIFIED_TIME({Amount}, {Stars})")
    [line] = await shop.make(shop.lines, {"Amount": 1, "Stars": 1})
    amount = (await shop.edit(line, Amount=2))["amount_at"]
    latest = (await shop.edit(line, Stars=2))["both"]
    stars = await shop.described("Stars", shop.lines)
    await shop.owner.delete(f"/fields/{stars['id']}")
    shown = await shop.read(line)
    assert shown["both"] == amount
    assert "Stars, which was deleted" in shown["f"]["message"]
    await shop.owner.post(f"/fields/{stars['id']}/restore", None, 200)
    shown = await shop.read(line)
    assert (shown["both"], shown["f"]) == (latest, latest)
    for key in (both, formula):
        await shop.owner.delete(f"/fields/{key}")
        await shop.edit(line, Amount=int(key == both) + 5)
        moment = (await shop.read(line))["amount_at"]
        await shop.owner.post(f"/fields/{key}/restore", None, 200)
        shown = await shop.read(line)
        assert (shown["both"], shown["f"]) == (moment, moment)


async def test_without_any_field_left_there_is_nothing_to_tell(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Stars": 1})
    await add(shop, "stars_at", "modifiedTime", "Stars")
    assert (await shop.read(line))["stars_at"]
    stars = await shop.described("Stars", shop.lines)
    await shop.owner.delete(f"/fields/{stars['id']}")
    assert (await shop.read(line))["stars_at"] is None
    changed = await shop.owner.patch(f"/fields/{(await shop.described('stars_at', shop.lines))['id']}", {"name": "s"})
    assert changed["config"]["fields"] == [stars["id"]]


async def test_settings_change(shop: Shop) -> None:
    field = await add(shop, "some", "modifiedTime")
    [line] = await shop.make(shop.lines, {"Amount": 1, "Stars": 1})
    created = await at(shop, line)
    await shop.edit(line, Stars=2)
    assert (await shop.read(line))["some"] == await at(shop, line)
    for named, expected in ((["Amount"], created), (["Stars"], await at(shop, line)), ([], None)):
        answer = await shop.owner.patch(f"/fields/{field}", {"config": {"fields": named}})
        assert len(answer["config"].get("fields", [])) == len(named)
        await shop.edit(line, Name=str(named))
        assert (await shop.read(line))["some"] == (expected or await at(shop, line))


async def test_formulas_come_to_ask_for_other_fields(shop: Shop) -> None:
    field = await add(shop, "f", "formula", expression="LAST_MODIFIED_TIME({Stars})")
    [line] = await shop.make(shop.lines, {"Amount": 1})
    for expression, expected in (
        ("LAST_MODIFIED_TIME({Note})", None),
        ("LAST_MODIFIED_TIME({Note}, {Amount})", await at(shop, line)),
        ("LAST_MODIFIED_TIME({Order}, {Total time})", None),
        ("1", 1),
    ):
        if "Total" in expression:
            refused = {"config": {"expression": expression}}
            await shop.owner.patch(f"/fields/{field}", refused, 422)
            continue
        await shop.owner.patch(f"/fields/{field}", {"config": {"expression": expression}})
        assert (await shop.read(line))["f"] == expected
    columns = await shop.rows(
        "SELECT count(*) FROM pg_attribute WHERE attrelid = (SELECT format('ws_%s.t_%s', w.number, t.number)::regclass"
        " FROM dataos.tables t, dataos.workspaces w WHERE t.id = %s AND w.id = %s) AND attname LIKE 'm\\_%%'"
        " AND NOT attisdropped".replace("ws_%s.t_%s", "ws_%%s.t_%%s"),
        shop.lines,
        shop.world.workspace,
    )
    assert columns == [(2,)]


async def test_a_converted_field_is_still_told_of(shop: Shop) -> None:
    await add(shop, "f", "formula", expression="LAST_MODIFIED_TIME({Amount})")
    [line] = await shop.make(shop.lines, {"Amount": 1})
    before = await shop.read(line)
    amount = await shop.described("Amount", shop.lines)
    await convert(shop.owner, amount["id"], "text")
    after = await shop.read(line)
    assert (after["amount_at"], after["f"]) == (before["amount_at"], before["f"])
    assert (await shop.edit(line, Amount="2"))["amount_at"] > before["amount_at"]
    await take_back(shop.owner)
    assert (await shop.edit(line, Amount=7))["f"] == await at(shop, line)


async def test_a_field_becomes_one_and_back(shop: Shop) -> None:
    [line] = await shop.make(shop.lines, {"Note": "n", "Stars": 1})
    note = await shop.described("Note", shop.lines)
    await convert(shop.owner, note["id"], "modifiedTime", config={"fields": ["Stars"]})
    assert (await shop.read(line))["Note"] == await at(shop, line)
    await take_back(shop.owner)
    assert (await shop.read(line))["Note"] == "n"
    await take_back(shop.owner, "redo")
    moment = (await shop.edit(line, Stars=3))["Note"]
    assert moment == await at(shop, line)


async def test_a_table_is_made_with_them(shop: Shop) -> None:
    fields: list[Json] = [
        {"name": "Name", "type": "text"},
        {"name": "Of name", "type": "modifiedTime", "config": {"fields": ["name", "Name"]}},
        {"name": "F", "type": "formula", "config": {"expression": "LAST_MODIFIED_TIME(Name)"}},
    ]
    made = await shop.owner.post(f"/bases/{shop.world.base}/tables", {"name": "T", "fields": fields})
    assert made["fields"][1]["config"]["fields"] == [made["fields"][0]["id"]]
    [record] = await shop.make(made["id"], {"Name": "a"})
    moment = (await shop.edit(record, Name="b"))["F"]
    shown = await shop.read(record)
    assert shown["Of name"] == shown["F"] == moment == await at(shop, record)


@pytest.mark.parametrize(
    ("named", "code"),
    [(["Nothing"], "unknown_field"), (["Maker"], "not_changeable"), (["amount_at"], "not_changeable"),
     ([1], "invalid_config"), (["Amount"] * 101, "invalid_config")],
)  # fmt: skip
async def test_what_cannot_be_named_is_refused(shop: Shop, named: list[Any], code: str) -> None:
    body = {"name": "x", "type": "modifiedTime", "config": {"fields": named}}
    refused = await shop.owner.post(f"/tables/{shop.lines}/fields", body, 422)
    fault = refused["errors"][0]
    assert fault["code"] == code
    assert fault["path"].startswith("config.fields")


@pytest.mark.parametrize(
    ("expression", "said"),
    [("LAST_MODIFIED_TIME({Maker})", "Nobody changes Maker"), ("LAST_MODIFIED_TIME({Amount} + 1)", "into braces"),
     ("LAST_MODIFIED_TIME('Amount')", "into braces"), ("LAST_MODIFIED_TIME({Nothing})", "no field 'Nothing'")],
)  # fmt: skip
async def test_what_a_formula_cannot_ask_is_refused(shop: Shop, expression: str, said: str) -> None:
    body = {"name": "x", "type": "formula", "config": {"expression": expression}}
    refused = await shop.owner.post(f"/tables/{shop.lines}/fields", body, 422)
    assert said in refused["errors"][0]["message"]


async def test_a_value_may_not_be_made_of_itself(shop: Shop) -> None:
    total = await shop.derive("rollup", "Latest", field="amount_at", aggregate="max")
    lookup = await shop.owner.post(
        f"/tables/{shop.lines}/fields",
        {"name": "Round", "type": "lookup", "config": {"linkField": "Order", "field": total["id"]}},
    )
    amount = await shop.described("amount_at", shop.lines)
    refused = await shop.owner.patch(f"/fields/{amount['id']}", {"config": {"fields": [lookup["id"]]}}, 422)
    assert refused["errors"][0]["code"] == "circular_reference"


async def test_a_formula_being_written_is_checked_without_a_sample(shop: Shop) -> None:
    await shop.make(shop.lines, {"Amount": 1})
    for named, samples in (("Stars", 0), ("Amount", 1)):
        body = {"expression": f"LAST_MODIFIED_TIME({{{named}}})", "sample": True}
        answer = await shop.owner.post(f"/tables/{shop.lines}/formula/check", body, 200)
        assert answer["valid"] is True, answer
        assert len(answer["sample"]) == samples
