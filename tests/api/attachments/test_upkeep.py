"""What upkeep deletes, and what it never does."""

import asyncio
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from api.attachments.upkeep import sweep
from api.db.engine import Database
from api.http.services import AppServices
from api.kit.storage import BlobMissing, BlobStore
from core.errors import Unavailable
from tests.support.app import World
from tests.support.files import begin, load, picture, send, upload

_AGE = """
UPDATE dataos.attachments SET created_at = created_at - interval '25 hours';
UPDATE dataos.uploads SET touched_at = touched_at - interval '25 hours';
UPDATE dataos.loose_blobs SET due_at = due_at - interval '25 hours';
"""


@pytest.fixture
async def place(app: FastAPI, world: World, database_url: str) -> tuple[Database, BlobStore]:
    services: AppServices = app.state.services
    await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Files", "type": "attachment"})
    return services.database, services.get(BlobStore)


def _run(database_url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def _age(database_url: str) -> None:
    for statement in filter(str.strip, _AGE.split(";")):
        _run(database_url, statement)


async def _there(store: BlobStore, key: str) -> bool:
    try:
        async for _ in store.read(key, 0, 1):
            return True
    except BlobMissing:
        return False
    return True


async def _attach(world: World, attachment: str) -> int:
    body = {"records": [{"fields": {"Files": [attachment]}}]}
    return (await world.editor.http.post(f"/tables/{world.table_id}/records", json=body)).status_code


async def test_a_day_passes(world: World, place: tuple[Database, BlobStore], database_url: str) -> None:
    database, store = place
    loose = await upload(world.editor, world.base, "loose.png", picture())
    assert (await load(world.editor.http, loose["thumbnails"]["small"]["url"])).status_code == 200
    kept = await upload(world.editor, world.base, "kept.txt", b"kept")
    assert await _attach(world, kept["id"]) == 201
    begun = (await begin(world.editor, world.base, 9)).json()["id"]
    await send(world.editor, begun, 0, b"abc")
    done = (await begin(world.editor, world.base, 3)).json()["id"]
    await send(world.editor, done, 0, b"abc")
    keys = [row[0] for row in _run(database_url, "SELECT blob_key FROM dataos.attachment_versions ORDER BY name")]

    # The parts of what is whole go at once; nothing else is old enough.
    assert await sweep(database, store) == 1
    assert await sweep(database, store) == 0
    _age(database_url)
    rounds = [await sweep(database, store, most=1) for _ in range(10)]
    assert sum(rounds) == 5
    assert max(rounds) <= 1
    assert [await _there(store, key) for key in keys] == [False, True, False]
    assert _run(database_url, "SELECT count(*) FROM dataos.uploads") == [(0,)]
    assert _run(database_url, "SELECT count(*) FROM dataos.loose_blobs") == [(0,)]
    assert [row[0] for row in _run(database_url, "SELECT id FROM dataos.attachments")] == [kept["id"]]
    assert (await load(world.editor.http, kept["url"])).content == b"kept"
    assert (await load(world.editor.http, loose["url"])).status_code == 404
    assert await _attach(world, loose["id"]) == 422
    # Out of its cell again, and the record in the trash: history still shows it.
    assert (await load(world.editor.http, kept["url"])).status_code == 200


async def test_a_file_is_deleted_or_attached_and_never_both(
    world: World, place: tuple[Database, BlobStore], database_url: str
) -> None:
    database, store = place
    made = [await upload(world.editor, world.base, f"{n}.txt", b"x") for n in range(12)]
    _age(database_url)
    statuses, *_ = await asyncio.gather(
        asyncio.gather(*(_attach(world, item["id"]) for item in made)),
        *(sweep(database, store, most=3) for _ in range(3)),
    )
    await sweep(database, store)
    for item, status in zip(made, statuses, strict=True):
        assert status in (201, 422)
        assert (await load(world.editor.http, item["url"])).status_code == (200 if status == 201 else 404)


async def test_a_refused_write_attaches_nothing(
    world: World, place: tuple[Database, BlobStore], database_url: str
) -> None:
    made = await upload(world.editor, world.base, "a.txt", b"x")
    body = {"records": [{"fields": {"Files": [made["id"]]}}, {"fields": {"Files": ["att_00000000000000000000000000"]}}]}
    answer = await world.editor.http.post(f"/tables/{world.table_id}/records", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "records[1].fields.Files[0]"
    assert _run(database_url, "SELECT attached_at FROM dataos.attachments") == [(None,)]


async def test_a_store_that_is_away_loses_nothing(
    world: World, place: tuple[Database, BlobStore], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, store = place
    await upload(world.editor, world.base, "a.txt", b"x")
    _age(database_url)

    async def away(*_: object) -> None:
        raise Unavailable("file_store_unavailable", "away")

    with monkeypatch.context() as patched:
        patched.setattr(store, "delete", away)
        with pytest.raises(Unavailable):
            await sweep(database, store)
    assert _run(database_url, "SELECT count(*) FROM dataos.loose_blobs") == [(1,)]
    assert await sweep(database, store) == 1
