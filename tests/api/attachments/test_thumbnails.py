"""Thumbnails: what can be drawn is drawn once, what is hostile is given up once."""

import asyncio
import errno
import io
import struct
import zlib
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image

from api.attachments.thumbnails import child, service
from tests.support.app import World
from tests.support.files import load, pdf, picture, upload


def _drawn(content: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(content))
    assert found.format == "WEBP"
    return found


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it is huge, and is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(width // 8 + 1) * min(height, 2000), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def turned() -> bytes:
    """A wide JPEG whose EXIF says that it is shown upright, with a secret in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    return picture("JPEG", (400, 100), exif=exif)


async def test_images_and_pages_are_drawn(world: World, database_url: str) -> None:
    http = world.stranger.http
    large = picture("PNG", (3000, 1500))
    for name, content, size in (
        ("a.png", large, (1024, 512)),
        ("a.jpg", turned(), (100, 400)),
        ("a.pdf", pdf(2), (512, 1024)),
        ("a.gif", picture("GIF", (10, 10)), (10, 10)),
        ("a.webp", picture("WEBP", (2000, 20)), (1024, 10)),
    ):
        made = await upload(world.editor, world.base, name, content)
        answer = await load(http, made["thumbnails"]["large"]["url"])
        assert answer.status_code == 200, (name, answer.text)
        assert answer.headers["content-type"] == "image/webp"
        drawn = _drawn(answer.content)
        assert abs(drawn.width - size[0]) <= 1, name
        assert abs(drawn.height - size[1]) <= 1, name
        assert b"secret" not in answer.content
        assert not drawn.getexif()
        small = _drawn((await load(http, made["thumbnails"]["small"]["url"])).content)
        assert max(small.size) <= 80
    note = await upload(world.editor, world.base, "a.txt", b"x")
    assert note["thumbnails"] is None
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM dataos.loose_blobs").fetchone() == (0,)


async def test_hostile_files_are_given_up_with_a_reason(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    http = world.stranger.http
    for name, content in (
        ("bomb.png", bomb(60_000, 60_000)),
        ("wide.png", bomb(2_000_000_000, 1)),
        ("cut.png", picture()[:40]),
        ("cut.jpg", picture("JPEG")[:200]),
        ("broken.pdf", b"%PDF-1.7\nnonsense"),
        ("endless.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>"),
        ("half.tiff", picture("TIFF")[:30]),
    ):
        made = await upload(world.editor, world.base, name, content)
        url = made["thumbnails"]["small"]["url"]
        answer = await load(http, url)
        assert (answer.status_code, answer.json()["code"]) == (404, "thumbnail_not_found"), name
        reason = answer.json()["detail"]
        assert "has no thumbnail" in reason
        with monkeypatch.context() as patched:
            patched.setattr(service, "_run", None)  # nobody tries again
            assert (await load(http, url)).json()["detail"] == reason


async def test_limits_end_the_process_that_draws(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_MEGABYTES", 60)
    made = await upload(world.editor, world.base, "a.png", picture("PNG", (4000, 4000)))
    answer = await load(world.stranger.http, made["thumbnails"]["large"]["url"])
    assert (answer.status_code, "memory" in answer.json()["detail"] or "Error" in answer.json()["detail"]) == (
        404,
        True,
    )
    monkeypatch.setattr(service, "_MEGABYTES", 1024)
    monkeypatch.setattr(service, "_WALL_SECONDS", 0.01)
    slow = await upload(world.editor, world.base, "b.png", picture())
    answer = await load(world.stranger.http, slow["thumbnails"]["large"]["url"])
    assert (answer.status_code, answer.json()["code"]) == (503, "thumbnail_not_made")
    assert "longer than 0.01 seconds" in answer.json()["detail"]
    monkeypatch.undo()
    assert (await load(world.stranger.http, slow["thumbnails"]["large"]["url"])).status_code == 200


async def test_only_the_file_itself_is_a_reason_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "child.py"
    for what, status in (
        ("os.kill(os.getpid(), signal.SIGKILL)", 503),
        ("os.kill(os.getpid(), signal.SIGTERM)", 503),
        ("os.kill(os.getpid(), signal.SIGSEGV)", 503),
        ("raise MemoryError", 503),
        ("print('half a line'); sys.exit(1)", 503),
        (f"sys.exit({child.REFUSED})", 503),
        (f"print('it is torn'); sys.exit({child.REFUSED})", 404),
        ("resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass", 404),
    ):
        made = await upload(world.editor, world.base, "a.png", picture())
        url = made["thumbnails"]["large"]["url"]
        script.write_text(f"import os, resource, signal, sys\n{what}\n")
        with monkeypatch.context() as patched:
            patched.setattr(service, "_CHILD", script)
            answer = await load(world.stranger.http, url)
            assert answer.status_code == status, (what, answer.text)
        assert (await load(world.stranger.http, url)).status_code == (404 if status == 404 else 200), what


def test_the_machine_is_no_reason() -> None:
    for error, passing in (
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (ImportError("libtiff.so"), True),
        (OSError(errno.EINVAL, "Invalid argument"), False),
        (OSError("image file is truncated"), False),
        (ValueError("bad"), False),
    ):
        assert child.of_the_machine(error) is passing, error


async def test_many_who_ask_at_once_have_it_drawn_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    drawing = service._run

    async def counted(*given: Any) -> Any:
        calls.append(given)
        return await drawing(*given)

    monkeypatch.setattr(service, "_run", counted)
    made = await upload(world.editor, world.base, "a.png", picture())
    sizes = [made["thumbnails"][size]["url"] for size in ("small", "large")] * 4
    answers = await asyncio.gather(*(load(world.stranger.http, url) for url in sizes))
    assert {answer.status_code for answer in answers} == {200}
    assert len(calls) == 1
