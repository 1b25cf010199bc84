"""Uploads in parts, as a tus client does them and as a broken one does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from starlette.requests import ClientDisconnect

from api.attachments.blobs import Blobs
from api.attachments.uploads import service
from tests.support.app import BASE_URL, World, client_of, make_world, running, settings_for
from tests.support.files import begin, load, metadata, pdf, send, upload
from tests.support.problems import assert_problem

PART = {"Content-Type": "application/offset+octet-stream"}


def _count(database_url: str, table: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(f"SELECT count(*) FROM dataos.{table}".encode()).fetchone()
    assert row is not None
    return int(row[0])


async def test_a_file_comes_in_parts(world: World, database_url: str) -> None:
    content = pdf(3)
    begun = await begin(world.editor, world.base, len(content), filename="Bücher/plan ☃.pdf", filetype="text/html")
    location = begun.headers["location"]
    assert begun.headers["tus-resumable"] == "1.0.0"
    upload_id = location.rsplit("/", 1)[-1]
    assert location == f"/api/v1/uploads/{upload_id}"
    cut = len(content) // 2
    half = await send(world.editor, upload_id, 0, content[:cut])
    assert (half.status_code, half.headers["upload-offset"]) == (204, str(cut))
    assert "attachment-id" not in half.headers
    asked = await world.editor.http.head(f"/uploads/{upload_id}")
    assert (asked.status_code, asked.headers["upload-offset"]) == (200, str(cut))
    assert (asked.headers["upload-length"], asked.headers["cache-control"]) == (str(len(content)), "no-store")
    whole = await send(world.editor, upload_id, cut, content[cut:])
    assert (whole.status_code, whole.headers["upload-offset"]) == (204, str(len(content)))
    said = await world.editor.get(f"/uploads/{upload_id}")
    made = said["attachment"]
    assert made["id"] == whole.headers["attachment-id"]
    assert (made["name"], made["type"], made["size"]) == ("plan ☃.pdf", "application/pdf", len(content))
    assert (await load(world.stranger.http, made["url"])).content == content
    # Sent again, the end says the same; the parts are on their way out.
    again = await send(world.editor, upload_id, len(content), b"")
    assert again.headers["attachment-id"] == made["id"]
    assert _count(database_url, "loose_blobs") == 2


async def test_wrong_offsets_and_lengths_that_lie(world: World, database_url: str) -> None:
    upload_id = (await begin(world.editor, world.base, 10)).json()["id"]
    for offset in (1, 10, 11, 10**14):
        answer = await send(world.editor, upload_id, offset, b"x")
        assert (answer.status_code, answer.json()["code"]) == (409, "offset_mismatch")
    too_much = await send(world.editor, upload_id, 0, b"x" * 11)
    assert (too_much.status_code, too_much.json()["code"]) == (413, "file_too_large")
    assert (await world.editor.get(f"/uploads/{upload_id}"))["offset"] == 0
    for headers in (
        PART,
        {**PART, "Upload-Offset": "-1"},
        {**PART, "Upload-Offset": "x"},
        {**PART, "Upload-Offset": "²"},
        {**PART, "Upload-Offset": "9" * 40},
        {"Upload-Offset": "0"},
        {"Upload-Offset": "0", "Content-Type": "application/json"},
        {**PART, "Upload-Offset": "0", "Tus-Resumable": "0.2.2"},
    ):
        answer = await world.editor.http.patch(
            f"/uploads/{upload_id}", content=b"x", headers=[(k.encode(), v.encode()) for k, v in headers.items()]
        )
        assert answer.status_code in (412, 415, 422), (headers, answer.text)
        assert_problem(answer)
    for length in ("", "-1", "1.5", "x", "9" * 20):
        answer = await world.editor.http.post(f"/bases/{world.base}/uploads", headers={"Upload-Length": length})
        assert answer.status_code == 422, length
        assert_problem(answer)
    assert (await begin(world.editor, world.base, 10**13, 413)).json()["code"] == "file_too_large"
    for bad in ("filename %%%", "filename 4pyD4p", "x" * 9000):
        headers = {"Upload-Length": "1", "Upload-Metadata": bad}
        answer = await world.editor.http.post(f"/bases/{world.base}/uploads", headers=headers)
        assert answer.status_code == 422, bad
    options = await world.editor.http.options(f"/uploads/{upload_id}")
    assert (options.status_code, options.headers["tus-version"]) == (204, "1.0.0")


async def test_what_arrived_before_a_break_is_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PART", 4)
    upload_id = (await begin(world.editor, world.base, 20)).json()["id"]

    async def broken() -> AsyncIterator[bytes]:
        yield b"0123456"
        yield b"78"
        raise ClientDisconnect

    assert (await send(world.editor, upload_id, 0, broken())).status_code == 499
    at = (await world.editor.get(f"/uploads/{upload_id}"))["offset"]
    assert at == 9
    rest = b"0123456789abcdefghij"[at:]
    done = await send(world.editor, upload_id, at, rest)
    address = (await world.editor.get(f"/attachments/{done.headers['attachment-id']}"))["url"]
    assert (await load(world.editor.http, address)).content == b"0123456789abcdefghij"


async def test_of_two_at_one_place_one_is_refused(world: World) -> None:
    upload_id = (await begin(world.editor, world.base, 8)).json()["id"]
    answers = await asyncio.gather(*(send(world.editor, upload_id, 0, letter * 4) for letter in (b"a", b"b", b"c")))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409]
    ends = await asyncio.gather(*(send(world.editor, upload_id, 4, b"zzzz") for _ in range(2)))
    assert 204 in {answer.status_code for answer in ends}
    said = await world.editor.get(f"/uploads/{upload_id}")
    content = (await load(world.editor.http, said["attachment"]["url"])).content
    assert content in (b"aaaazzzz", b"bbbbzzzz", b"cccczzzz")


async def test_another_process_goes_on_and_finishes(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(settings_for(database_url)) as first:
        world = await make_world(first)
        upload_id = (await begin(world.editor, world.base, 6)).json()["id"]
        await send(world.editor, upload_id, 0, b"abc")

        async def killed(*_: object) -> None:
            raise RuntimeError("killed")

        # The last byte is there, and the process dies before it makes the file.
        monkeypatch.setattr(service.Uploads, "_finish", killed)
        assert (await send(world.editor, upload_id, 3, b"def")).status_code == 500
        monkeypatch.undo()
    async with running(settings_for(database_url)) as second, client_of(second, token=world.editor.token) as http:
        asked = await http.head(f"/uploads/{upload_id}")
        assert asked.headers["upload-offset"] == "6"
        made = (await http.get(f"/uploads/{upload_id}")).json()["attachment"]
        assert (await http.get(BASE_URL + made["url"])).content == b"abcdef"
    assert _count(database_url, "attachments") == 1


async def test_one_request_of_all_processes_puts_a_file_together(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, copies = asyncio.Event(), asyncio.Event(), 0
    receive = Blobs.receive

    async def slow(self: Blobs, *given: Any, **named: Any) -> Any:
        nonlocal copies
        copies += 1
        begun.set()
        await go_on.wait()
        if copies == 1:
            raise RuntimeError("killed")
        return await receive(self, *given, **named)

    async with running(settings_for(database_url)) as first, running(settings_for(database_url)) as second:
        world = await make_world(first)
        monkeypatch.setattr(Blobs, "receive", slow)
        upload_id = (await begin(world.editor, world.base, 6)).json()["id"]
        async with client_of(second, token=world.editor.token) as http:
            for failing in (True, False):
                begun.clear()
                go_on.clear()
                copying = asyncio.create_task(
                    send(world.editor, upload_id, 0, b"abcdef") if failing else send(world.editor, upload_id, 6, b"")
                )
                await begun.wait()
                loose = _count(database_url, "loose_blobs")
                for asker in (world.editor.http, http):
                    asked = await asker.head(f"/uploads/{upload_id}")
                    assert (asked.status_code, asked.headers["upload-offset"]) == (200, "6")
                    assert "attachment-id" not in asked.headers
                    assert (await asker.get(f"/uploads/{upload_id}")).json()["attachment"] is None
                again = await send(world.editor, upload_id, 6, b"")
                assert (again.status_code, again.headers["upload-offset"]) == (204, "6")
                assert "attachment-id" not in again.headers
                assert copies == (1 if failing else 2)
                assert _count(database_url, "loose_blobs") == loose
                go_on.set()
                assert (await copying).status_code == (500 if failing else 204)
            made = (await http.get(f"/uploads/{upload_id}")).json()["attachment"]
            assert (await http.get(BASE_URL + made["url"])).content == b"abcdef"
    assert (copies, _count(database_url, "attachments")) == (2, 1)


async def test_a_file_has_so_many_parts_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_PARTS", 3)
    endless, whole = [(await begin(world.editor, world.base, size)).json()["id"] for size in (9, 3)]
    for upload_id in (endless, whole):
        for at in range(3):
            assert (await send(world.editor, upload_id, at, b"x")).status_code == 204
    assert "attachment-id" in (await send(world.editor, whole, 3, b"")).headers
    for _ in range(2):
        refused = await send(world.editor, endless, 3, b"x")
        assert (refused.status_code, refused.json()["code"]) == (422, "too_many_parts")
    assert (await world.editor.get(f"/uploads/{endless}"))["offset"] == 3
    # One request that would need more of them: what fits is kept.
    monkeypatch.setattr(service, "PART", 2)
    long = (await begin(world.editor, world.base, 9)).json()["id"]

    async def blocks() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b"xx"

    refused = await send(world.editor, long, 0, blocks())
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_parts")
    assert (await world.editor.get(f"/uploads/{long}"))["offset"] == 6


async def test_versions_come_in_parts_too(world: World) -> None:
    first = await upload(world.editor, world.base, "a.txt", b"one")
    upload_id = (await begin(world.editor, world.base, 3, filename="b.txt", attachment=first["id"])).json()["id"]
    done = await send(world.editor, upload_id, 0, b"two")
    assert (done.headers["attachment-id"], done.headers["attachment-version"]) == (first["id"], "2")
    for wrong in ("att_x", first["id"][:-4] + "0000"):
        answer = await begin(world.editor, world.base, 3, 404, attachment=wrong)
        assert answer.json()["code"] == "attachment_not_found"
    other = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    assert (await begin(world.owner, other["id"], 3, 404, attachment=first["id"])).json()[
        "code"
    ] == "attachment_not_found"


async def test_empty_files_ends_and_other_people(world: World, database_url: str) -> None:
    empty = (await begin(world.editor, world.base, 0, filename="empty.txt")).json()["id"]
    said: Any = await world.editor.get(f"/uploads/{empty}")
    assert said["attachment"]["size"] == 0
    assert (await load(world.editor.http, said["attachment"]["url"])).content == b""

    mine = (await begin(world.editor, world.base, 9)).json()["id"]
    await send(world.editor, mine, 0, b"abc")
    for person in (world.owner, world.viewer, world.stranger):
        assert (await send(person, mine, 3, b"x")).status_code == 404
        for one in (mine, empty):
            assert (await person.http.delete(f"/uploads/{one}")).status_code == 404
            # The file is seen by whoever sees a cell that it is in, and not by knowing of its upload.
            assert (await person.http.get(f"/uploads/{one}")).status_code == 404
    assert (await begin(world.viewer, world.base, 3, 403)).json()["code"] == "forbidden"
    loose = _count(database_url, "loose_blobs")
    await world.editor.delete(f"/uploads/{mine}")
    assert (await send(world.editor, mine, 3, b"x")).status_code == 404
    assert _count(database_url, "loose_blobs") == loose + 1


async def test_a_version_begun_before_the_file_was_withdrawn_is_not_added(world: World) -> None:
    field = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Files", "type": "attachment"})
    file = await upload(world.owner, world.base, "a.txt", b"one")
    await world.owner.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Files": [file["id"]]}}]})
    begun = (await begin(world.editor, world.base, 3, filename="b.txt", attachment=file["id"])).json()["id"]
    grant = {"subject": {"type": "user", "id": world.editor.id}, "level": "hidden"}
    await world.owner.put(f"/fields/{field['id']}/grants", {"grants": [grant]})

    answer = await send(world.editor, begun, 0, b"two")

    assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")
    assert (await world.editor.http.get(f"/attachments/{file['id']}")).status_code == 404
    assert len((await world.owner.get(f"/attachments/{file['id']}/versions"))["items"]) == 1


async def test_metadata_is_read_as_the_protocol_says(app: FastAPI, world: World) -> None:
    assert metadata(filename="a") == "filename YQ=="
    for sent in ("filename YQ==,is_confidential", "is_confidential,filename YQ==", "filename YQ== , x "):
        headers = {"Upload-Length": "1", "Upload-Metadata": sent}
        answer = await world.editor.http.post(f"/bases/{world.base}/uploads", headers=headers)
        assert answer.json()["name"] == "a", sent
