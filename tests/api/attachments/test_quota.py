"""A workspace has so many bytes of files, and no more, however many come at once."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import Person, World, make_world, running, settings_for
from tests.support.files import begin, send, upload
from tests.support.problems import assert_problem
from tests.support.statements import counted

MOST = 300_000


@pytest.fixture
async def small(database_url: str) -> AsyncIterator[tuple[FastAPI, World]]:
    async with running(settings_for(database_url, DATAOS_WORKSPACE_FILE_BYTES=str(MOST))) as app:
        yield app, await make_world(app)


async def put(person: Person, base: str, size: int) -> httpx2.Response:
    return await person.http.post(f"/bases/{base}/attachments", files={"file": ("a.bin", b"\x00" * size)})


def used(database_url: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT coalesce(sum(size), 0) FROM dataos.attachment_versions").fetchone()
    return 0 if row is None else int(row[0])


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


async def test_uploads_in_parts_are_asked_at_both_ends(small: tuple[FastAPI, World], database_url: str) -> None:
    _, world = small
    refused(await begin(world.editor, world.base, MOST + 1, 413), MOST, 0, MOST + 1)
    first = (await begin(world.editor, world.base, 200_000)).json()["id"]
    second = (await begin(world.editor, world.base, 200_000)).json()["id"]
    assert (await send(world.editor, first, 0, b"\x00" * 100_000)).status_code == 204
    # What has arrived counts for who comes next.
    refused(await begin(world.editor, world.base, 250_000, 413), 100_000)
    assert (await send(world.editor, second, 0, b"\x00" * 200_000)).status_code == 204
    refused(await send(world.editor, first, 100_000, b"\x00" * 100_000), MOST, 200_000)
    assert used(database_url) == 200_000
    # Its parts are kept: with room it is finished by asking.
    refused(await world.editor.http.get(f"/uploads/{first}"))
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM dataos.attachments")
    assert (await world.editor.get(f"/uploads/{first}"))["attachment"]["size"] == 200_000


async def test_many_at_once_do_not_get_past_it(small: tuple[FastAPI, World], database_url: str) -> None:
    _, world = small
    begun = [(await begin(world.editor, world.base, 70_000)).json()["id"] for _ in range(4)]
    answers = await asyncio.gather(
        *(put(world.editor, world.base, 70_000) for _ in range(6)),
        *(send(world.editor, key, 0, b"\x00" * 70_000) for key in begun),
    )
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {201, 204, 413}
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
