"""Whatever one does to tables, fields and views: undoing all of it is as if nothing was done, and redoing it all is."""

import random
from uuid import uuid4

import pytest
from fastapi import FastAPI

from tests.api.history.scene import ACTS, Act, Json, Scene, make_scene

MOST = 7


@pytest.mark.parametrize("seed", range(4))
async def test_undoing_all_and_redoing_all_is_the_identity(app: FastAPI, seed: int) -> None:
    scene = await make_scene(app)
    chance = random.Random(seed)
    for _ in range(2):
        scene.tab = uuid4().hex
        states = [await scene.look()]
        done: list[str] = []
        while len(done) < MOST:
            act = chance.choice(ACTS)
            if not await _acts(scene, act):
                continue
            now = await scene.look()
            # What is set as it was already is no act.
            if now != states[-1]:
                states.append(now)
                done.append(act.name)
        await _there_and_back(scene, states, done)
        await _there_and_back(scene, states, done)
        while (await scene.undo())["done"]:
            continue
        assert await scene.look() == states[0], done


async def _there_and_back(scene: Scene, states: list[Json], done: list[str]) -> None:
    for expected in reversed(states[:-1]):
        undone = await scene.undo()
        assert (undone["done"], undone["conflicts"]) == (True, []), done
        assert await scene.look() == expected, done
    assert (await scene.undo())["done"] is False, done
    for expected in states[1:]:
        redone = await scene.redo()
        assert (redone["done"], redone["conflicts"]) == (True, []), done
        assert await scene.look() == expected, done
    assert (await scene.redo())["done"] is False, done


async def _acts(scene: Scene, act: Act) -> bool:
    """Whether it fits things as they are: a name may be taken, what it is about may be gone."""
    sent = {} if act.body is None else {"json": scene.fill(act.body)}
    answer = await scene.world.creator.http.request(
        act.method, scene.fill(act.path), headers={"X-Client-Tab": scene.tab}, **sent
    )
    assert answer.status_code < 500, answer.text
    return answer.is_success
