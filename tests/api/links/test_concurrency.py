"""Many writers on the same links: nobody deadlocks, and both ends always agree."""

import asyncio
import random
from typing import Any

import pytest

from tests.api.links.stage import make_stage
from tests.support.app import World


@pytest.mark.parametrize("cardinality", ["manyToMany", "oneToOne"])
async def test_batches_from_both_sides(world: World, database_url: str, cardinality: str) -> None:
    stage = await make_stage(world, database_url, cardinality)
    chance = random.Random(3)

    async def batch(seed: int) -> int:
        order = random.Random(seed)
        titles = "abcd" if seed % 2 else "ABCD"
        others = order.sample("ABCD" if seed % 2 else "abcd", 4)
        table = stage.left if seed % 2 else stage.right
        field = "Company" if seed % 2 else "Deals"
        records: list[dict[str, Any]] = [
            {"id": stage.ids[title], "fields": {field: [stage.ids[other]]}}
            for title, other in zip(order.sample(titles, 4), others, strict=True)
        ]
        answer = await stage.person.http.patch(f"/tables/{table}/records", json={"records": records})
        return answer.status_code

    statuses = await asyncio.gather(*(batch(chance.randint(0, 10_000)) for _ in range(40)))
    assert set(statuses) == {200}
    shown = await stage.show()
    pairs = {(one, other) for one in "abcd" for other in shown[one].split()}
    assert pairs == {(one, other) for other in "ABCD" for one in shown[other].split()}
    if cardinality == "oneToOne":
        assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs}) == 4


async def test_two_writers_move_the_same_partner(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, "oneToOne")
    for _ in range(5):
        writes = [stage.set(**{title: "A"}) for title in "abcd"]  # pyright: ignore[reportArgumentType]
        await asyncio.gather(*writes)
        shown = await stage.show()
        owners = [title for title in "abcd" if shown[title] == "A"]
        assert len(owners) == 1
        assert shown["A"] == owners[0]
        await stage.set(A=None)


async def test_a_link_to_a_record_that_is_being_deleted(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    for upper, lower in zip("ABCD", "abcd", strict=True):
        linking = stage.person.http.patch(f"/records/{stage.ids[lower]}", json={"fields": {"Company": stage.of(upper)}})
        deleting = stage.person.http.delete(f"/records/{stage.ids[upper]}")
        linked, deleted = await asyncio.gather(linking, deleting)
        assert linked.status_code in (200, 422)
        assert deleted.status_code == 204
    assert {title: cell for title, cell in (await stage.show()).items() if cell} == {}
