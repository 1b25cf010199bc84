"""What upkeep deletes, and what it never does."""

import asyncio
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import obstore
import psycopg
import pytest
from fastapi import FastAPI
from obstore.store import LocalStore

from api.attachments.upkeep import sweep
from api.db.engine import Database
from api.http.services import AppServices
from api.kit.file_settings import FileSettings
from api.kit.storage import BlobMissing, BlobStore
from api.trash.purge import purge
from core.errors import Unavailable
from tests.support.app import World
from tests.support.files import begin, load, picture, send, upload

_AGE = """
UPDATE dataos.attachments SET created_at = created_at - interval '25 hours';
UPDATE dataos.uploads SET touched_at = touched_at - interval '25 hours';
UPDATE dataos.loose_blobs SET due_at = due_at - interval '25 hours';
"""
_DRAWN = """
SELECT t.value ->> 'key' FROM dataos.attachment_versions v, jsonb_each(v.thumbnails) t
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


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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


async def test_files_go_after_their_base(world: World, place: tuple[Database, BlobStore], database_url: str) -> None:
    database, store = place
    made = [await upload(world.editor, world.base, f"{n}.png", picture(size=(10 + n, 9))) for n in range(3)]
    assert [await _attach(world, item["id"]) for item in made] == [201] * 3
    older = await world.editor.http.post(
        f"/attachments/{made[0]['id']}/versions", files={"file": ("newer.png", picture())}
    )
    addresses = [made[0]["url"], made[1]["thumbnails"]["small"]["url"], older.json()["url"]]
    begun = (await begin(world.editor, world.base, 9, attachment=made[2]["id"])).json()["id"]
    await send(world.editor, begun, 0, b"abc")
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    kept = await upload(world.owner, elsewhere["id"], "kept.txt", b"kept")
    assert [(await load(world.stranger.http, url)).status_code for url in addresses] == [200] * 3
    keys = [row[0] for row in _run(database_url, "SELECT blob_key FROM dataos.attachment_versions ORDER BY name")]
    keys += [row[0] for row in _run(database_url, _DRAWN)]
    assert len(keys) == 7

    await world.owner.delete(f"/bases/{world.base}")
    # It can come back with its files, until it is purged.
    assert await sweep(database, store) == 0
    for _ in range(3):
        await purge(database, datetime.now(UTC) + timedelta(days=1))
    assert [(await load(world.stranger.http, url)).status_code for url in addresses] == [404] * 3
    rounds = [await sweep(database, store, most=2) for _ in range(10)]
    # Four files, two thumbnails of one of them, and the part of an upload.
    assert (sum(rounds), max(rounds), rounds[-1]) == (7, 2, 0)
    assert sorted({row[0] for row in _run(database_url, "SELECT base_id FROM dataos.attachments")}) == [elsewhere["id"]]
    for table in ("uploads", "loose_blobs"):
        assert _run(database_url, f"SELECT count(*) FROM dataos.{table}") == [(0,)]
    assert [await _there(store, key) for key in keys] == [False] * 3 + [True] + [False] * 3
    assert (await load(world.stranger.http, kept["url"])).content == b"kept"


async def test_half_written_files_go_after_a_day(place: tuple[Database, BlobStore], tmp_path: Path) -> None:
    database, _ = place
    store = BlobStore(FileSettings.read({}), tmp_path)
    key = store.new_key()
    writer = obstore.open_writer_async(LocalStore(tmp_path / "files", mkdir=True), key, buffer_size=1)
    await writer.write(b"xx")
    [staged] = _files_of(tmp_path)
    whole = store.new_key()
    await store.put(whole, b"whole")
    others = staged.with_name("mine#1")
    others.write_bytes(b"")
    yesterday = time.time() - 25 * 3600
    for path, age in ((staged, time.time() - 23 * 3600), (others, yesterday), (tmp_path / "files" / whole, yesterday)):
        os.utime(path, (age, age))
    await sweep(database, store)
    assert staged in _files_of(tmp_path)
    os.utime(staged, (yesterday, yesterday))
    await sweep(database, store)
    assert _files_of(tmp_path) == sorted([others, tmp_path / "files" / whole])


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
