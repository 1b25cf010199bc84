"""New keys: master keys wrap data keys anew, data keys seal cells anew, and nothing else changes."""

import asyncio
import base64
from collections.abc import Callable, Coroutine

import psycopg
import pytest
from fastapi import FastAPI
from httpx2 import Response
from typer.testing import CliRunner

from api.access.service import Access
from api.encryption import cells as resealing
from api.encryption import repository
from api.encryption.reencryption import ReencryptionRun
from api.encryption.vault import Vault
from api.fields.convert import background, service
from api.fields.convert.background import ConversionRun
from api.http.services import AppServices
from api.tables.schema import Schemas
from ops.cli.main import app as command
from tests.api.encryption.stage import TAB, Json, add, cells, edit, everything, field_id, make, rows, stored, taken
from tests.support.app import MASTER_KEYS, World, client_of, running, settings_for

SECOND = f"second:{base64.b64encode(b's' * 32).decode()}"


def worker(app: FastAPI) -> ReencryptionRun:
    services: AppServices = app.state.services
    return ReencryptionRun(services.database, services.get(Vault), wait=0)


async def rotate(world: World, status: int = 200, **body: bool) -> Json:
    found: Json = await world.owner.post(f"/workspaces/{world.workspace}/encryption/rotate", body, status)
    return found


async def test_a_new_data_key_seals_every_cell_and_changes_nothing(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    table = await make(world.owner, world.base)
    records = await add(world.owner, table, *({"Salary": n, "Name": str(n)} for n in range(5)), {"Name": "none"})
    await edit(world.owner, records[0], {"Salary": 100})
    before, versions = await stored(app, table, "Salary"), await world.owner.get(f"/tables/{table['id']}/records")
    changes = await rows(app, "SELECT count(*) FROM dataos.changes")
    rotated = await rotate(world, dataKeys=True)
    (job,) = rotated["jobs"]
    assert (job["status"], job["type"], job["tableId"]) == ("queued", "reencrypt", table["id"])
    # Written after the rotation: under the new key already.
    await edit(world.editor, records[1], {"Salary": 200})
    # Two workers at once, as after a worker was thought dead.
    await asyncio.gather(worker(app).run(job["id"]), worker(app).run(job["id"]))
    done = await world.owner.get(f"/jobs/{job['id']}")
    assert (done["status"], done["done"], done["result"]["skipped"]) == ("succeeded", done["total"], 0)
    after = await stored(app, table, "Salary")
    assert [cell is None for cell in after] == [False] * 5 + [True]
    assert not set(before) - {None} & set(after)
    assert len({cell.split(".")[1] for cell in after if cell}) == 1
    assert after[0].split(".")[1] != before[0].split(".")[1]
    assert await cells(world.owner, table, "Salary") == [100, 200, 2, 3, 4, None]
    page = await world.owner.get(f"/tables/{table['id']}/records")
    assert [r["version"] for r in page["items"][2:]] == [r["version"] for r in versions["items"][2:]]
    assert await rows(app, "SELECT count(*) - 1 FROM dataos.changes") == changes
    # What undo compares with is under the retired key, and what it puts back is too.
    undone = await taken(world.owner)
    assert (undone["done"], undone["conflicts"]) == (True, [])
    assert (await cells(world.owner, table, "Salary"))[0] == 0
    history = (await world.owner.get(f"/records/{records[0]}/history"))["items"]
    assert (history[1]["changes"][0]["before"], history[1]["changes"][0]["after"]) == (0, 100)


async def test_an_edit_between_reading_and_writing_wins(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    (record,) = await add(world.owner, table, {"Salary": 1})
    (job,) = (await rotate(world, dataKeys=True))["jobs"]
    services: AppServices = app.state.services
    async with services.database.records() as conn, conn.transaction():
        schema = await services.get(Schemas).fresh(conn, int(record[4:12], 16))
        await conn.execute(f"SELECT 1 FROM {schema.relation} FOR UPDATE".encode())
        sealing = asyncio.create_task(worker(app).run(job["id"]))
        await asyncio.sleep(0.5)
        keys = await services.get(Vault).sealing(conn, world.workspace)
        theirs = keys.seal(schema, schema.by_id[field_id(table, "Salary")], 77)
        await conn.execute(f"UPDATE {schema.relation} SET f_2 = %s".encode(), [theirs])
    await asyncio.wait_for(sealing, 30)
    assert await stored(app, table, "Salary") == [theirs]
    assert await cells(world.owner, table, "Salary") == [77]


async def test_a_cancelled_job_ends_and_what_it_did_stays_readable(app: FastAPI, world: World) -> None:
    table = await make(world.owner, world.base)
    await add(world.owner, table, {"Salary": 1})
    (job,) = (await rotate(world, dataKeys=True))["jobs"]
    await world.owner.http.delete(f"/jobs/{job['id']}")
    assert await worker(app).run(job["id"])
    assert await cells(world.owner, table, "Salary") == [1]


async def test_only_owners_rotate(world: World) -> None:
    path = f"/workspaces/{world.workspace}/encryption/rotate"
    await world.admin.post(path, {}, 403)
    await world.editor.post(path, {}, 403)
    await world.stranger.post(path, {}, 404)


@pytest.fixture
async def table(app: FastAPI, world: World) -> Json:
    made = await make(world.owner, world.base)
    await add(world.owner, made, {"Salary": 4711})
    return made


async def test_another_master_key_takes_over_and_the_old_one_may_go(
    database_url: str, app: FastAPI, world: World, table: Json
) -> None:
    before = await stored(app, table, "Salary")
    both = {"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_HOME": "none"}
    both |= {"ENCRYPTION_KEYS": f"{SECOND},{MASTER_KEYS}", "TEMPORAL_ADDRESS": "127.0.0.1:1"}
    done = await asyncio.to_thread(CliRunner().invoke, command, ["rotate-keys"], env=both)
    assert (done.exit_code, "1 data key wrapped" in done.output) == (0, True), done.output
    again = await asyncio.to_thread(CliRunner().invoke, command, ["rotate-keys"], env=both)
    assert "0 data keys" in again.output
    assert await rows(app, "SELECT master_id FROM dataos.data_keys") == [("second",)]
    assert await stored(app, table, "Salary") == before
    async with (
        running(settings_for(database_url, ENCRYPTION_KEYS=SECOND)) as renewed,
        client_of(renewed, token=world.owner.token) as http,
    ):
        page = (await http.get(f"/tables/{table['id']}/records")).json()
    assert page["items"][0]["fields"]["Salary"] == 4711


@pytest.mark.parametrize("keys", ["", SECOND])
async def test_without_the_master_key_values_are_masked_and_nothing_is_lost(
    database_url: str, app: FastAPI, world: World, table: Json, keys: str
) -> None:
    before = await stored(app, table, "Salary")
    async with (
        running(settings_for(database_url, ENCRYPTION_KEYS=keys)) as poorer,
        client_of(poorer, token=world.owner.token) as http,
    ):
        page = (await http.get(f"/tables/{table['id']}/records")).json()
        record = page["items"][0]
        assert record["fields"]["Salary"] == {"masked": True}
        assert (await http.patch(f"/records/{record['id']}", json={"fields": {"Name": "x"}})).status_code == 200
        refused = await http.patch(f"/records/{record['id']}", json={"fields": {"Salary": 1}})
        assert refused.status_code == 503
        assert "ENCRYPTION_KEYS" in refused.json()["detail"]
        off = {"type": "number", "encrypted": False}
        refused = await http.post(f"/fields/{field_id(table, 'Salary')}/convert", json=off)
        assert (refused.status_code, "Nothing was changed" in refused.json()["detail"]) == (503, True)
        rotated = await http.post(f"/workspaces/{world.workspace}/encryption/rotate", json={"dataKeys": True})
        assert rotated.status_code in (409, 503)
    assert await stored(app, table, "Salary") == before
    assert await cells(world.owner, table, "Salary") == [4711]
    assert MASTER_KEYS.split(":")[1] not in await everything(app)


async def unfinished(app: FastAPI) -> list[str]:
    found = await rows(app, "SELECT id FROM dataos.jobs WHERE kind = 'reencrypt' AND status IN ('queued', 'running')")
    return [str(job) for (job,) in found]


async def test_a_field_that_is_being_encrypted_ends_up_under_the_new_key(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "IN_REQUEST", 3)
    monkeypatch.setattr(background, "_STEP", 3)
    table = await make(world.owner, world.base, [{"name": "Name", "type": "text"}, {"name": "Code", "type": "text"}])
    await add(world.owner, table, *({"Code": f"alpha{n}"} for n in range(8)))
    wish = {"type": "text", "encrypted": True}
    begun = await world.owner.post(f"/fields/{field_id(table, 'Code')}/convert", wish, 202)
    services: AppServices = app.state.services
    converting = ConversionRun(services.database, services.get(Access), services.get(Schemas), services.get(Vault))
    halfway = iter([False, True])
    assert not await converting.run(begun["job"]["id"], lambda: next(halfway))
    assert (await rotate(world, dataKeys=True))["jobs"] == []
    assert await converting.run(begun["job"]["id"])
    (job,) = await unfinished(app)
    assert await worker(app).run(job)
    ((current,),) = await rows(app, "SELECT id FROM dataos.data_keys WHERE retired_at IS NULL")
    assert {cell.split(".")[1] for cell in await stored(app, table, "Code")} == {current}
    assert await cells(world.owner, table, "Code") == [f"alpha{n}" for n in range(8)]


async def test_what_undo_brings_back_is_sealed_anew(app: FastAPI, world: World, table: Json) -> None:
    path = f"/fields/{field_id(table, 'Salary')}/convert"
    answer = await world.owner.http.post(path, json={"type": "text"}, headers=TAB)
    assert answer.status_code == 200
    (job,) = (await rotate(world, dataKeys=True))["jobs"]
    assert await worker(app).run(job["id"])
    assert (await taken(world.owner))["done"]
    (again,) = await unfinished(app)
    assert await worker(app).run(again)
    ((current,),) = await rows(app, "SELECT id FROM dataos.data_keys WHERE retired_at IS NULL")
    assert {cell.split(".")[1] for cell in await stored(app, table, "Salary")} == {current}
    assert await cells(world.owner, table, "Salary") == [4711]


@pytest.mark.parametrize("what", ["fields", "tables"])
async def test_what_is_in_the_trash_is_sealed_anew(app: FastAPI, world: World, table: Json, what: str) -> None:
    thing = table["id"] if what == "tables" else field_id(table, "Salary")
    before = await stored(app, table, "Salary")
    await world.owner.http.delete(f"/{what}/{thing}")
    (job,) = (await rotate(world, dataKeys=True))["jobs"]
    assert await worker(app).run(job["id"])
    ((current,),) = await rows(app, "SELECT id FROM dataos.data_keys WHERE retired_at IS NULL")
    after = await stored(app, table, "Salary")
    assert (after != before, {cell.split(".")[1] for cell in after}) == (True, {current})
    await world.owner.post(f"/{what}/{thing}/restore", {}, 200)
    assert await cells(world.owner, table, "Salary") == [4711]


async def _encrypt(world: World, table: Json) -> Response:
    return await world.owner.http.post(
        f"/fields/{field_id(table, 'Remark')}/convert", json={"type": "text", "encrypted": True}
    )


async def _rotate(world: World, _table: Json) -> Response:
    return await world.owner.http.post(f"/workspaces/{world.workspace}/encryption/rotate", json={"dataKeys": True})


@pytest.mark.parametrize("act", [_encrypt, _rotate])
async def test_a_change_of_policies_does_not_wait_for_what_waits_for_its_table(
    database_url: str, world: World, table: Json, act: Callable[[World, Json], Coroutine[None, None, Response]]
) -> None:
    """As when a formula changes meanwhile, which holds its table and then raises the policy version."""
    await world.owner.post(f"/tables/{table['id']}/fields", {"name": "Remark", "type": "text"})
    table = await world.owner.get(f"/tables/{table['id']}")
    with psycopg.connect(database_url) as other:
        other.execute("SELECT FROM dataos.tables WHERE id = %s FOR UPDATE", [table["id"]])
        waiting = asyncio.create_task(act(world, table))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        other.execute("SET LOCAL lock_timeout = '500ms'")
        other.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")
    answer = await asyncio.wait_for(waiting, 30)
    assert answer.status_code == 200, answer.text


async def test_a_rotation_waits_for_what_seals_now(app: FastAPI, world: World, table: Json) -> None:
    services: AppServices = app.state.services
    async with services.database.records() as conn, conn.transaction():
        await repository.stand(conn, world.workspace)
        rotation = asyncio.create_task(_rotate(world, table))
        await asyncio.sleep(0.5)
        assert not rotation.done()
    assert (await asyncio.wait_for(rotation, 30)).status_code == 200
