"""Files in automations: what texts and steps get of them."""

from typing import Any, cast

from tests.support.files import load, upload
from tests.support.stage import Stage, update


async def test_steps_get_files_with_fresh_addresses(stage: Stage) -> None:
    owner, tasks = stage.world.owner, str(stage.tasks["id"])
    for name in ("Files", "Copies"):
        await owner.post(f"/tables/{tasks}/fields", {"name": name, "type": "attachment"})
    await stage.automation(
        update({"Copies": "{{trigger.record.Files}}", "Note": "Got {{trigger.record.Files}}."}),
        update({"Name": "x", "Completed": "{{now}}"}, id="again"),
    )
    first = await upload(owner, stage.world.base, "a.txt", b"a")
    second = await upload(owner, stage.world.base, "b, c.txt", b"b")
    [record] = await stage.create({"Name": "A", "Status": "Todo", "Files": [first["id"], second["id"]]})
    async with stage.worker():
        await stage.edit(record, Status="Done")
        await stage.drain()
        assert [status for _, status in await stage.settled()] == ["succeeded"]
    fields = await stage.fields(record)
    assert fields["Note"] == "Got a.txt, b, c.txt."
    copies = cast("list[dict[str, Any]]", fields["Copies"])
    assert [item["name"] for item in copies] == ["a.txt", "b, c.txt"]
    assert (await load(owner.http, copies[0]["url"])).content == b"a"
