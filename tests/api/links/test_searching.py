"""A search through titles too, for what few records of a large table have and for what nearly all of them have."""

import psycopg
import pytest

import api.records.frequent as frequent
from api.access.service import TableAccess
from core.ids import parse_record_id
from core.query.ast import Query
from core.query.evaluate import EvalContext
from tests.api.links.pairs import pair
from tests.api.links.stage import make_stage
from tests.support.app import World

RECORDS = 12_000


@pytest.mark.parametrize(
    ("text", "first", "marked"),
    [
        ("common", [1000, 1001, 1002], True),
        ("co", [1000, 1001, 1002], True),
        ("common 7700", [8700], False),
        ("common 777", [1777, 8770, 8771], False),
        ("far away", [1500], False),
        ("nowhere", [], False),
    ],
)
async def test_both_ways_of_searching_find_the_same(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch, text: str, first: list[int], marked: bool
) -> None:
    stage = await make_stage(world, database_url, right="A")
    await world.editor.patch(f"/records/{stage.ids['A']}", {"fields": {"Title": "Far away"}})
    table = parse_record_id(stage.ids["a"]).table
    with psycopg.connect(database_url, autocommit=True) as conn:
        row = conn.execute(
            "SELECT format('ws_%%s.t_%%s', w.number, t.number) FROM dataos.tables t"
            " JOIN dataos.bases b ON b.id = t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id"
            " WHERE t.number = %s",
            [table],
        ).fetchone()
        assert row is not None
        relation = row[0]
        conn.execute(
            f"INSERT INTO {relation} (id, f_1) SELECT 1000 + i, 'Common ' || i || ' x'"
            f" FROM generate_series(0, {RECORDS - 1}) i".encode()
        )
        conn.execute(f"ANALYZE {relation}".encode())
    pair(database_url, stage.field, [(f"{stage.ids['a'][:-12]}{1500:012x}", stage.ids["A"])])
    seen: list[bool] = []
    tell = frequent.told_apart

    async def telling(conn: psycopg.AsyncConnection, access: TableAccess, query: Query, context: EvalContext) -> Query:
        told = await tell(conn, access, query, context)
        seen.append(told.search is not None and told.search.frequent)
        return told

    monkeypatch.setattr("api.records.read.told_apart", telling)
    page = await world.viewer.post(f"/tables/{stage.left}/query", {"search": text, "limit": 3}, 200)
    assert [item["no"] for item in page["items"]] == first
    assert seen == [marked]
