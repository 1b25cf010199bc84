"""Files in cells: written by id, read with addresses, kept by history, undo, trash and conversion."""

from typing import Any

import pytest

from tests.support.app import Person, World
from tests.support.files import HTML, load, pdf, picture, upload
from tests.support.problems import assert_problem, paths


@pytest.fixture
async def files(world: World) -> str:
    """The id of a field of files in the world's table."""
    made = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Files", "type": "attachment"})
    return str(made["id"])


async def _record(person: Person, world: World, files: Any, status: int = 201) -> Any:
    body = {"records": [{"fields": {"Name": "A", "Files": files}}]}
    made = await person.post(f"/tables/{world.table_id}/records", body, status)
    return made["items"][0] if status == 201 else made


async def _write(person: Person, record: str, files: Any, status: int = 200, **more: Any) -> Any:
    return await person.patch(f"/records/{record}", {"fields": {"Files": files}, **more}, status)


def _shown(record: Any) -> list[tuple[str, int]]:
    return [(item["name"], item["version"]) for item in record["fields"]["Files"] or []]


async def test_a_cell_takes_ids_and_shows_addresses(world: World, files: str) -> None:
    cat = await upload(world.editor, world.base, "cat ☃ 100%.png", picture())
    text = await upload(world.editor, world.base, "note.txt", b"hello")
    record = await _record(world.editor, world, [cat["id"], {"id": text["id"], "name": "../renamed.txt"}])

    first, second = record["fields"]["Files"]
    assert set(first) == {"id", "version", "name", "type", "size", "url", "thumbnails"}
    assert (first["id"], first["name"], first["type"]) == (cat["id"], "cat ☃ 100%.png", "image/png")
    assert (second["name"], second["size"], second["thumbnails"]) == ("renamed.txt", 5, None)
    for address, content in ((first["url"], picture()), (second["url"], b"hello")):
        assert (await load(world.stranger.http, address)).content == content
    # One form, wherever it is made: by PostgreSQL for cells, by Python for uploads.
    assert {**first, "url": first["url"]} == {key: cat[key] for key in first}
    page = (await world.viewer.get(f"/tables/{world.table_id}/records"))["items"]
    assert [item["fields"]["Files"] for item in page] == [record["fields"]["Files"]]
    again = await _write(world.editor, record["id"], record["fields"]["Files"])
    assert again["version"] == record["version"]
    assert (await _write(world.editor, record["id"], []))["fields"]["Files"] is None


async def test_ids_alone_keep_what_the_cell_says_of_a_file(world: World, files: str) -> None:
    note = await upload(world.editor, world.base, "note.txt", b"one")
    record = await _record(world.editor, world, [{"id": note["id"], "name": "mine.txt"}])
    path = f"/attachments/{note['id']}/versions"
    await world.editor.http.post(path, files={"file": ("note two.txt", b"two")})
    other = await upload(world.editor, world.base, "b.txt", b"b")

    kept = await _write(world.editor, record["id"], [note["id"], other["id"]])
    assert _shown(kept) == [("mine.txt", 1), ("b.txt", 1)]
    replaced = await _write(world.editor, record["id"], [{"id": note["id"], "version": 2}])
    assert _shown(replaced) == [("note two.txt", 2)]
    assert (await load(world.stranger.http, replaced["fields"]["Files"][0]["url"])).content == b"two"
    elsewhere = await _record(world.owner, world, [note["id"]])
    assert _shown(elsewhere) == [("note two.txt", 2)]

    taken = await world.editor.post("/undo", {}, 200)
    assert taken["done"]
    back = await world.editor.get(f"/records/{record['id']}")
    assert _shown(back) == [("mine.txt", 1), ("b.txt", 1)]
    history = (await world.viewer.get(f"/records/{record['id']}/history"))["items"]
    change = history[0]["changes"][0]
    assert [item["version"] for item in change["before"]] == [2]
    assert (await load(world.stranger.http, change["before"][0]["url"])).content == b"two"


async def test_only_what_one_may_have_is_attached(world: World, files: str) -> None:
    mine = await upload(world.editor, world.base, "mine.txt", b"x")
    other_base = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    elsewhere = await upload(world.owner, other_base["id"], "far.txt", b"x")
    nowhere = f"{mine['id'][:-4]}0000"
    for refused in (
        elsewhere["id"],
        nowhere,
        {"id": mine["id"], "version": 2},
        {"id": mine["id"], "version": 2**31 - 1},
    ):
        answer = await _record(world.owner, world, [refused], 422)
        assert answer["code"] == "unknown_attachment", answer
        assert [fault["path"] for fault in answer["errors"]] == ["records[0].fields.Files[0]"]
    # Somebody else's upload that is in no cell yet.
    assert (await _record(world.owner, world, [mine["id"]], 422))["code"] == "unknown_attachment"
    record = await _record(world.editor, world, [mine["id"]])
    assert _shown(await _record(world.owner, world, [mine["id"]])) == [("mine.txt", 1)]
    answer = await world.editor.http.patch(
        f"/records/{record['id']}", json={"fields": {"Files": [mine["id"], nowhere]}}
    )
    assert answer.status_code == 422
    assert paths(answer) == ["fields.Files[1]"]


async def test_hostile_cells_are_refused_with_a_place(world: World, files: str) -> None:
    made = await upload(world.editor, world.base, "a.txt", b"x")
    key = made["id"]
    for wrong in (
        "att_", key, 5, {}, {"id": key}, [5], [None], [[]], [{}], [{"id": 5}], ["att_x"], ["rec_0000000c000000000007"],
        [{"id": key, "version": 0}], [{"id": key, "version": "1"}], [{"id": key, "version": True}],
        [{"id": key, "version": 2**31}], [{"id": key, "name": 5}], [{"id": key, "blob_key": "x"}],
        [{"id": key, "name": "a"}, {"id": key, "name": "b"}], [key] * 10_000,
    ):  # fmt: skip
        answer = await world.editor.http.post(
            f"/tables/{world.table_id}/records", json={"records": [{"fields": {"Files": wrong}}]}
        )
        assert answer.status_code == 422, (str(wrong)[:100], answer.text)
        assert_problem(answer)
        assert all(path.startswith("records[0].fields.Files") for path in paths(answer))
    lying = await _record(world.editor, world, [{"id": key, "type": "image/png", "size": 0, "name": "a\nb.png"}])
    [stored] = lying["fields"]["Files"]
    assert (stored["type"], stored["size"], stored["name"]) == ("text/plain", 1, "ab.png")
    # A file in a cell twice is there once.
    assert len((await _record(world.editor, world, [key] * 500))["fields"]["Files"]) == 1


async def test_limits_of_a_field_are_for_what_comes_in(world: World) -> None:
    config = {"maxFiles": 2, "maxSize": 5000, "accept": ["image/*", ".CSV"]}
    made = await world.owner.post(
        f"/tables/{world.table_id}/fields", {"name": "Files", "type": "attachment", "config": config}
    )
    assert made["config"] == {"maxFiles": 2, "maxSize": 5000, "accept": ["image/*", ".csv"]}
    good = [await upload(world.editor, world.base, f"{n}.png", picture()) for n in range(3)]
    table = await upload(world.editor, world.base, "t.csv", b"a,b\n")
    record = await _record(world.editor, world, [good[0]["id"], table["id"]])
    for name, content, code in (
        ("page.png", HTML, "file_not_accepted"),
        ("page.csv", HTML, "file_not_accepted"),
        ("photo.html", picture(), "file_not_accepted"),
        ("a.pdf", pdf(), "file_not_accepted"),
        ("large.csv", b"a,b\n" * 2000, "file_too_large"),
    ):
        sent = await upload(world.editor, world.base, name, content)
        answer = await _record(world.editor, world, [sent["id"]], 413 if code == "file_too_large" else 422)
        assert answer["code"] == code, (name, answer)
    answer = await _record(world.editor, world, [item["id"] for item in good], 422)
    assert answer["code"] == "too_many_files"
    await world.owner.patch(f"/fields/{made['id']}", {"config": {"maxFiles": 1, "accept": [".pdf"]}})
    assert len((await _write(world.editor, record["id"], [table["id"], good[0]["id"]]))["fields"]["Files"]) == 2
    for config in ({"maxFiles": 0}, {"accept": []}, {"accept": ["png"]}, {"accept": ["*/*"]}, {"default": []}):
        answer = await world.owner.post(
            f"/tables/{world.table_id}/fields", {"name": "No", "type": "attachment", "config": config}, 422
        )
        assert answer["errors"][0]["path"].startswith("config"), config


async def test_text_is_pasted_by_ids_only(world: World, files: str) -> None:
    first = await upload(world.editor, world.base, "a.txt", b"x")
    second = await upload(world.editor, world.base, "b.txt", b"x")
    record = await _record(world.editor, world, None)
    pasted = await _write(world.editor, record["id"], f"{first['id']}, {second['id']}", typecast=True)
    assert _shown(pasted) == [("a.txt", 1), ("b.txt", 1)]
    for text in ("a.txt", f"{first['id']}, cat.png"):
        answer = await _write(world.editor, record["id"], text, 422, typecast=True)
        assert "att_" in answer["errors"][0]["message"]
    assert (await _write(world.editor, record["id"], "", typecast=True))["fields"]["Files"] is None


async def test_required_trash_and_conversion(world: World, files: str) -> None:
    note = await upload(world.editor, world.base, "note.txt", b"x")
    more = await upload(world.editor, world.base, "more.txt", b"x")
    record = await _record(world.editor, world, [note["id"], more["id"]])
    await world.owner.patch(f"/fields/{files}", {"required": True})
    assert (await _write(world.editor, record["id"], [], 422))["errors"][0]["code"] == "required"
    await world.editor.delete(f"/records/{record['id']}")
    back = await world.editor.post(f"/records/{record['id']}/restore", None, 200)
    assert _shown(back) == [("note.txt", 1), ("more.txt", 1)]
    await world.owner.patch(f"/fields/{files}", {"required": False})
    await world.owner.post(f"/fields/{files}/convert", {"type": "text", "config": {}}, 200)
    assert (await world.owner.get(f"/records/{record['id']}"))["fields"]["Files"] == "note.txt, more.txt"
    rehearsed = await world.owner.post(f"/fields/{files}/convert", {"type": "attachment", "dryRun": True}, 200)
    assert rehearsed["counts"]["cleared"] == 1, rehearsed
    await world.owner.post(f"/fields/{files}/convert", {"type": "attachment", "config": {}}, 200)
    assert (await world.owner.get(f"/records/{record['id']}"))["fields"]["Files"] is None


async def test_files_are_filtered_found_and_summed_up(world: World, files: str) -> None:
    cat = await upload(world.editor, world.base, "Cat.png", picture())
    report = await upload(world.editor, world.base, "report.pdf", pdf())
    table = f"/tables/{world.table_id}"
    rows = [("both", [cat["id"], report["id"]]), ("cat", [cat["id"]]), ("none", None)]
    await world.editor.post(f"{table}/records", {"records": [{"fields": {"Name": n, "Files": f}} for n, f in rows]})

    async def names(**query: Any) -> list[str]:
        found = await world.viewer.post(f"{table}/query", query, 200)
        return [item["fields"]["Name"] for item in found["items"]]

    def asked(operator: str, *value: Any) -> dict[str, Any]:
        condition = {"field": "Files", "operator": operator, **({"value": value[0]} if value else {})}
        return {"filter": {"conjunction": "and", "filters": [condition]}}

    assert await names(**asked("hasType", "image")) == ["both", "cat"]
    assert await names(**asked("hasType", "document")) == ["both"]
    assert await names(**asked("contains", "cat")) == ["both", "cat"]
    assert await names(**asked("notContains", "report")) == ["cat", "none"]
    assert await names(**asked("countGreaterThan", 1)) == ["both"]
    assert await names(**asked("isEmpty")) == ["none"]
    assert await names(search="REPORT") == ["both"]
    sums = [{"fn": fn, "field": "Files"} for fn in ("totalSize", "fileCount", "filled", "empty")]
    [group] = (await world.viewer.post(f"{table}/query", {"aggregates": sums}, 200))["groups"]
    assert group["aggregates"] == [2 * cat["size"] + report["size"], 3, 2, 1]
    for refused in ({"sorts": [{"field": "Files"}]}, {"groups": [{"field": "Files"}]}):
        assert (await world.viewer.http.post(f"{table}/query", json=refused)).status_code == 422


async def test_lookups_show_files_of_linked_records(world: World, files: str) -> None:
    cat = await upload(world.editor, world.base, "cat.png", picture())
    record = await _record(world.editor, world, [cat["id"]])
    link = {"name": "Deal", "type": "link", "config": {"tableId": world.table_id}}
    tasks = await world.owner.post(
        f"/bases/{world.base}/tables", {"name": "Tasks", "fields": [{"name": "Name", "type": "text"}, link]}
    )
    looked = {"name": "Its files", "type": "lookup", "config": {"linkField": "Deal", "field": "Files"}}
    await world.owner.post(f"/tables/{tasks['id']}/fields", looked)
    body = {"records": [{"fields": {"Name": "T", "Deal": [record["id"]]}}]}
    [task] = (await world.editor.post(f"/tables/{tasks['id']}/records", body))["items"]
    [shown] = task["fields"]["Its files"]
    assert (shown["id"], shown["name"]) == (cat["id"], "cat.png")
    assert (await load(world.stranger.http, shown["url"])).content == picture()
    for formula in ("UPPER({Files})", "{Files} & ''"):
        refused = {"name": "Text", "type": "formula", "config": {"expression": formula}}
        answer = await world.owner.post(f"/tables/{world.table_id}/fields", refused, 422)
        assert answer["errors"][0]["code"] == "unreadable_field"
