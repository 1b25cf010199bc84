"""Access and schema changes take effect with the next statement, although both are remembered in the process."""

import asyncio
from typing import Any

import psycopg
import pytest

from tests.support.app import Person, World


async def _records(person: Person, world: World) -> int:
    return (await person.http.get(f"/tables/{world.table_id}/records")).status_code


async def _write(person: Person, world: World, **fields: Any) -> int:
    body = {"records": [{"fields": fields}]}
    return (await person.http.post(f"/tables/{world.table_id}/records", json=body)).status_code


async def test_somebody_removed_from_the_workspace_reads_no_more_records(world: World) -> None:
    assert await _records(world.editor, world) == 200

    await world.owner.delete(f"/workspaces/{world.workspace}/members/{world.editor.id}")

    assert await _records(world.editor, world) == 404
    assert await _write(world.editor, world, Name="x") == 404


async def test_a_role_that_was_lowered_writes_no_more_records(world: World) -> None:
    assert await _write(world.editor, world, Name="x") == 201

    await world.creator.put(f"/bases/{world.base}/members", {"email": world.editor.email, "role": "viewer"})

    assert await _records(world.editor, world) == 200
    assert await _write(world.editor, world, Name="x") == 403


@pytest.mark.parametrize("what", ["workspace", "base", "table"])
async def test_what_was_deleted_is_gone_for_records_too(world: World, what: str) -> None:
    made = await world.editor.post(f"/tables/{world.table_id}/records", {"records": [{"fields": {"Name": "x"}}]})
    record = made["items"][0]["id"]
    paths = {
        "workspace": f"/workspaces/{world.workspace}",
        "base": f"/bases/{world.base}",
        "table": f"/tables/{world.table_id}",
    }

    await world.owner.delete(paths[what])

    assert await _records(world.editor, world) == 404
    assert await _write(world.editor, world, Name="x") == 404
    assert (await world.editor.http.get(f"/records/{record}")).status_code == 404


async def test_a_new_field_can_be_written_at_once_and_a_deleted_one_no_more(world: World) -> None:
    assert await _write(world.editor, world, Due="2026-11-22") == 422
    due = await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Due", "type": "date"})
    assert await _write(world.editor, world, Due="2026-11-22") == 201

    await world.creator.delete(f"/fields/{due['id']}")

    assert await _write(world.editor, world, Due="2026-11-22") == 422


async def test_a_rename_is_seen_by_the_next_read(world: World) -> None:
    await _write(world.editor, world, Name="x")
    await world.creator.patch(f"/fields/{world.field('Name')}", {"name": "Title"})

    page = await world.viewer.get(f"/tables/{world.table_id}/records")

    assert page["items"][0]["fields"]["Title"] == "x"
    assert "Name" not in page["items"][0]["fields"]


async def test_an_option_is_never_removed_under_a_record_that_takes_it(world: World, database_url: str) -> None:
    status = world.field("Status")
    for _ in range(10):
        await world.creator.patch(f"/fields/{status}", {"config": {"options": [{"name": "Open"}, {"name": "Done"}]}})

        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(_write(world.editor, world, Status="Done"))
            removal = group.create_task(
                world.creator.http.patch(f"/fields/{status}", json={"config": {"options": [{"name": "Open"}]}})
            )

        assert removal.result().status_code in {200, 409}
        assert _dangling(database_url) == 0
        _clear(database_url)


def _relation(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute("SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname LIKE 'ws%'")
    return row.fetchall()[0][0]


def _dangling(database_url: str) -> int:
    """Cells that hold an option which the field no longer has."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            f"SELECT count(*) FROM {_relation(connection)} WHERE f_2 IS NOT NULL AND f_2 NOT IN"
            " (SELECT o ->> 'id' FROM dataos.fields f, jsonb_array_elements(f.config -> 'options') AS o"
            " WHERE f.number = 2)".encode()
        ).fetchone()
        assert row is not None
        return row[0]


def _clear(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"UPDATE {_relation(connection)} SET f_2 = NULL".encode())


async def test_a_new_field_can_be_asked_for_at_once(world: World) -> None:
    query = {"sorts": [{"field": "Due", "direction": "asc"}]}
    refused = await world.viewer.http.post(f"/tables/{world.table_id}/query", json=query)
    await world.creator.post(f"/tables/{world.table_id}/fields", {"name": "Due", "type": "date"})

    answer = await world.viewer.http.post(f"/tables/{world.table_id}/query", json=query)

    assert (refused.status_code, answer.status_code) == (422, 200)


async def test_a_role_that_was_raised_writes_at_once(world: World) -> None:
    assert await _write(world.viewer, world, Name="x") == 403

    await world.creator.put(f"/bases/{world.base}/members", {"email": world.viewer.email, "role": "editor"})

    assert await _write(world.viewer, world, Name="x") == 201
