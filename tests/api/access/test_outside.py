"""What is said of everyone binds those too who have no role in the base, and opens nothing to them."""

from typing import Any

import pytest

from tests.support.app import Person, World

EVERYONE = {"type": "everyone"}
SALARY = 4711


@pytest.fixture
async def guest(world: World) -> Person:
    """Of the workspace, without a role in the base, and with a grant on its table."""
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.commenter.email, "role": "none"})
    await _grant(world, f"/tables/{world.table_id}", {"type": "user", "id": world.commenter.id}, "read")
    row = {"fields": {"Name": "Ann", "Amount": SALARY}}
    await world.owner.post(f"/tables/{world.table_id}/records", {"records": [row]})
    return world.commenter


async def _grant(world: World, path: str, subject: dict[str, str], level: str) -> None:
    await world.owner.put(f"{path}/grants", {"grants": [{"subject": subject, "level": level}]})


async def _cells(world: World, person: Person) -> dict[str, Any]:
    [item] = (await person.get(f"/tables/{world.table_id}/records"))["items"]
    found: dict[str, Any] = item["fields"]
    return found


async def test_a_field_that_is_hidden_from_everyone(world: World, guest: Person) -> None:
    assert (await _cells(world, guest))["Amount"] == SALARY
    await _grant(world, f"/fields/{world.field('Amount')}", EVERYONE, "hidden")

    assert "Amount" not in await _cells(world, guest)
    asked = await guest.http.post(f"/tables/{world.table_id}/query", json={"sorts": [{"field": "Amount"}]})
    assert (asked.status_code, asked.json()["code"]) == (422, "unknown_field")
    assert str(SALARY) not in (await guest.http.get(f"/tables/{world.table_id}/records?search={SALARY}")).text


async def test_a_field_that_everyone_may_edit(world: World, guest: Person) -> None:
    [item] = (await world.owner.get(f"/tables/{world.table_id}/records"))["items"]
    await _grant(world, f"/fields/{world.field('Amount')}", EVERYONE, "edit")

    assert (await world.viewer.patch(f"/records/{item['id']}", {"fields": {"Amount": 1}}))["fields"]["Amount"] == 1
    await guest.patch(f"/records/{item['id']}", {"fields": {"Amount": 2}}, 403)


async def test_a_view_that_is_closed_to_everyone(world: World, guest: Person) -> None:
    assert (await guest.http.get(f"/views/{world.view()}")).status_code == 200
    await _grant(world, f"/views/{world.view()}", EVERYONE, "none")

    assert (await guest.http.get(f"/views/{world.view()}")).status_code == 404


async def test_what_is_published_to_everyone_is_so_for_those_who_have_a_role(world: World, guest: Person) -> None:
    body = {"name": "Twice", "type": "formula", "config": {"expression": "{Amount} * 2"}}
    made = await world.owner.post(f"/tables/{world.table_id}/fields", body)
    await _grant(world, f"/fields/{world.field('Amount')}", EVERYONE, "hidden")
    await _grant(world, f"/fields/{made['id']}", EVERYONE, "read")

    assert (await _cells(world, world.viewer))["Twice"] == 2 * SALARY
    assert "Twice" not in await _cells(world, guest)
    await _grant(world, f"/fields/{made['id']}", {"type": "user", "id": guest.id}, "read")
    assert (await _cells(world, guest))["Twice"] == 2 * SALARY
