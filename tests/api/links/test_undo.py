"""Undo and redo of what touches links: undo after do is as before, order included, on both sides."""

import random
from typing import Any

import pytest

from tests.api.links.stage import Stage, make_stage
from tests.api.links.test_writing import EMPTY, KINDS
from tests.support.app import World

TAB = {"X-Client-Tab": "tab-one"}


@pytest.fixture(params=KINDS)
async def stage(request: pytest.FixtureRequest, world: World, database_url: str) -> Stage:
    made = await make_stage(world, database_url, request.param)
    made.person.http.headers.update(TAB)
    return made


async def take_back(stage: Stage, which: str = "undo") -> Any:
    return await stage.person.post(f"/{which}", {}, 200)


async def test_an_edit_with_what_it_took_away(stage: Stage) -> None:
    await stage.set(a="A", b="B")
    before = await stage.show()
    await stage.set(a="B")
    after = await stage.show()
    assert after != before
    answer = await take_back(stage)
    assert answer["done"]
    assert answer["conflicts"] == []
    assert await stage.show() == before
    assert (await take_back(stage, "redo"))["conflicts"] == []
    assert await stage.show() == after
    assert (await take_back(stage))["conflicts"] == []
    assert await stage.show() == before


async def test_a_new_record_with_links(stage: Stage) -> None:
    await stage.set(a="A")
    before = await stage.show()
    await stage.add(stage.left, "e", Company=stage.of("A"))
    after = await stage.show()
    assert (await take_back(stage))["conflicts"] == []
    assert await stage.show() == before
    assert (await take_back(stage, "redo"))["conflicts"] == []
    assert await stage.show() == after


@pytest.mark.parametrize("gone", ["a", "A"])
async def test_a_deletion(stage: Stage, gone: str) -> None:
    await stage.set(a="A")
    before = await stage.show()
    await stage.person.delete(f"/records/{stage.ids[gone]}")
    assert (await take_back(stage))["conflicts"] == []
    assert await stage.show() == before
    assert (await take_back(stage, "redo"))["conflicts"] == []
    assert gone not in await stage.show()


async def test_a_place_taken_since_the_deletion_is_given_back_in_turn(stage: Stage) -> None:
    await stage.set(a="A")
    first = await stage.show()
    await stage.person.delete(f"/records/{stage.ids['A']}")
    await stage.set(a="B")
    await take_back(stage)
    assert (await stage.show())["B"] == ""
    await take_back(stage)
    assert await stage.show() == first


async def test_a_cell_changed_by_somebody_else_stays(stage: Stage, world: World) -> None:
    await stage.set(a="A")
    await world.owner.patch(f"/records/{stage.ids['a']}", {"fields": {"Company": stage.of("B")}})
    answer = await take_back(stage)
    assert not answer["done"]
    assert {conflict["reason"] for conflict in answer["conflicts"]} == {"the value was changed since"}
    assert await stage.show() == EMPTY | {"a": "B", "B": "a"}


async def test_random_deeds_are_all_taken_back(stage: Stage) -> None:
    chance = random.Random(7)
    shown = [await stage.show()]
    live = set("abcdABCD")
    for _ in range(14):
        title = chance.choice(sorted(live))
        others = sorted(other for other in live if other.islower() != title.islower())
        if chance.random() < 0.2 and len(live) > 4:
            await stage.person.delete(f"/records/{stage.ids[title]}")
            live.discard(title)
        else:
            single = stage.name_of(title) == "Company" and await _single(stage)
            count = chance.randint(0, 1 if single or (title.isupper() and await _single(stage, back=True)) else 3)
            cells: dict[str, Any] = {title: " ".join(chance.sample(others, min(count, len(others))))}
            await stage.set(**cells)
        now = await stage.show()
        if now != shown[-1]:
            shown.append(now)
    for expected in reversed(shown[:-1]):
        assert (await take_back(stage))["conflicts"] == []
        assert await stage.show() == expected
    for expected in shown[1:]:
        assert (await take_back(stage, "redo"))["conflicts"] == []
        assert await stage.show() == expected


async def _single(stage: Stage, *, back: bool = False) -> bool:
    fields = (await stage.person.get(f"/tables/{stage.right if back else stage.left}"))["fields"]
    cardinality = next(item["config"]["cardinality"] for item in fields if item["type"] == "link")
    return cardinality in ("manyToOne", "oneToOne")
