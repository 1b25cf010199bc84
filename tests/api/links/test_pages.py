"""A page gathers all its links at once; each cell must be what the record alone shows."""

import random
from typing import Any

import psycopg
import pytest

from core.ids import parse_record_id
from tests.api.links.pairs import pair
from tests.api.links.stage import Stage, make_stage
from tests.api.links.test_fields import link
from tests.support.app import Person, World

CARDINALITIES = ("manyToMany", "manyToOne", "oneToMany", "oneToOne")
QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"limit": 3},
    {"limit": 3, "offset": 4},
    {"sorts": [{"field": "{title}", "direction": "desc"}], "limit": 5},
    {"filter": {"field": "{title}", "operator": "notEquals", "value": "a"}, "sorts": [{"field": "{title}"}]},
    {"filter": {"field": "{title}", "operator": "equals", "value": "nobody"}},
    {"search": "b"},
)


def _named(asked: Any, title: str) -> Any:
    if isinstance(asked, dict):
        return {key: _named(value, title) for key, value in asked.items()}
    if isinstance(asked, list):
        return [_named(value, title) for value in asked]
    return title if asked == "{title}" else asked


async def _agrees(person: Person, table: str, title: str) -> int:
    """How many cells the pages showed."""
    seen = 0
    for asked in QUESTIONS:
        page = await person.post(f"/tables/{table}/query", _named(asked, title), 200)
        for item in page["items"]:
            assert item == await person.get(f"/records/{item['id']}")
            seen += len(item["fields"])
        numbers = [item["no"] for item in page["items"]]
        assert len(set(numbers)) == len(numbers)
        if "sorts" not in asked:
            assert numbers == sorted(numbers)
    return seen


def _some_pairs(dice: random.Random, stage: Stage, cardinality: str) -> list[tuple[str, str]]:
    """Some titles stay without any."""
    pairs = {(left, right) for left in "abcdef" for right in "ABCDEF" if dice.random() < 0.4}
    one_right, one_left = cardinality in ("manyToOne", "oneToOne"), cardinality in ("oneToMany", "oneToOne")
    lefts, rights = set[str](), set[str]()
    chosen: list[tuple[str, str]] = []
    for left, right in dice.sample(sorted(pairs), k=len(pairs)):
        if (one_right and left in lefts) or (one_left and right in rights):
            continue
        lefts.add(left)
        rights.add(right)
        chosen.append((stage.ids[left], stage.ids[right]))
    return chosen


@pytest.mark.parametrize("cardinality", CARDINALITIES)
async def test_cells_of_a_page_are_those_of_its_records(world: World, database_url: str, cardinality: str) -> None:
    dice = random.Random(cardinality)
    stage = await make_stage(world, database_url, cardinality, "abcdefgh", "ABCDEFGH")
    pair(database_url, stage.field, _some_pairs(dice, stage, cardinality))
    assert await _agrees(world.viewer, stage.left, "Name") > 0
    assert await _agrees(world.viewer, stage.right, "Title") > 0
    for title in ("B", "c"):
        await world.editor.delete(f"/records/{stage.ids[title]}")
    await _agrees(world.viewer, stage.left, "Name")
    await _agrees(world.viewer, stage.right, "Title")
    await world.creator.delete(f"/tables/{stage.right}")
    await _agrees(world.viewer, stage.left, "Name")


async def test_several_links_to_one_table_and_to_itself_do_not_mix(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    more = {**link(stage.right, "manyToOne"), "name": "Second"}
    second = await world.creator.post(f"/tables/{stage.left}/fields", more)
    own = await world.creator.post(f"/tables/{stage.left}/fields", {**link(stage.left), "name": "Own"})
    ids = stage.ids
    pair(database_url, stage.field, [(ids["a"], ids["B"]), (ids["a"], ids["A"]), (ids["c"], ids["A"])])
    pair(database_url, second["id"], [(ids["a"], ids["C"]), (ids["d"], ids["A"])])
    pair(database_url, own["id"], [(ids["a"], ids["a"]), (ids["a"], ids["d"]), (ids["b"], ids["a"])])
    await _agrees(world.viewer, stage.left, "Name")
    page = await world.viewer.get(f"/tables/{stage.left}/records?limit=2")
    shown = {
        name: [[each["title"] for each in item["fields"][name] or []] for item in page["items"]]
        for name in ("Company", "Second", "Own", "Own of")
    }
    assert shown == {
        "Company": [["B", "A"], []],
        "Second": [["C"], []],
        "Own": [["a", "d"], ["a"]],
        "Own of": [["a", "b"], []],
    }


async def test_ten_thousand_links_in_one_cell_are_shown_in_their_order(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, right="A")
    count, left = 10_000, parse_record_id(stage.ids["a"]).key
    target = parse_record_id(stage.ids["A"])
    with psycopg.connect(database_url, autocommit=True) as conn:
        row = conn.execute(
            "SELECT format('ws_%%s.l_%%s', config ->> 'workspace', config ->> 'link'), config ->> 'side',"
            " format('ws_%%s.t_%%s', config ->> 'workspace', config ->> 'target') FROM dataos.fields WHERE id = %s",
            [stage.field],
        ).fetchone()
        assert row is not None
        pairs, side, relation = row
        other = "b" if side == "a" else "a"
        conn.execute(f"INSERT INTO {relation} (id) SELECT {target.key} + i FROM generate_series(1, {count}) i".encode())
        conn.execute(
            f"INSERT INTO {pairs} ({side}, {other}, pos_{side})"
            f" SELECT {left}, {target.key} + i, {count} - i FROM generate_series(1, {count}) i".encode()
        )
    page = await world.viewer.get(f"/tables/{stage.left}/records")
    cells = [item["fields"]["Company"] for item in page["items"]]
    expected = [f"{stage.ids['A'][:-12]}{target.key + count - at:012x}" for at in range(count)]
    assert [each["id"] for each in cells[0]] == expected
    assert cells[1:] == [None, None, None]
    far = await world.viewer.get(f"/tables/{stage.right}/records?limit=1000")
    assert {str(item["fields"]["Deals"]) for item in far["items"][1:]} == {str([{"id": stage.ids["a"], "title": "a"}])}
