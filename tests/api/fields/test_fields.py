"""Changing a table's fields."""

import asyncio
import random
from typing import Any

import psycopg
import pytest

from tests.support.app import Person, World


async def _field(person: Person, table: str, name: str) -> dict[str, Any]:
    described = await person.get(f"/tables/{table}")
    return next(item for item in described["fields"] if item["name"] == name)


def _columns(database_url: str, table: dict[str, Any]) -> set[str]:
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT a.attname FROM pg_attribute a JOIN dataos.tables t ON t.id = %s JOIN dataos.bases b ON b.id ="
            " t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE a.attrelid = ('ws_' || w.number ||"
            " '.t_' || t.number)::regclass AND a.attname LIKE 'f\\_%%' AND NOT a.attisdropped",
            [table["id"]],
        )
        return {row[0] for row in rows}


def _insert(database_url: str, table: dict[str, Any], column: str, values: list[object]) -> None:
    """Straight into the physical table: these tests are about fields, not about writing records."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT 'ws_' || w.number || '.t_' || t.number FROM dataos.tables t JOIN dataos.bases b ON b.id ="
            " t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.id = %s",
            [table["id"]],
        ).fetchone()
        assert row is not None
        for value in values:
            connection.execute(f"INSERT INTO {row[0]} ({column}) VALUES (%s)".encode(), [value])


async def test_a_new_field_gets_a_column_and_raises_the_version(world: World, database_url: str) -> None:
    made = await world.creator.post(
        f"/tables/{world.table_id}/fields", {"name": "Due", "type": "date", "description": "When", "required": True}
    )

    expected = {"name": "Due", "type": "date", "description": "When", "required": True, "primary": False}
    assert made == {**made, **expected, "unique": False, "readOnly": False}
    table = await world.viewer.get(f"/tables/{world.table_id}")
    assert table["fields"][-1] == made
    assert table["version"] == world.table["version"] + 1
    assert _columns(database_url, world.table) == {"f_1", "f_2", "f_3", "f_4"}


async def test_system_fields_get_no_column(world: World, database_url: str) -> None:
    await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Made", "type": "createdTime"})

    assert _columns(database_url, world.table) == {"f_1", "f_2", "f_3"}


async def test_the_same_name_at_once_gives_one_field(world: World, database_url: str) -> None:
    answers = await asyncio.gather(
        *(
            person.http.post(f"/tables/{world.table_id}/fields", json={"name": name, "type": "text"})
            for person, name in ((world.owner, "Same"), (world.admin, "SAME"), (world.creator, "same"))
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert _columns(database_url, world.table) == {"f_1", "f_2", "f_3", "f_4"}


async def test_different_names_at_once_all_get_in_with_numbers_of_their_own(world: World, database_url: str) -> None:
    answers = await asyncio.gather(
        *(
            world.creator.http.post(f"/tables/{world.table_id}/fields", json={"name": f"N{at}", "type": "number"})
            for at in range(6)
        )
    )

    assert [answer.status_code for answer in answers] == [201] * 6
    assert _columns(database_url, world.table) == {f"f_{number}" for number in range(1, 10)}


async def test_a_number_is_never_used_twice(world: World, database_url: str) -> None:
    first = await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Tmp", "type": "text"})
    await world.creator.delete(f"/fields/{first['id']}")
    await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Tmp", "type": "number"})

    assert _columns(database_url, world.table) == {"f_1", "f_2", "f_3", "f_4", "f_5"}


async def test_a_rename_keeps_everything_else(world: World) -> None:
    before = await _field(world.viewer, world.table_id, "Status")

    after = await world.creator.patch(f"/fields/{before['id']}", {"name": "Στάδιο"})

    assert after == {**before, "name": "Στάδιο"}


async def test_options_keep_their_ids_by_id_and_by_name(world: World) -> None:
    status = await _field(world.viewer, world.table_id, "Status")
    opened, done = status["config"]["options"]

    changed = await world.creator.patch(
        f"/fields/{status['id']}",
        {
            "config": {
                "options": [{"id": done["id"], "name": "Closed", "color": "red"}, {"name": "open"}, {"name": "New"}]
            }
        },
    )

    options = changed["config"]["options"]
    assert [option["name"] for option in options] == ["Closed", "open", "New"]
    assert [options[0]["id"], options[1]["id"]] == [done["id"], opened["id"]]
    assert options[0]["color"] == "red"
    assert options[2]["id"] not in {opened["id"], done["id"]}


async def test_an_unknown_option_id_is_refused(world: World) -> None:
    answer = await world.creator.http.patch(
        f"/fields/{world.field('Status')}", json={"config": {"options": [{"id": "optzzzzzzzz", "name": "X"}]}}
    )

    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "config.options[0].id")


async def test_an_option_in_use_stays_and_the_refusal_counts_its_records(world: World, database_url: str) -> None:
    status = await _field(world.viewer, world.table_id, "Status")
    opened, done = status["config"]["options"]
    _insert(database_url, world.table, "f_2", [opened["id"], opened["id"], None])

    refused = await world.creator.http.patch(f"/fields/{status['id']}", json={"config": {"options": [done]}})
    unused = await world.creator.patch(f"/fields/{status['id']}", {"config": {"options": [opened]}})

    assert (refused.status_code, refused.json()["code"]) == (409, "option_in_use")
    assert "'Open' in 2 records" in refused.json()["detail"]
    assert [option["name"] for option in unused["config"]["options"]] == ["Open"]


async def test_options_of_a_multi_select_are_counted_too(world: World, database_url: str) -> None:
    tags = await world.creator.post(
        f"/tables/{world.table_id}/fields",
        {"name": "Tags", "type": "multiSelect", "config": {"options": [{"name": "a"}, {"name": "b"}]}},
    )
    a, b = tags["config"]["options"]
    _insert(database_url, world.table, "f_4", [[a["id"], b["id"]], [b["id"]]])

    refused = await world.creator.http.patch(f"/fields/{tags['id']}", json={"config": {"options": []}})

    assert refused.status_code == 409
    assert "'a' in 1 record" in refused.json()["detail"]
    assert "'a' in 1 records" not in refused.json()["detail"]
    assert "'b' in 2 records" in refused.json()["detail"]


async def test_a_config_patch_keeps_settings_it_does_not_name(world: World) -> None:
    made = await world.creator.post(
        f"/tables/{world.table_id}/fields",
        {"name": "Fee", "type": "currency", "config": {"currency": "EUR", "precision": 3}},
    )

    changed = await world.creator.patch(f"/fields/{made['id']}", {"config": {"precision": 0}})

    assert changed["config"] == {"currency": "EUR", "precision": 0}


async def test_unique_is_refused_while_values_repeat_and_enforced_afterwards(world: World, database_url: str) -> None:
    _insert(database_url, world.table, "f_1", ["same", "same"])
    name = world.field("Name")

    refused = await world.creator.http.patch(f"/fields/{name}", json={"unique": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "duplicate_values")
    assert (await _field(world.viewer, world.table_id, "Name"))["unique"] is False
    amount = await world.creator.patch(f"/fields/{world.field('Amount')}", {"unique": True})
    assert amount["unique"] is True
    _insert(database_url, world.table, "f_3", [1.0])
    with pytest.raises(psycopg.errors.UniqueViolation):
        _insert(database_url, world.table, "f_3", [1.0])
    await world.creator.patch(f"/fields/{world.field('Amount')}", {"unique": False})
    _insert(database_url, world.table, "f_3", [1.0])


async def test_unique_is_refused_while_a_value_is_too_long_to_index(world: World, database_url: str) -> None:
    # Random, because PostgreSQL compresses what repeats.
    _insert(database_url, world.table, "f_1", [random.Random(1).randbytes(5_000).hex()])

    refused = await world.creator.http.patch(f"/fields/{world.field('Name')}", json={"unique": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "values_too_long")
    assert (await _field(world.viewer, world.table_id, "Name"))["unique"] is False


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, ""),
        ({"type": "number"}, "type"),
        ({"config": {"options": "none"}}, "config.options"),
        ({"config": {"options": [{"name": "A"}, {"name": "a"}]}}, "config.options"),
        ({"config": {"options": [{"name": "nul\0"}]}}, "config.options[0].name"),
        ({"config": []}, "config"),
        ({"required": "yes"}, "required"),
        ({"required": 1}, "required"),
    ],
)
async def test_bad_changes_are_refused_with_their_path(world: World, body: dict[str, object], path: str) -> None:
    before = await _field(world.viewer, world.table_id, "Status")

    answer = await world.creator.http.patch(f"/fields/{before['id']}", json=body)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["path"].startswith(path)
    assert await _field(world.viewer, world.table_id, "Status") == before


async def test_deleting_a_field_takes_it_away_and_keeps_its_column(world: World, database_url: str) -> None:
    await world.creator.delete(f"/fields/{world.field('Amount')}")

    table = await world.viewer.get(f"/tables/{world.table_id}")
    assert [item["name"] for item in table["fields"]] == ["Name", "Status"]
    assert "f_3" in _columns(database_url, world.table)
    again = await world.creator.http.delete(f"/fields/{world.field('Amount')}")
    assert (again.status_code, again.json()["code"]) == (404, "field_not_found")


async def test_a_deleted_unique_field_stands_against_no_record(world: World) -> None:
    await world.creator.patch(f"/fields/{world.field('Amount')}", {"unique": True})
    path = f"/tables/{world.table_id}/records"
    first = (await world.editor.post(path, {"records": [{"fields": {"Amount": 1}}]}))["items"][0]
    await world.editor.delete(f"/records/{first['id']}")
    await world.editor.post(path, {"records": [{"fields": {"Amount": 1}}]})

    await world.creator.delete(f"/fields/{world.field('Amount')}")

    await world.editor.post(f"/records/{first['id']}/restore", {}, 200)


async def test_the_primary_field_cannot_be_deleted(world: World) -> None:
    answer = await world.creator.http.delete(f"/fields/{world.field('Name')}")

    assert (answer.status_code, answer.json()["code"]) == (409, "primary_field")


@pytest.mark.parametrize("who", ["editor", "commenter", "viewer"])
async def test_only_creators_change_fields(world: World, who: str) -> None:
    http = getattr(world, who).http

    for answer in (
        await http.post(f"/tables/{world.table_id}/fields", json={"name": "X", "type": "text"}),
        await http.patch(f"/fields/{world.field('Name')}", json={"name": "X"}),
        await http.delete(f"/fields/{world.field('Amount')}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_table_stops_at_five_hundred_fields(world: World) -> None:
    wide = await world.creator.post(
        f"/bases/{world.base}/tables",
        {"name": "Wide", "fields": [{"name": f"F{number}", "type": "text"} for number in range(500)]},
    )

    answer = await world.creator.http.post(f"/tables/{wide['id']}/fields", json={"name": "One more", "type": "text"})

    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_fields")
