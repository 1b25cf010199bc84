"""Files in one request: what is stored of them, and who may."""

from typing import Any

import psycopg
from fastapi import FastAPI

from tests.support.app import World, client_of, make_world, running, settings_for
from tests.support.files import HTML, SVG, archive, load, pdf, picture, upload
from tests.support.problems import assert_problem, paths


async def test_a_file_comes_back_as_it_went(world: World, app: FastAPI) -> None:
    content = picture()
    made = await upload(world.editor, world.base, "cat.png", content)

    assert made["id"].startswith("att_")
    assert (made["version"], made["name"], made["type"], made["size"]) == (1, "cat.png", "image/png", len(content))
    assert made["baseId"] == world.base
    assert set(made["thumbnails"]) == {"small", "large"}
    async with client_of(app) as nobody:
        answer = await load(nobody, made["url"])
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("inline")
    assert (await world.viewer.get(f"/attachments/{made['id']}"))["name"] == "cat.png"


TYPES: list[tuple[str, bytes, str, bool]] = [
    ("a.png", picture(), "image/png", True),
    ("a.jpg", picture("JPEG"), "image/jpeg", True),
    ("photo.html", picture("JPEG"), "image/jpeg", True),
    ("a.webp", picture("WEBP"), "image/webp", True),
    ("a.pdf", pdf(), "application/pdf", True),
    ("a.txt", "Καλημέρα".encode(), "text/plain", True),
    ("a.csv", b"a,b\n1,2\n", "text/csv", False),
    ("a.png", HTML, "text/html", False),
    ("a.txt", HTML, "text/html", False),
    ("a.png", SVG, "image/svg+xml", False),
    ("a.txt", b"hello <svg onload=alert(1)>", "image/svg+xml", False),
    ("a.pdf", b"\x00\x01\x02\x03", "application/octet-stream", False),
    ("a.txt", b"MZ\x90\x00" + bytes(100), "application/vnd.microsoft.portable-executable", False),
    ("a.zip", archive("a.txt"), "application/zip", False),
    (
        "a.zip",
        archive("[Content_Types].xml", "word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        False,
    ),
    (
        "a.docx",
        archive("[Content_Types].xml", "xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        False,
    ),
    ("empty.png", b"", "text/plain", True),
]


async def test_the_type_is_what_the_bytes_say(world: World) -> None:
    for name, content, kind, inline in TYPES:
        made = await upload(world.editor, world.base, name, content)
        assert made["type"] == kind, name
        answer = await load(world.stranger.http, made["url"])
        assert answer.content == content, name
        assert answer.headers["content-disposition"].startswith("inline" if inline else "attachment"), name
        if not inline:
            assert answer.headers["content-type"] == "application/octet-stream", name


NAMES: list[tuple[str, str]] = [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\x\\report.pdf", "report.pdf"),
    ("Ελληνικά αρχεία – ☃.txt", "Ελληνικά αρχεία – ☃.txt"),
    ("a\u202etxt.exe", "atxt.exe"),
    ("..", "file"),
    ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ('a"b;c.txt', 'a"b;c.txt'),
    ("100% sure?#&.txt", "100% sure?#&.txt"),
]


async def test_names_are_cleaned_and_open(world: World) -> None:
    for sent, kept in NAMES:
        made = await upload(world.editor, world.base, sent, b"hello")
        assert made["name"] == kept
        answer = await load(world.stranger.http, made["url"])
        assert answer.content == b"hello", sent
        assert "\n" not in answer.headers["content-disposition"]


async def test_what_is_no_form_with_a_file_is_refused(world: World) -> None:
    path = f"/bases/{world.base}/attachments"
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    for options in (
        {},
        {"json": {"file": 1}},
        {"files": {"other": ("a", b"x")}},
        {"data": {"file": "text"}},
        {"content": b"nonsense", "headers": form},
        {"content": b"--x\r\nContent-Disposition: form-data", "headers": form},
        {"content": b"", "headers": {"Content-Type": "multipart/form-data"}},
    ):
        answer = await world.editor.http.post(path, **options)  # type: ignore[arg-type]
        assert answer.status_code == 422, (options, answer.text)
        assert_problem(answer)
        assert paths(answer) in (["file"], ["body"])


async def test_too_large_a_file_is_told_the_other_way(database_url: str) -> None:
    settings = settings_for(database_url, DATAOS_MAX_SMALL_FILE_BYTES="100000", DATAOS_MAX_BODY_BYTES="1000")
    async with running(settings) as app:
        world = await make_world(app)
        await upload(world.editor, world.base, "fits.bin", bytes(100_000))
        for size in (100_001, 400_000):
            refused = await upload(world.editor, world.base, "big.bin", bytes(size), 413)
            assert refused["code"] in ("file_too_large", "body_too_large")
            assert "/uploads" in refused["detail"]
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.attachments").fetchone() == (1,)


async def test_who_may_upload_and_who_may_look(world: World) -> None:
    for person in (world.viewer, world.commenter):
        assert (await upload(person, world.base, "a", b"x", 403))["code"] == "forbidden"
    assert (await upload(world.stranger, world.base, "a", b"x", 404))["code"] == "base_not_found"
    made = await upload(world.editor, world.base, "a.txt", b"x")
    await world.viewer.get(f"/attachments/{made['id']}")
    for path in (f"/attachments/{made['id']}", f"/attachments/{made['id']}/versions"):
        answer = await world.stranger.http.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "attachment_not_found")


async def test_ids_out_of_the_air_are_not_found(world: World) -> None:
    for key in ("att_", "x", "att_00000000000000000000000000", "upl_00000000000000000000000000", "rec_1", "%00", "😀"):
        for path in (f"/attachments/{key}", f"/attachments/{key}/versions", f"/uploads/{key}"):
            answer = await world.owner.http.get(path)
            assert answer.status_code == 404, answer.text
            assert_problem(answer)


async def test_versions_are_kept_side_by_side(world: World) -> None:
    first = await upload(world.editor, world.base, "plan.txt", b"one")
    path = f"/attachments/{first['id']}/versions"
    second = (await world.owner.http.post(path, files={"file": ("plan 2.pdf", pdf())})).json()
    assert (second["id"], second["version"], second["type"]) == (first["id"], 2, "application/pdf")
    listed: list[dict[str, Any]] = (await world.viewer.get(path))["items"]
    assert [(item["version"], item["name"], item["createdBy"]["name"]) for item in listed] == [
        (2, "plan 2.pdf", "Olga"),
        (1, "plan.txt", "Edda"),
    ]
    assert (await load(world.stranger.http, listed[1]["url"])).content == b"one"
    assert (await world.viewer.http.post(path, files={"file": ("x", b"x")})).status_code == 403
    assert (await world.stranger.http.post(path, files={"file": ("x", b"x")})).status_code == 404


async def test_a_repeated_upload_is_one_file(world: World, database_url: str) -> None:
    path = f"/bases/{world.base}/attachments"
    sent = {"Idempotency-Key": "once", "Content-Type": "multipart/form-data; boundary=b"}
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n'
    answers = [await world.editor.http.post(path, content=body, headers=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.attachments").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM dataos.loose_blobs").fetchone() == (0,)
