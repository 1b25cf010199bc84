"""Acts on tables, fields and views are undone and redone: what becomes of each, whatever happened meanwhile.

=====================  ================================  ==========================================================
meanwhile              undo, then redo                   where it stands
=====================  ================================  ==========================================================
nothing                as before, then as after
others changed it      nothing of that setting           "… was changed since"; of other settings all the same
others deleted it      nothing                           "… was deleted since", "… for good" where it was purged
others restored it     nothing                           "… was restored since"
a name was taken       comes back as "… (restored)"      a name that is set back: "already has a field …"
the role was lost      nothing, and again once it is     "This needs the role …"
                       back
access was lost        nothing                           "… is gone, or you cannot open it any more"
=====================  ================================  ==========================================================
"""

import pytest
from fastapi import FastAPI

from tests.api.history.scene import ACTS, Act, Scene, make_scene

PICKED = ("field made: link", "field changed: name", "field deleted: Amount", "view changed: filter",
          "view deleted: spare", "table made: with fields", "table deleted: clients")  # fmt: skip
some_acts = pytest.mark.parametrize("act", [act for act in ACTS if act.name in PICKED], ids=lambda act: act.name)


@pytest.fixture
async def scene(app: FastAPI) -> Scene:
    return await make_scene(app)


@pytest.mark.parametrize("noun", ["field", "view", "table"])
async def test_undone_it_is_as_before_and_redone_as_after(scene: Scene, noun: str) -> None:
    before = await scene.look()
    for act in [act for act in ACTS if act.noun == noun]:
        scene.tab = act.name.replace(" ", "-").replace(":", "")
        key = await scene.act(act)
        after = await scene.look()
        assert after != before, act.name

        for _ in range(2):
            undone = await scene.undo()
            assert (undone["done"], undone["conflicts"]) == (True, []), act.name
            assert (noun, key) in [(thing["type"], thing["id"]) for thing in undone["things"]], act.name
            assert await scene.look() == before, act.name
            redone = await scene.redo()
            assert (redone["done"], redone["conflicts"]) == (True, []), act.name
            assert await scene.look() == after, act.name
        assert (await scene.redo())["reason"] == "nothing to redo", act.name
        assert (await scene.undo())["done"], act.name
        assert (await scene.undo())["reason"] == "nothing to undo", act.name


@some_acts
async def test_what_others_changed_since_stands(scene: Scene, act: Act) -> None:
    key = await scene.act(act)
    await scene.meddle(act, key)
    await _stands(scene, "undo", "since")


@some_acts
async def test_what_others_changed_since_it_was_undone_stands(scene: Scene, act: Act) -> None:
    key = await scene.act(act)
    assert (await scene.undo())["done"]
    await scene.meddle(act, key)
    await _stands(scene, "redo", "since")


@some_acts
async def test_what_is_gone_stands(scene: Scene, act: Act) -> None:
    key = await scene.act(act)
    await scene.take_away(act, key)
    await _stands(scene, "undo", "deleted", "gone")


@some_acts
async def test_what_is_gone_since_it_was_undone_stands(scene: Scene, act: Act) -> None:
    key = await scene.act(act)
    assert (await scene.undo())["done"]
    await scene.take_away(act, key)
    await _stands(scene, "redo", "deleted", "gone")


@some_acts
async def test_who_lost_the_role_undoes_nothing_until_it_is_back(scene: Scene, act: Act) -> None:
    before = await scene.look()
    await scene.act(act)
    after = await scene.look()
    await scene.role("viewer")
    await _stands(scene, "undo", "This needs the role")
    await scene.role("creator")
    assert (await scene.undo())["done"]
    assert await scene.look() == before
    await scene.role("none")
    await _stands(scene, "redo", "cannot open it any more")
    await scene.role("creator")
    assert (await scene.redo())["done"]
    assert await scene.look() == after


async def _stands(scene: Scene, way: str, *reasons: str) -> None:
    """Nothing happens, for one of these reasons."""
    now = await scene.look()
    answer = await (scene.undo() if way == "undo" else scene.redo())
    assert answer["done"] is False
    [conflict] = answer["conflicts"]
    assert any(reason in conflict["reason"] for reason in reasons), conflict["reason"]
    assert await scene.look() == now
