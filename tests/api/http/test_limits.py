"""Limits are named in the answer that refuses."""

from tests.support.app import World


async def test_too_many_records_at_once_are_refused_with_the_limit(world: World) -> None:
    records = [{"fields": {"Name": str(number)}} for number in range(10_001)]

    answer = await world.editor.http.post(f"/tables/{world.table_id}/records", json={"records": records})

    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_records")
    assert "1,000" in answer.json()["detail"].replace("1000", "1,000")
    page = await world.viewer.get(f"/tables/{world.table_id}/records?count=true")
    assert page["total"] == 0


async def test_the_most_records_allowed_are_accepted(world: World) -> None:
    records = [{"fields": {"Name": str(number)}} for number in range(1000)]

    await world.editor.post(f"/tables/{world.table_id}/records", {"records": records})

    table = await world.viewer.get(f"/tables/{world.table_id}")
    assert table["recordCount"] == 1000


async def test_typecast_adds_options_that_are_missing(world: World) -> None:
    body = {"records": [{"fields": {"Status": "Brand new"}}], "typecast": True}

    made = await world.editor.post(f"/tables/{world.table_id}/records", body)

    assert made["items"][0]["fields"]["Status"] == "Brand new"
    table = await world.viewer.get(f"/tables/{world.table_id}")
    options = table["fields"][1]["config"]["options"]
    assert [option["name"] for option in options] == ["Open", "Done", "Brand new"]
    assert options[2]["color"]
