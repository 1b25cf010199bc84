"""The bytes of files at their signed addresses: ranges, tags, and addresses that somebody made up."""

from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pytest
from psycopg.types.json import Jsonb

from api.attachments.serving.ranges import Unsatisfiable, asked_range
from api.kit import clock
from api.kit.file_links import FileLinks
from core.files import EXTENSIONS, THUMBNAILED
from core.values import JsonValue
from tests.support.app import BASE_URL, World
from tests.support.files import SVG, load, pdf, picture, upload

LINKS = FileLinks.of("0123456789abcdef0123456789abcdef", 60)
NAMES = ("a.txt", "ü ☃ 100%.png", "a?b#c&d=e+f", "~._-", "x" * 255, "'\";\\", "日本語.pdf", "😀")


async def test_ranges_tags_and_heads(world: World) -> None:
    content = bytes(range(256)) * 20
    made = await upload(world.editor, world.base, "a.bin", content)
    http, url = world.stranger.http, made["url"]

    part = await load(http, url, Range="bytes=10-19")
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(content)}"
    tail = await load(http, url, Range="bytes=-5")
    assert tail.content == content[-5:]
    beyond = await load(http, url, Range="bytes=9999-")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(content)}")
    for several in ("bytes=0-1,5-6", "items=1-2", "bytes=x", "bytes=5-2"):
        assert (await load(http, url, Range=several)).status_code == 200
    whole = await load(http, url)
    tag = whole.headers["etag"]
    assert whole.headers["cache-control"].startswith("private, max-age=")
    assert (await load(http, url, **{"If-None-Match": f'"x", {tag}'})).status_code == 304
    assert (await load(http, url, Range="bytes=0-1", **{"If-Range": tag})).status_code == 206
    assert (await load(http, url, Range="bytes=0-1", **{"If-Range": '"old"'})).status_code == 200
    head = await http.head(BASE_URL + url)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(content)), b"")


async def test_addresses_are_ours_and_expire(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = await upload(world.editor, world.base, "one.png", picture())
    two = await upload(world.editor, world.base, "two.png", picture("JPEG"))
    http = world.owner.http
    place, asked = urlsplit(one["url"]).path, parse_qs(urlsplit(one["url"]).query)
    expires, signature = asked["expires"][0], asked["signature"][0]

    for forged in (
        place,
        f"{place}?expires={expires}",
        f"{place}?signature={signature}",
        f"{place}?expires={int(expires) + 1}&signature={signature}",
        f"{place}?expires={expires}&signature={signature[:-2]}xx",
        f"{place}?expires={expires}&signature=%ff%00{quote('☃')}",
        f"{place}?expires=-1&signature={signature}",
        f"{place}?expires={'9' * 30}&signature={signature}",
        f"{place.replace('one.png', 'one.exe')}?expires={expires}&signature={signature}",
        f"{urlsplit(two['url']).path}?expires={expires}&signature={signature}",
        f"{place.rsplit('/', 1)[0]}/thumbnails/large?expires={expires}&signature={signature}",
        f"/api/v1/files/x/y/z?expires={expires}&signature={signature}",
        f"/api/v1/files/att_x/1/%ED%A0%80?expires={expires}&signature={signature}",
    ):
        answer = await load(http, forged)
        assert (answer.status_code, answer.json()["code"]) == (403, "bad_signature"), forged
    for unknown in (
        LINKS.address("att_x", 1, "a"),
        LINKS.address(one["id"], 2, "a"),
        LINKS.address(one["id"], 10**12, "a"),
    ):
        assert (await load(http, unknown)).status_code == 404
    later = clock.unix_ms() + 3 * 3600 * 1000
    monkeypatch.setattr(clock, "unix_ms", lambda: later)
    expired = await load(http, one["url"])
    assert (expired.status_code, expired.json()["code"]) == (403, "address_expired")


async def test_what_a_browser_must_not_run_is_only_saved(world: World) -> None:
    drawing = await upload(world.editor, world.base, "a.svg", SVG)
    answer = await load(world.stranger.http, drawing["url"])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].endswith("sandbox")
    document = await load(world.stranger.http, (await upload(world.editor, world.base, "a.pdf", pdf()))["url"])
    assert document.headers["content-disposition"].startswith("inline")
    assert "default-src 'none'" in document.headers["content-security-policy"]


def test_a_range_is_read_or_not_there() -> None:
    assert asked_range("bytes=0-0", 1) == (0, 1)
    assert asked_range(None, 0) is None
    for header, size in (("bytes=0-", 0), ("bytes=-0", 5), ("bytes=-5", 0), ("bytes=5-9", 5)):
        with pytest.raises(Unsatisfiable):
            asked_range(header, size)


def test_postgres_signs_as_we_do(database_url: str) -> None:
    """Both make one form of a cell, for every name and type, and no key is in the text of a statement."""
    types = sorted({*THUMBNAILED, *EXTENSIONS.values()})
    cell: list[JsonValue] = [
        {"id": f"att_{n}", "version": n, "name": name, "type": kind, "size": n * 10**9}
        for n, (name, kind) in enumerate((name, kind) for name in NAMES for kind in types)
    ]
    slots = dict(LINKS.slots())
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT dataos.file_cell(%s::jsonb, %s::bigint, %s::bytea, %s::bytea)",
            [Jsonb(cell), *(slots[name] for name in ("file_expires", "file_inner", "file_outer"))],
        ).fetchone()
        assert row is not None
        assert row[0] == LINKS.cell(cell)
        for nothing in (None, [], {}, 5, ["x", None]):
            row = connection.execute("SELECT dataos.file_cell(%s::jsonb, 1, '', '')", [Jsonb(nothing)]).fetchone()
            assert row == (None,)
        row = connection.execute("SELECT dataos.file_cell(%s::jsonb, NULL, NULL, NULL)", [Jsonb(cell[:1])]).fetchone()
        assert row is not None
        assert row[0][0]["url"] is None
