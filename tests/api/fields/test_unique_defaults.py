"""A default in a field that holds no value twice: the second new record could never be made."""

import psycopg
import pytest

from tests.api.fields.test_convert import field_id, table_with
from tests.support.app import Person, World
from tests.support.problems import assert_problem, paths

WITH_DEFAULT = [
    ("text", {"default": "x"}),
    ("number", {"default": 0}),
    ("rating", {"default": 3}),
    ("date", {"default": {"mode": "today"}}),
    ("datetime", {"default": {"mode": "now"}}),
    ("user", {"default": {"currentUser": True}}),
    ("singleSelect", {"options": [{"name": "A"}], "default": "A"}),
]


@pytest.mark.parametrize(("type", "config"), WITH_DEFAULT)
async def test_a_new_field_has_one_or_the_other(world: World, type: str, config: dict[str, object]) -> None:
    both = {"name": "Code", "type": type, "config": config, "unique": True}
    await _refused(world.owner, f"/tables/{world.table_id}/fields", both, "config.default")
    fields = [{"name": "Name", "type": "text"}, both]
    await _refused(
        world.owner, f"/bases/{world.base}/tables", {"name": "T", "fields": fields}, "fields[1].config.default"
    )
    for given in ({**both, "unique": False, "name": "A"}, {**both, "config": {**config, "default": None}, "name": "B"}):
        await world.owner.post(f"/tables/{world.table_id}/fields", given)


@pytest.mark.parametrize(("type", "config"), WITH_DEFAULT)
async def test_the_other_is_not_added_later(world: World, type: str, config: dict[str, object]) -> None:
    path = f"/tables/{world.table_id}/fields"
    filled = await world.owner.post(path, {"name": "A", "type": type, "config": config})
    await _refused(world.owner, f"/fields/{filled['id']}", {"unique": True}, "unique", "patch")
    bare = {**config, "default": None}
    alone = await world.owner.post(path, {"name": "B", "type": type, "config": bare, "unique": True})
    default = {"default": config["default"]}
    await _refused(world.owner, f"/fields/{alone['id']}", {"config": default}, "config.default", "patch")
    await world.owner.patch(f"/fields/{filled['id']}", {"unique": True, "config": {"default": None}})
    await world.owner.patch(f"/fields/{alone['id']}", {"unique": False, "config": default})


async def test_a_conversion_brings_no_default_into_a_field_without_doubles(world: World) -> None:
    fields = [{"name": "Name", "type": "text"}, {"name": "Code", "type": "text", "unique": True}]
    code = field_id(await table_with(world.owner, world.base, fields, {"Code": "1"}), "Code")
    body = {"type": "number", "config": {"default": 5}}
    await _refused(world.owner, f"/fields/{code}/convert", body, "config.default")
    await _refused(world.owner, f"/fields/{code}/convert", {**body, "dryRun": True}, "config.default")
    await world.owner.post(f"/fields/{code}/convert", {"type": "number", "config": {}}, 200)


async def test_a_field_that_has_both_from_before_can_be_renamed_and_mended(world: World, database_url: str) -> None:
    path = f"/tables/{world.table_id}/fields"
    made = await world.owner.post(path, {"name": "Code", "type": "text", "unique": True})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            'UPDATE dataos.fields SET config = config || \'{"default": "x"}\' WHERE id = %s', [made["id"]]
        )
    await world.owner.patch(f"/fields/{made['id']}", {"name": "Number"})
    await _refused(world.owner, f"/fields/{made['id']}", {"config": {"default": "y"}}, "config.default", "patch")
    mended = await world.owner.patch(f"/fields/{made['id']}", {"config": {"default": None}})
    assert (mended["name"], mended["unique"], "default" in mended["config"]) == ("Number", True, False)


async def _refused(person: Person, path: str, body: object, place: str, method: str = "post") -> None:
    answer = await person.http.request(method.upper(), path, json=body)
    assert_problem(answer, body)
    assert (answer.status_code, paths(answer)) == (422, [place]), answer.text
    assert answer.json()["errors"][0]["code"] == "unique_default"
    assert "second new record" in answer.json()["detail"]
