"""Which role in the workspace and which in the base make what of a person, and what they may then do, over HTTP."""

from typing import Any

from fastapi import FastAPI

from tests.support.app import Person, World, make_world, register, running, settings_for
from tests.support.bodies import AUTOMATION, BODIES
from tests.support.routes import routes

# Role in the workspace, what the base says, the role that comes of it; None: the base does not exist for them.
CASES: tuple[tuple[str, str, str | None], ...] = (
    ("owner", "unset", "creator"),
    ("owner", "none", "creator"),
    ("owner", "viewer", "creator"),
    ("owner", "commenter", "creator"),
    ("owner", "editor", "creator"),
    ("owner", "creator", "creator"),
    ("admin", "unset", "creator"),
    ("admin", "none", "creator"),
    ("admin", "viewer", "creator"),
    ("admin", "commenter", "creator"),
    ("admin", "editor", "creator"),
    ("admin", "creator", "creator"),
    ("member", "unset", "editor"),
    ("member", "none", None),
    ("member", "viewer", "viewer"),
    ("member", "commenter", "commenter"),
    ("member", "editor", "editor"),
    ("member", "creator", "creator"),
    ("guest", "unset", None),
    ("guest", "none", None),
    ("guest", "viewer", "viewer"),
    ("guest", "commenter", "commenter"),
    ("guest", "editor", "editor"),
    ("guest", "creator", "creator"),
)
# Nothing is commented on yet: to be a commenter is to be a viewer.
ACTIONS = ("read", "history", "edit record", "see automations", "edit automation", "change schema", "see people")
MAY: dict[str | None, tuple[int, ...]] = {
    None: (404, 404, 404, 404, 404, 404, 404),
    "viewer": (200, 200, 403, 403, 403, 403, 403),
    "commenter": (200, 200, 403, 403, 403, 403, 403),
    "editor": (200, 200, 200, 200, 403, 403, 403),
    "creator": (200, 200, 200, 200, 201, 201, 200),
}


async def _person(app: FastAPI, world: World, workspace: str, base: str) -> Person:
    """Owners and admins get their role in the base while they are members: afterwards the base has no say."""
    person = await register(app, f"{workspace}-{base}")
    members, people = f"/workspaces/{world.workspace}/members", f"/bases/{world.base}/members"
    if workspace != "guest":
        await world.owner.post(members, {"email": person.email, "role": "member"})
    if workspace == "guest" and base == "none":
        await world.creator.put(people, {"email": person.email, "role": "editor"})
    if base != "unset":
        await world.creator.put(people, {"email": person.email, "role": base})
    if workspace in {"owner", "admin"}:
        await world.owner.patch(f"{members}/{person.id}", {"role": workspace})
    return person


async def _answers(person: Person, world: World, record: str) -> tuple[int, ...]:
    table, field = f"/tables/{world.table_id}", {"name": person.name, "type": "text"}
    answers = (
        await person.http.get(f"{table}/records"),
        await person.http.get(f"/records/{record}/history"),
        await person.http.patch(f"/records/{record}", json={"fields": {"Name": person.name}}),
        await person.http.get(f"{table}/automations"),
        await person.http.post(f"{table}/automations", json=AUTOMATION),
        await person.http.post(f"{table}/fields", json=field),
        await person.http.get(f"/bases/{world.base}/members"),
    )
    return tuple(answer.status_code for answer in answers)


async def _seen_role(person: Person, world: World) -> str | None:
    """The same in the base itself and in the list of bases."""
    base = await person.http.get(f"/bases/{world.base}")
    bases = await person.http.get(f"/workspaces/{world.workspace}/bases")
    listed: list[Any] = bases.json()["items"] if bases.is_success else []
    found = [item["role"] for item in listed if item["id"] == world.base]
    assert found == ([base.json()["role"]] if base.is_success else []), person.name
    return found[0] if found else None


async def test_every_pair_of_roles_does_what_the_table_says(database_url: str) -> None:
    found: dict[tuple[str, str], tuple[str | None, tuple[int, ...]]] = {}
    async with running(settings_for(database_url, DATAOS_REGISTRATIONS_PER_ADDRESS="100")) as app:
        world = await make_world(app)
        made = await world.owner.post(f"/tables/{world.table_id}/records", BODIES["create_records"])
        for workspace, base, _ in CASES:
            person = await _person(app, world, workspace, base)
            answers = await _answers(person, world, made["items"][0]["id"])
            found[workspace, base] = (await _seen_role(person, world), answers)

    assert found == {(workspace, base): (role, MAY[role]) for workspace, base, role in CASES}
    assert all(len(statuses) == len(ACTIONS) for statuses in MAY.values())


async def test_a_member_removed_from_a_base_finds_nothing_of_it(
    app: FastAPI, world: World, ids: dict[str, str]
) -> None:
    await world.creator.delete(f"/bases/{world.base}/members/{world.viewer.id}")

    for route in routes(app):
        if route.noun not in {None, "session", "workspace", "team", "provider"}:
            answer = await world.viewer.http.request(
                route.method, route.fill(ids), json=BODIES[route.name] if route.has_body else None
            )
            assert (answer.status_code, answer.json()["code"]) == (404, f"{route.noun}_not_found"), route
    assert (await world.viewer.get(f"/workspaces/{world.workspace}/bases"))["items"] == []
    assert (await world.viewer.get(f"/workspaces/{world.workspace}"))["role"] == "member"
