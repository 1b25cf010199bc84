"""The trash and what conversions keep, together: links that were converted are deleted, restored, purged and undone.

Whatever comes after whatever, no request fails inside, both ends of every link agree, and tables can be read.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from api.fields.convert import purge as former
from api.tables.schema import Schemas
from api.trash.purge import purge
from tests.api.recompute.shop import Shop

Json = dict[str, Any]

ONE_SIDED = """
SELECT f.name FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id AND t.deleted_at IS NULL
 WHERE f.type = 'link' AND f.deleted_at IS NULL AND NOT EXISTS (
    SELECT FROM dataos.fields o JOIN dataos.tables ot ON ot.id = o.table_id
      JOIN dataos.links l ON l.number::text = f.config ->> 'link' AND f.id IN (l.field_a, l.field_b)
       AND o.id IN (l.field_a, l.field_b)
      JOIN pg_class p ON p.relname = 'l_' || l.number
     WHERE o.id = f.config ->> 'symmetricFieldId' AND o.config ->> 'symmetricFieldId' = f.id AND o.type = 'link'
       AND o.config ->> 'link' = f.config ->> 'link' AND ot.id = f.config ->> 'tableId'
       AND (o.deleted_at IS NULL OR ot.deleted_at IS NOT NULL))
"""
STARTS: dict[str, list[Json]] = {
    "link to text": [{"type": "text"}],
    "text to link": [{"type": "link"}],
    "narrowed": [{"type": "link", "config": {"cardinality": "manyToOne"}}],
    "link to text to link": [{"type": "text"}, {"type": "link"}],
}
STEPS = ("delete", "restore", "purge trash", "purge forms", "undo")
LATE = timedelta(days=40)


@dataclass
class Converted:
    """A field of lines, now or once a link to orders. ``far`` is or was its other end, ``was`` what undo takes back."""

    shop: Shop
    field: str
    far: str
    was: str

    async def do(self, step: str) -> None:
        match step:
            case "delete":
                assert (await self.shop.owner.http.delete(f"/fields/{self.field}")).status_code in (204, 404)
            case "restore":
                for key in (self.far, self.field):
                    await self.ask(f"/fields/{key}/restore", 200, 404, 409)
            case "purge trash":
                await purge(self.shop.database, datetime.now(UTC) + LATE)
            case "purge forms":
                await former.purge(self.shop.database, Schemas(), datetime.now(UTC) + LATE)
            case _:
                await self.ask("/undo", 200, body={"changeSet": self.was})

    async def ask(self, path: str, *allowed: int, body: Json | None = None) -> Json:
        answer = await self.shop.owner.http.post(path, json=body, headers={"X-Client-Tab": "tab"})
        assert answer.status_code in allowed, f"{path}: {answer.text}"
        return dict(answer.json())

    async def sound(self, said: object) -> None:
        assert await self.shop.rows(ONE_SIDED) == [], said
        for table in (self.shop.orders, self.shop.lines):
            for path in (f"/tables/{table}", f"/tables/{table}/records"):
                answer = await self.shop.owner.http.get(path)
                assert answer.status_code == 200, (said, answer.text)

    async def trash(self) -> list[str]:
        return [item["id"] for item in (await self.shop.owner.get(f"/bases/{self.shop.world.base}/trash"))["items"]]


async def converted(shop: Shop, start: str) -> Converted:
    config: Json = {"tableId": shop.orders, "symmetricName": "Far end"}
    linked = start != "text to link"
    name = f"Field {len((await shop.owner.get(f'/tables/{shop.lines}'))['fields'])}"
    body: Json = {"name": name, "type": "link" if linked else "text"}
    names = {item["name"] for item in (await shop.owner.get(f"/tables/{shop.orders}"))["fields"]}
    config["symmetricName"] = next(f"Far {at}" for at in range(1000) if f"Far {at}" not in names)
    made = await shop.owner.post(f"/tables/{shop.lines}/fields", {**body, **({"config": config} if linked else {})})
    [order] = await shop.make(shop.orders, {"Name": "o"})
    await shop.make(shop.lines, {name: [order] if linked else "o"})
    far, was = (made["config"].get("symmetricFieldId") or ""), ""
    for wish in STARTS[start]:
        given = {"config": {"tableId": shop.orders}} if wish == {"type": "link"} else {}
        answer = await shop.owner.http.post(
            f"/fields/{made['id']}/convert", json={**wish, **given}, headers={"X-Client-Tab": "tab"}
        )
        assert answer.status_code == 200, answer.text
        far = far or answer.json()["field"]["config"]["symmetricFieldId"]
        was = answer.json()["changeSet"]
    return Converted(shop, made["id"], far, was)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("first", STEPS)
async def test_whatever_comes_after_whatever(shop: Shop, start: str, first: str) -> None:
    further = 2 if first in ("delete", "undo") else 1
    for rest in permutations([step for step in STEPS if step != first], further):
        case = await converted(shop, start)
        for step in (first, *rest):
            await case.do(step)
            await case.sound((start, first, rest, step))
        # What is offered can be had.
        for key in await case.trash():
            await case.ask(f"/fields/{key}/restore", 200)
        await case.sound((start, first, rest, "all restored"))
        for path in ("/undo", "/redo"):
            await case.ask(path, 200, body={"changeSet": case.was} if path == "/undo" else None)
            await case.sound((start, first, rest, path))


async def test_a_link_that_was_narrowed_comes_back_with_its_pairs(shop: Shop) -> None:
    case = await converted(shop, "narrowed")
    await case.do("delete")
    back = await case.ask(f"/fields/{case.field}/restore", 200)
    assert (back["type"], back["config"]["symmetricFieldId"]) == ("link", case.far)
    [line] = (await shop.owner.get(f"/tables/{shop.lines}/records"))["items"]
    assert [each["title"] for each in line["fields"][back["name"]]] == ["o"]


async def test_a_text_that_was_a_link_comes_back_as_a_text(shop: Shop) -> None:
    case = await converted(shop, "link to text")
    await case.do("delete")
    back = await case.ask(f"/fields/{case.field}/restore", 200)
    assert back["type"] == "text"
    assert await shop.rows("SELECT 1 FROM dataos.fields WHERE id = %s AND deleted_at IS NULL", case.far) == []


async def test_the_end_that_a_conversion_took_away_comes_back_with_undo_only(shop: Shop) -> None:
    case = await converted(shop, "link to text")
    [(by, gone_with)] = await shop.rows("SELECT deleted_by, deleted_with FROM dataos.fields WHERE id = %s", case.far)
    assert (by is not None, gone_with, await case.trash()) == (True, case.field, [])
    refused = await case.ask(f"/fields/{case.far}/restore", 409)
    assert (refused["code"], "Undo the conversion" in refused["detail"]) == ("other_end_converted", True)
    assert (await case.ask("/undo", 200, body={"changeSet": case.was}))["done"]
    row = "SELECT deleted_at, deleted_by, deleted_with FROM dataos.fields WHERE id = %s"
    assert await shop.rows(row, case.far) == [(None, None, None)]


async def test_upkeep_leaves_a_link_in_the_trash_whole(shop: Shop) -> None:
    case = await converted(shop, "narrowed")
    await case.do("delete")
    await case.do("purge forms")
    back = await case.ask(f"/fields/{case.field}/restore", 200)
    assert (await case.ask("/undo", 200, body={"changeSet": case.was}))["done"], back
    await case.sound("undone")


async def test_the_trash_keeps_what_undo_needs(shop: Shop) -> None:
    case = await converted(shop, "link to text")
    await case.do("purge trash")
    assert (await case.ask("/undo", 200, body={"changeSet": case.was}))["done"]
    await case.sound("undone")


@pytest.mark.parametrize("purged", [True, False])
async def test_undo_says_why_not_where_the_linked_table_is_gone(shop: Shop, purged: bool) -> None:
    case = await converted(shop, "link to text")
    await shop.owner.delete(f"/tables/{shop.orders}")
    if purged:
        await case.do("purge trash")
    refused = await case.ask("/undo", 200, body={"changeSet": case.was})
    reason = "which is over" if purged else "restore that first"
    assert (refused["done"], reason in refused["conflicts"][0]["reason"]) == (False, True)
    assert (await shop.owner.http.get(f"/tables/{shop.lines}/records")).status_code == 200
    if not purged:
        await case.ask(f"/tables/{shop.orders}/restore", 200)
        assert (await case.ask("/undo", 200, body={"changeSet": case.was}))["done"]
        await case.sound("undone")


@pytest.mark.parametrize("type", ["attachment", "multiSelect", "link", "text"])
@pytest.mark.parametrize("broken", [False, True])
async def test_required_fields_of_every_kind_come_back(shop: Shop, type: str, broken: bool) -> None:
    config: Json = {"link": {"tableId": shop.orders}, "multiSelect": {"options": [{"name": "x"}]}}.get(type, {})
    body = {"name": "Must", "type": type, "required": True, "config": config}
    made = await shop.owner.post(f"/tables/{shop.lines}/fields", body)
    await shop.owner.delete(f"/fields/{made['id']}")
    if broken:
        await shop.make(shop.lines, {"Name": "without"})
    back = await shop.owner.post(f"/fields/{made['id']}/restore", None, 200)
    assert back["required"] is not broken
    if type == "link":
        await shop.owner.delete(f"/tables/{shop.orders}")
        await purge(shop.database, datetime.now(UTC) + LATE)
        await shop.owner.delete(f"/fields/{made['id']}")
        assert (await shop.owner.post(f"/fields/{made['id']}/restore", None, 200))["required"] is not broken
