"""Names of files with characters that addresses, headers and forms write otherwise."""

from typing import Any
from urllib.parse import unquote, urlsplit

from tests.api.fields.test_convert import cells, convert, field_id, table_with
from tests.support.app import World
from tests.support.files import begin, load, send, upload

NAMES = [
    "100%.txt",
    "50%25 off.txt",
    "a%22b.txt",
    'a"b.txt',
    "%2e%2e%2fpasswd.txt",
    "%E2%98%83.txt",
    "#1 (copy).txt",
    "what?.txt",
    "a  b.txt",
    "Σύμβαση – «τελικό».txt",
    "it's; filename=other.txt",
    "a=b&c+d,e.txt",
    "{{name}} $t(common.save).txt",
    "日本語.txt",
    "x" * 251 + ".txt",
]


def _saved_as(disposition: str) -> str:
    """The name under which a browser saves the file."""
    _, _, written = disposition.partition("filename*=UTF-8''")
    assert written.isascii(), disposition
    plain = disposition.partition("filename=")[2].partition("; filename*")[0]
    assert plain.startswith('"'), disposition
    assert plain.endswith('"'), disposition
    assert not set(plain[1:-1]) & set('"%\\'), disposition
    return unquote(written)


async def _opens(world: World, file: dict[str, Any], name: str) -> None:
    assert file["name"] == name
    address = urlsplit(file["url"])
    assert address.path.count("/") == 6, address
    assert unquote(address.path.rsplit("/", 1)[-1]) == name
    answer = await load(world.stranger.http, file["url"])
    assert (answer.status_code, answer.content) == (200, b"hello"), answer.text
    assert _saved_as(answer.headers["content-disposition"]) == name


async def test_a_name_stays_what_it_is(world: World) -> None:
    for name in NAMES:
        await _stays(world, name)


async def _stays(world: World, name: str) -> None:
    path = f"/bases/{world.base}/attachments"
    sent = await world.owner.http.post(path, data={"name": name}, files={"file": ("upload", b"hello")})
    assert sent.status_code == 201, sent.text
    whole = sent.json()
    await _opens(world, whole, name)

    begun = await begin(world.owner, world.base, 5, filename=name)
    await send(world.owner, begun.json()["id"], 0, b"hello")
    in_parts = (await world.owner.get(f"/uploads/{begun.json()['id']}"))["attachment"]
    await _opens(world, in_parts, name)

    fields = [{"name": "Name", "type": "text"}, {"name": "Files", "type": "attachment"}]
    cell = {"Files": [whole["id"], {"id": in_parts["id"]}]}
    table = await table_with(world.owner, world.base, fields, cell, name=f"Files {NAMES.index(name)}")
    [shown] = await cells(world.owner, table, "Files")
    for file in shown:
        await _opens(world, file, name)
    # Written back as it was read, it is the same cell.
    records = (await world.owner.get(f"/tables/{table['id']}/records"))["items"]
    again = await world.owner.patch(f"/records/{records[0]['id']}", {"fields": {"Files": shown}})
    assert [file["name"] for file in again["fields"]["Files"]] == [name, name]
    await convert(world.owner, field_id(table, "Files"), "text", config={})
    assert await cells(world.owner, table, "Files") == [f"{name}, {name}"]


async def test_a_name_in_a_cell_may_be_another(world: World) -> None:
    made = await upload(world.owner, world.base, "plain.txt", b"hello")
    fields = [{"name": "Name", "type": "text"}, {"name": "Files", "type": "attachment"}]
    for name in NAMES:
        body = {"Files": [{"id": made["id"], "name": name}]}
        table = await table_with(world.owner, world.base, fields, body, name=f"Of {NAMES.index(name)}")
        [[file]] = await cells(world.owner, table, "Files")
        await _opens(world, file, name)


async def test_without_a_name_of_its_own_the_part_names_the_file(world: World) -> None:
    assert (await upload(world.editor, world.base, 'a"b.txt', b"hello"))["name"] == 'a"b.txt'
    path = f"/bases/{world.base}/attachments"
    empty = await world.editor.http.post(path, data={"name": ""}, files={"file": ("a.txt", b"hello")})
    assert empty.json()["name"] == "a.txt"
