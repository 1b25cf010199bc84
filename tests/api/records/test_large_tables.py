"""A table large enough for view snapshots, over HTTP, through two API processes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
import psycopg
import pytest
from fastapi import FastAPI

from tests.api.access.office import hide_field
from tests.api.links.pairs import pair
from tests.api.links.test_fields import companies, link
from tests.support.app import Person, World, client_of, make_world, running, settings_for
from tests.support.statements import counted

_ROWS = 12_000
_SORT = quote('[{"field":"Amount","direction":"desc"}]')
_OPEN = quote('{"field":"Status","operator":"equals","value":"Open"}')


@dataclass(frozen=True)
class Large:
    """``other`` is the editor again, signed in to another process."""

    world: World
    app: FastAPI
    editor: Person
    other: Person

    @property
    def path(self) -> str:
        return f"/tables/{self.world.table_id}/records"

    async def both(self, query: str) -> Any:
        """What both processes answer, once it is no estimate."""
        mine, theirs = [await _exact(person, f"{self.path}?{query}") for person in (self.editor, self.other)]
        assert mine == theirs
        return mine


async def _exact(person: Person, path: str) -> Any:
    for _ in range(100):
        answer = await person.get(path)
        if "estimated" not in answer:
            return answer
    raise AssertionError(f"{path} stays an estimate")


def _ids(page: Any) -> list[str]:
    return [item["id"] for item in page["items"]]


@pytest.fixture
async def large(database_url: str) -> AsyncIterator[Large]:
    settings = settings_for(database_url)
    async with running(settings) as app, running(settings) as second:
        world = await make_world(app)
        _fill(database_url, world)
        editor = world.editor
        async with client_of(second, token=editor.token) as http:
            yield Large(world, app, editor, Person(editor.id, editor.name, editor.email, editor.token, http))


def _fill(url: str, world: World) -> None:
    """Amounts 0 to 11,999 once each; every third record is open."""
    options = {item["name"]: item["id"] for item in world.table["fields"][1]["config"]["options"]}
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(
            "INSERT INTO ws_1.t_1 (f_1, f_2, f_3) SELECT 'row ' || n, CASE n %% 3 WHEN 0 THEN %s ELSE %s END,"
            " (n * 7919) %% %s FROM generate_series(1, %s) n",
            [options["Open"], options["Done"], _ROWS, _ROWS],
        )
        conn.execute("ANALYZE ws_1.t_1")


async def test_a_page_by_row_number_shows_what_either_process_wrote(large: Large) -> None:
    query = f"sort={_SORT}&offset=5000&limit=3&count=true"
    before = await large.both(query)
    amounts = [item["fields"]["Amount"] for item in before["items"]]
    assert (amounts, before["total"]) == ([6999, 6998, 6997], _ROWS)
    moved = before["items"][1]["id"]
    await large.other.patch(f"/records/{moved}", {"fields": {"Amount": 20_000}})
    after = await large.both(query)
    assert [item["fields"]["Amount"] for item in after["items"]] == [7000, 6999, 6997]
    assert (await large.editor.get(f"/records/{moved}/position?sort={_SORT}")) == {"position": 0, "total": _ROWS}
    await large.other.post("/undo", {}, 200)
    assert _ids(await large.both(query)) == _ids(before)
    await large.other.delete(f"/records/{before['items'][0]['id']}")
    third = await large.both(query)
    assert third["total"] == _ROWS - 1
    assert before["items"][0]["id"] not in _ids(third)


async def test_undo_and_restore_are_seen_too(large: Large) -> None:
    query = f"filter={_OPEN}&sort={_SORT}&offset=100&limit=4&count=true"
    before = await large.both(query)
    assert before["total"] == _ROWS // 3
    first = before["items"][0]["id"]
    await large.editor.delete(f"/records/{first}")
    assert (await large.both(query))["total"] == _ROWS // 3 - 1
    await large.editor.post(f"/records/{first}/restore", {}, 200)
    assert _ids(await large.both(query)) == _ids(before)
    await large.editor.patch(f"/records/{first}", {"fields": {"Status": "Done"}})
    assert first not in _ids(await large.both(query))
    await large.editor.patch(f"/records/{first}", {"fields": {"Status": "Open"}})
    assert _ids(await large.both(query)) == _ids(before)


async def test_a_warm_page_is_one_statement_wherever_it_is(large: Large) -> None:
    await large.both(f"sort={_SORT}&offset=10&limit=2")
    for offset, limit in ((0, 5), (10, 2), (11_000, 1000), (50_000, 10)):
        with counted(large.app) as seen:
            await large.editor.get(f"{large.path}?sort={_SORT}&offset={offset}&limit={limit}&count=true")
        assert len([text for text in seen if "dataos.sessions" not in text]) == 1


async def test_links_of_a_page_by_row_number_have_titles_only_for_those_who_may_read_them(
    large: Large, database_url: str
) -> None:
    world = large.world
    elsewhere = await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Other"})
    target = await companies(world, elsewhere["id"])
    made = await world.owner.post(f"/tables/{world.table_id}/fields", link(target))
    acme = (await world.owner.post(f"/tables/{target['id']}/records", {"records": [{"fields": {"Title": "Acme"}}]}))[
        "items"
    ][0]["id"]
    query = f"sort={_SORT}&offset=5000&limit=3&count=true"
    _, linked, _ = _ids(await large.both(query))
    pair(database_url, made["id"], [(linked, acme)])
    cells = [item["fields"]["Company"] for item in (await large.both(query))["items"]]
    assert cells == [None, [{"id": acme, "title": "Acme"}], None]
    title = next(field["id"] for field in target["fields"] if field["name"] == "Title")
    hide_field(database_url, title, world.editor)
    cells = [item["fields"]["Company"] for item in (await large.both(query))["items"]]
    assert cells == [None, [{"id": acme, "title": None}], None]
    # The list is the owner's too, who may read the other table.
    page = await world.owner.get(f"{large.path}?{query}")
    assert [item["fields"]["Company"] for item in page["items"]] == [None, [{"id": acme, "title": "Acme"}], None]
    await world.editor.delete(f"/records/{linked}")
    assert [item["fields"]["Company"] for item in (await large.both(query))["items"]] == [None, None, None]
    await world.owner.put(f"/bases/{elsewhere['id']}/members", {"email": world.editor.email, "role": "none"})
    assert all("Company" not in item["fields"] for item in (await large.both(query))["items"])


async def test_cursors_go_on_from_a_page_by_row_number(large: Large) -> None:
    page = await large.both(f"sort={_SORT}&offset=11990&limit=6")
    rest = await large.editor.get(f"{large.path}?sort={_SORT}&limit=6&cursor={page['nextCursor']}")
    assert [item["fields"]["Amount"] for item in rest["items"]] == [3, 2, 1, 0]
    assert rest["nextCursor"] is None
    assert (await large.both(f"sort={_SORT}&offset=11994&limit=6"))["nextCursor"] is None


async def test_records_left_out_do_not_count(large: Large) -> None:
    page = await large.both(f"sort={_SORT}&offset=0&limit=4&count=true")
    first, _, third, _ = [item["id"] for item in page["items"]]
    rest = await large.both(f"sort={_SORT}&offset=1&limit=3&count=true&exclude={first},{third}")
    assert [item["fields"]["Amount"] for item in rest["items"]] == [11_996, 11_995, 11_994]
    assert rest["total"] == _ROWS - 2


async def test_where_a_record_stands(large: Large) -> None:
    page = await large.both(f"filter={_OPEN}&sort={_SORT}&offset=700&limit=1")
    record = page["items"][0]["id"]
    asked = f"/records/{record}/position?filter={_OPEN}&sort={_SORT}"
    assert await large.editor.get(asked) == {"position": 700, "total": _ROWS // 3}
    assert await large.other.get(asked) == {"position": 700, "total": _ROWS // 3}
    done = quote('{"field":"Status","operator":"equals","value":"Done"}')
    assert (await large.editor.get(f"/records/{record}/position?filter={done}"))["position"] is None


async def test_where_a_record_stands_is_told_to_who_may_read_it(large: Large) -> None:
    page = await large.both(f"sort={_SORT}&offset=700&limit=1")
    path = f"/records/{page['items'][0]['id']}/position"
    assert (await large.world.stranger.http.get(path)).status_code == 404
    await large.editor.delete(path.removesuffix("/position"))
    assert (await large.editor.http.get(path)).status_code == 404
    refused = await large.editor.http.get(f"{path}?sort=[{{%22field%22:%22Nope%22}}]")
    assert refused.status_code == 422
    assert orjson.loads(refused.content)["errors"][0]["path"] == "sort[0].field"
    assert (await large.editor.http.get(f"{path}?limit=5")).status_code == 422


async def test_a_deleted_or_renamed_field_does_no_harm(large: Large) -> None:
    await large.both(f"sort={_SORT}&offset=10&limit=2")
    await large.world.owner.delete(f"/fields/{large.world.field('Amount')}")
    for person in (large.editor, large.other):
        answer = await person.http.get(f"{large.path}?sort={_SORT}&offset=10&limit=2")
        assert answer.status_code == 422
        assert (await person.get(f"{large.path}?offset=10&limit=2"))["items"]
