"""A workspace has so many bytes of files, and no more, however many come at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from api.attachments.upkeep import sweep
from api.http.services import AppServices
from api.kit.storage import BlobStore
from api.settings import Settings
from tests.support.app import Person, World, client_of, make_world, running, settings_for
from tests.support.files import begin, send, upload
from tests.support.problems import assert_problem
from tests.support.statements import counted

MOST = 300_000


def small_settings(database_url: str, folder: Path, most: int = MOST) -> Settings:
    return settings_for(database_url, DATAOS_WORKSPACE_FILE_BYTES=str(most), DATAOS_FILES_DIRECTORY=str(folder))


@pytest.fixture
async def small(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[FastAPI, World]]:
    async with running(small_settings(database_url, tmp_path)) as app:
        yield app, await make_world(app)


async def put(person: Person, base: str, size: int) -> httpx2.Response:
    return await person.http.post(f"/bases/{base}/attachments", files={"file": ("a.bin", b"\x00" * size)})


def used(database_url: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT coalesce(sum(size), 0) FROM dataos.attachment_versions").fetchone()
    return 0 if row is None else int(row[0])


def held(folder: Path) -> int:
    """Bytes in the store."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


async def swept(app: FastAPI) -> None:
    services: AppServices = app.state.services
    await sweep(services.database, services.get(BlobStore))


def refused(answer: httpx2.Response, *said: int) -> None:
    assert_problem(answer)
    assert (answer.status_code, answer.json()["code"]) == (413, "storage_full")
    assert "DATAOS_WORKSPACE_FILE_BYTES" in answer.json()["detail"]
    for number in said:
        assert f"{number:,}" in answer.json()["detail"]


async def test_files_of_one_request(small: tuple[FastAPI, World], database_url: str) -> None:
    _, world = small
    await upload(world.editor, world.base, "a.bin", b"\x00" * 200_000)
    refused(await put(world.editor, world.base, 100_001), MOST, 200_000, 100_001)
    # Too much by its announcement: nothing is read.
    refused(await put(world.editor, world.base, 400_000), MOST, 200_000)
    assert (await put(world.editor, world.base, 100_000)).status_code == 201
    refused(await put(world.editor, world.base, 1), MOST)
    refused(await begin(world.editor, world.base, 1, 413), MOST)
    assert used(database_url) == MOST


async def test_versions_count_each_for_itself(small: tuple[FastAPI, World], database_url: str) -> None:
    """The same bytes twice are two blobs."""
    _, world = small
    made = await upload(world.editor, world.base, "a.bin", b"\x00" * 150_000)
    url = f"/attachments/{made['id']}/versions"
    answer = await world.editor.http.post(url, files={"file": ("a.bin", b"\x00" * 150_000)})
    assert answer.status_code == 201
    refused(await world.editor.http.post(url, files={"file": ("a.bin", b"\x00")}), MOST, MOST)
    refused(await begin(world.editor, world.base, 5, 413, filename="a.bin", attachment=made["id"]))
    assert used(database_url) == MOST
    assert (await world.editor.get(f"/attachments/{made['id']}"))["version"] == 2


async def test_each_workspace_has_a_limit_of_its_own(small: tuple[FastAPI, World]) -> None:
    _, world = small
    await upload(world.editor, world.base, "a.bin", b"\x00" * MOST)
    other = await world.stranger.post("/workspaces", {"name": "Other"})
    base = await world.stranger.post(f"/workspaces/{other['id']}/bases", {"name": "B"})
    assert (await put(world.stranger, base["id"], MOST)).status_code == 201


async def test_an_upload_in_parts_has_its_room_from_its_beginning(
    small: tuple[FastAPI, World], database_url: str
) -> None:
    _, world = small
    refused(await begin(world.editor, world.base, MOST + 1, 413), MOST, 0, MOST + 1)
    first = (await begin(world.editor, world.base, 200_000)).json()["id"]
    # Nothing of it has arrived, but all of it may.
    refused(await begin(world.editor, world.base, 200_000, 413), MOST, 0, 200_000)
    full = await put(world.editor, world.base, 100_001)
    refused(full, MOST, 0, 200_000, 100_001)
    assert "uploads that are under way take 200,000" in full.json()["detail"]
    second = (await begin(world.editor, world.base, 100_000)).json()["id"]
    assert (await send(world.editor, first, 0, b"\x00" * 150_000)).status_code == 204
    refused(await begin(world.editor, world.base, 1, 413), MOST, 0, MOST)
    assert (await send(world.editor, second, 0, b"\x00" * 100_000)).status_code == 204
    assert (await send(world.editor, first, 150_000, b"\x00" * 50_000)).status_code == 204
    assert used(database_url) == MOST
    full = await begin(world.editor, world.base, 1, 413)
    refused(full, MOST, MOST)
    assert "under way" not in full.json()["detail"]


async def test_an_upload_that_is_ended_or_left_takes_no_room(small: tuple[FastAPI, World], database_url: str) -> None:
    app, world = small
    made = await upload(world.editor, world.base, "a.bin", b"\x00" * 100_000)
    ended = (await begin(world.editor, world.base, 200_000)).json()["id"]
    assert (await send(world.editor, ended, 0, b"\x00" * 50_000)).status_code == 204
    await world.editor.delete(f"/uploads/{ended}")
    await begin(world.editor, world.base, 200_000)
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE dataos.uploads SET touched_at = touched_at - interval '25 hours'")
    refused(await begin(world.editor, world.base, 1, 413), 100_000, 200_000)
    await swept(app)
    version = (await begin(world.editor, world.base, 200_000, attachment=made["id"])).json()["id"]
    assert (await send(world.editor, version, 0, b"\x00" * 200_000)).status_code == 204
    assert used(database_url) == MOST


async def test_parts_are_kept_where_the_limit_is_lower_at_their_end(
    small: tuple[FastAPI, World], database_url: str, tmp_path: Path
) -> None:
    _, world = small
    key = (await begin(world.editor, world.base, 200_000)).json()["id"]
    assert (await send(world.editor, key, 0, b"\x00" * 100_000)).status_code == 204
    async with running(small_settings(database_url, tmp_path, 150_000)) as lower:
        editor = replace(world.editor, http=client_of(lower, token=world.editor.token))
        refused(await send(editor, key, 100_000, b"\x00" * 100_000), 150_000, 0, 200_000)
        refused(await editor.http.get(f"/uploads/{key}"))
    assert used(database_url) == 0
    assert (await world.editor.get(f"/uploads/{key}"))["attachment"]["size"] == 200_000


async def test_the_store_never_has_more_of_parts_than_there_is_room_for(
    small: tuple[FastAPI, World], database_url: str, tmp_path: Path
) -> None:
    """Ten that each would fit are begun at once, and whatever was let in is sent."""
    app, world = small
    path = f"/bases/{world.base}/uploads"
    headers = {"Upload-Length": "100000", "Upload-Metadata": "", "Tus-Resumable": "1.0.0"}
    answers = await asyncio.gather(*(world.editor.http.post(path, headers=headers) for _ in range(10)))
    begun = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert [answer.status_code for answer in answers if answer.status_code != 201] == [413] * 7
    await asyncio.gather(*(send(world.editor, key, 0, b"\x00" * 99_999) for key in begun))
    assert held(tmp_path) == 3 * 99_999
    ends = await asyncio.gather(*(send(world.editor, key, 99_999, b"\x00") for key in begun))
    assert [answer.status_code for answer in ends] == [204] * 3
    await swept(app)
    assert held(tmp_path) == used(database_url) == MOST


async def test_many_at_once_do_not_get_past_it(small: tuple[FastAPI, World], database_url: str) -> None:
    """What was begun fits, whoever else comes."""
    _, world = small
    begun = [(await begin(world.editor, world.base, 70_000)).json()["id"] for _ in range(2)]
    answers = await asyncio.gather(
        *(put(world.editor, world.base, 70_000) for _ in range(6)),
        *(send(world.editor, key, 0, b"\x00" * 70_000) for key in begun),
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 204, 204, *[413] * 4]
    assert used(database_url) == 4 * 70_000


async def statements(app: FastAPI, world: World) -> list[str]:
    await upload(world.editor, world.base, "a.bin", b"x")
    with counted(app) as seen:
        await upload(world.editor, world.base, "a.bin", b"x")
    return [text for text in seen if "sum(" in text or "hashtextextended(workspace_id" in text]


async def test_without_a_limit_nothing_is_asked(app: FastAPI, world: World) -> None:
    assert await statements(app, world) == []


async def test_with_one_two_counts_and_a_lock_are(small: tuple[FastAPI, World]) -> None:
    assert len(await statements(*small)) == 3
