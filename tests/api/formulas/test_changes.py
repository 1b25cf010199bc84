"""Formulas in the change feed, in history and in undo."""

from typing import Any

import orjson
from fastapi import FastAPI
from psycopg import AsyncConnection

from tests.api.formulas.shop import Shop
from tests.support.app import World


async def test_changes_hold_the_formulas_that_really_changed(acme: tuple[World, FastAPI], shop: Shop) -> None:
    _, app = acme
    record = (await shop.query())["items"][0]
    await shop.person.http.patch(f"/records/{record['id']}", json={"fields": {"Done": True}})
    await shop.person.http.patch(f"/records/{record['id']}", json={"fields": {"Qty": 0, "Item": "Bolt"}})
    await shop.person.delete(f"/records/{record['id']}")
    numbers = {field["name"]: at for at, field in enumerate(shop.table["fields"], 1)}

    def named(cells: dict[str, Any]) -> dict[str, Any]:
        return {name: cells[str(number)] for name, number in numbers.items() if str(number) in cells}

    async with app.state.services.database.records() as conn:
        found = await _changes(conn, record["id"])
    division = {"error": "#DIV/0!", "message": "Division by zero."}
    whole = {
        "Item": "bolt",
        "Qty": 2,
        "Price": 3,
        "Done": False,
        "Total": 7,
        "Net": 6,
        "Each": 1.5,
        "Label": "bolt x2",
        "Late": True,
    }
    after = whole | {
        "Done": True,
        "Late": False,
        "Qty": 0,
        "Item": "Bolt",
        "Net": 0,
        "Total": 1,
        "Each": division,
        "Label": "Bolt x0",
    }
    assert [(operation, named(before), named(later)) for operation, before, later in found] == [
        ("create", {}, whole),
        ("update", {"Done": False, "Late": True}, {"Done": True, "Late": False}),
        (
            "update",
            {"Item": "bolt", "Qty": 2, "Total": 7, "Net": 6, "Each": 1.5, "Label": "bolt x2"},
            {"Item": "Bolt", "Qty": 0, "Total": 1, "Net": 0, "Each": division, "Label": "Bolt x0"},
        ),
        ("delete", after, {}),
    ]


async def _changes(conn: AsyncConnection, record: str) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    cursor = await conn.execute(
        "SELECT operation, before, after FROM dataos.changes WHERE record_key = %s AND table_number = %s ORDER BY seq",
        [int(record[12:], 16), int(record[4:12], 16)],
    )
    return await cursor.fetchall()


async def test_undo_leaves_formulas_to_themselves(shop: Shop) -> None:
    record = (await shop.query())["items"][0]
    await shop.person.http.patch(f"/records/{record['id']}", json={"fields": {"Qty": 10}})
    assert (await shop.values("Total"))[0] == 31
    done = await shop.person.post("/undo", {}, 200)
    assert done["conflicts"] == []
    assert (await shop.values("Total"))[0] == 7
    made = (await shop.add({"Item": "new"}))[0]
    assert (await shop.person.post("/undo", {}, 200))["conflicts"] == []
    assert (await shop.person.http.get(f"/records/{made['id']}")).status_code == 404


async def test_history_shows_formulas(shop: Shop) -> None:
    record = (await shop.query())["items"][0]
    await shop.person.http.patch(f"/records/{record['id']}", json={"fields": {"Qty": 10}})
    entries = (await shop.person.get(f"/records/{record['id']}/history"))["items"]
    assert "31" in orjson.dumps(entries[0]).decode()
