"""What the database holds of an encrypted field: an envelope that opens in its own cell's field only, and no trace."""

from uuid import uuid4

import pytest
from fastapi import FastAPI

from tests.api.encryption.stage import FIELDS, add, cells, edit, everything, make, rows, stored
from tests.support.app import World


async def test_the_same_value_is_never_stored_the_same_way_twice(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    await add(world.owner, table, {"Salary": 1}, {"Salary": 1})
    first, second = await stored(app, table, "Salary")
    assert first != second


async def test_repetitions_answer_alike_and_keep_the_value_sealed(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    body = {"records": [{"fields": {"Salary": 987654321}, "clientKey": str(uuid4())}]}
    answers = [
        await world.owner.http.post(f"/tables/{table['id']}/records", json=body, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["items"][0]["fields"]["Salary"] == 987654321
    assert "987654321" not in await everything(app)
    # The same client key without the header: the record that there is.
    again = await world.owner.post(f"/tables/{table['id']}/records", body)
    assert again["items"][0] == answers[0].json()["items"][0]


async def test_nothing_in_the_database_reads_like_the_value(
    app: FastAPI, world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    secret = "Schweizer Nummernkonto 4711"
    table = await make(world.owner, world.base, [FIELDS[0], {"name": "Account", "type": "text", "encrypted": True}])
    records = await add(world.owner, table, {"Account": secret}, {"Name": "two"})
    await edit(world.owner, records[1], {"Account": secret})
    await edit(world.owner, records[0], {"Account": "other"})
    upsert = {"records": [{"fields": {"Name": "two", "Account": secret}}], "upsertOn": ["Name"]}
    await world.owner.patch(f"/tables/{table['id']}/records", upsert)
    bad = {"records": [{"fields": {"Account": secret, "Name": 5}}]}
    await world.owner.post(f"/tables/{table['id']}/records", bad, 422)
    assert "Schweizer" not in await everything(app)
    assert "Schweizer" not in caplog.text + "".join(capfd.readouterr())
    assert await cells(world.owner, table, "Account") == ["other", secret]


async def test_text_that_reads_like_a_mark_is_only_text(world: World) -> None:
    fake = '{"\\u0000":["fld_00000000000000000000000000","v1.x.y"]}'
    table = await make(world.owner, world.base, [*FIELDS, {"name": "Data", "type": "json"}])
    value = {"\\u0000": ["fld_00000000000000000000000000", "v1.x.y"]}
    await add(world.owner, table, {"Name": fake, "Salary": 1, "Data": value, "Note": '{"masked":true}'})
    page = await world.owner.get(f"/tables/{table['id']}/records")
    assert page["items"][0]["fields"] == {"Name": fake, "Salary": 1, "Data": value, "Note": '{"masked":true}'}


async def test_a_cell_copied_to_another_field_does_not_open_there(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base, [*FIELDS, {"name": "Bonus", "type": "number", "encrypted": True}])
    await add(world.owner, table, {"Salary": 1})
    ((name,),) = await rows(
        app,
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename ="
        " (SELECT 't_' || number FROM dataos.tables WHERE id = %s)",
        table["id"],
    )
    await rows(app, f"UPDATE {name} SET f_4 = f_2 RETURNING 1")
    assert await cells(world.owner, table, "Bonus") == [{"masked": True}]
    await rows(app, f"UPDATE {name} SET f_4 = 'no \"envelope' RETURNING 1")
    assert await cells(world.owner, table, "Bonus") == [{"masked": True}]
