"""Bases: making, listing, changing, sharing."""

import pytest
from fastapi import FastAPI

from tests.support.app import World, register
from tests.support.statements import counted


async def test_a_new_base_belongs_to_its_workspace(world: World) -> None:
    body = {"name": "Ops", "description": "Line one\nline two", "icon": "rocket", "color": "teal"}

    base = await world.admin.post(f"/workspaces/{world.workspace}/bases", body)

    assert base == {**base, **body, "workspaceId": world.workspace, "role": "creator"}
    listed = await world.viewer.get(f"/workspaces/{world.workspace}/bases")
    assert [(item["name"], item["role"]) for item in listed["items"]] == [("Sales", "viewer"), ("Ops", "editor")]


async def test_a_member_is_creator_of_the_base_they_make(world: World) -> None:
    base = await world.viewer.post(f"/workspaces/{world.workspace}/bases", {"name": "Notes"})

    assert base["role"] == "creator"
    assert (await world.viewer.get(f"/bases/{base['id']}"))["role"] == "creator"
    assert (await world.viewer.http.post(f"/bases/{base['id']}/tables", json={"name": "T"})).status_code == 201


async def test_a_maker_is_creator_at_once_also_where_their_rights_are_remembered(world: World) -> None:
    await world.viewer.get(f"/bases/{world.base}")
    await world.viewer.get(f"/tables/{world.table_id}/records")

    base = await world.viewer.post(f"/workspaces/{world.workspace}/bases", {"name": "Notes"})

    table = await world.viewer.post(f"/bases/{base['id']}/tables", {"name": "T"})
    made = await world.viewer.http.post(f"/tables/{table['id']}/records", json={"records": [{"fields": {}}]})
    assert made.status_code == 201, made.text


async def test_a_base_comes_with_its_tables_fields_and_views(world: World) -> None:
    base = await world.viewer.get(f"/bases/{world.base}")

    assert base["role"] == "viewer"
    assert [table["name"] for table in base["tables"]] == ["Deals"]
    assert [field["name"] for field in base["tables"][0]["fields"]] == ["Name", "Status", "Amount"]
    assert [view["name"] for view in base["tables"][0]["views"]] == ["All records"]
    assert base["tables"][0] == await world.viewer.get(f"/tables/{world.table_id}")


async def test_a_base_with_many_tables_takes_as_many_statements_as_with_one(app: FastAPI, world: World) -> None:
    with counted(app) as one:
        await world.owner.get(f"/bases/{world.base}")
    for number in range(8):
        await world.owner.post(f"/bases/{world.base}/tables", {"name": f"More {number}"})
    with counted(app) as nine:
        base = await world.owner.get(f"/bases/{world.base}")

    assert len(base["tables"]) == 9
    assert len(nine) == len(one) <= 6


async def test_so_it_does_for_somebody_whom_grants_name_where_tables_link(app: FastAPI, world: World) -> None:
    names = {"subject": {"type": "user", "id": world.editor.id}, "level": "hidden"}
    await world.owner.put(f"/fields/{world.field('Amount')}/grants", {"grants": [names]})

    async def another(number: int) -> None:
        link = {"name": "Deals", "type": "link", "config": {"tableId": world.table_id}}
        total = {
            "name": "Total",
            "type": "rollup",
            "config": {"linkField": "Deals", "field": "Amount", "aggregate": "sum"},
        }
        fields = [{"name": "Name", "type": "text"}, link, total]
        await world.owner.post(f"/bases/{world.base}/tables", {"name": f"More {number}", "fields": fields})

    await another(0)
    await world.editor.get(f"/bases/{world.base}")
    with counted(app) as two:
        await world.editor.get(f"/bases/{world.base}")
    for number in range(1, 6):
        await another(number)
    with counted(app) as seven:
        base = await world.editor.get(f"/bases/{world.base}")

    assert len(base["tables"]) == 7
    assert {field["name"] for table in base["tables"] for field in table["fields"]} >= {"Deals"}
    assert "Total" not in str(base)
    assert len(seven) == len(two) <= 9


@pytest.mark.parametrize("who", ["editor", "commenter", "viewer"])
async def test_only_creators_change_a_base(world: World, who: str) -> None:
    http = getattr(world, who).http

    for answer in (
        await http.patch(f"/bases/{world.base}", json={"name": "No"}),
        await http.delete(f"/bases/{world.base}"),
        await http.put(f"/bases/{world.base}/members", json={"email": world.stranger.email, "role": "viewer"}),
        await http.post(f"/bases/{world.base}/tables", json={"name": "No"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_a_patch_changes_what_it_names_and_nothing_else(world: World) -> None:
    before = await world.creator.patch(f"/bases/{world.base}", {"description": "All deals"})

    after = await world.creator.patch(f"/bases/{world.base}", {"name": "Ventes", "color": "red"})

    assert after == {**before, "name": "Ventes", "color": "red"}
    refused = await world.creator.http.patch(f"/bases/{world.base}", json={"description": None})
    assert refused.status_code == 422


async def test_a_role_in_the_base_takes_effect_at_once(world: World) -> None:
    members = f"/bases/{world.base}/members"
    assert (await world.viewer.http.post(f"/bases/{world.base}/tables", json={"name": "T"})).status_code == 403

    given = await world.creator.put(members, {"email": world.viewer.email.upper(), "role": "creator"})

    vera = {"id": world.viewer.id, "name": "Vera", "email": "vera@example.org"}
    assert given == {"user": vera, "team": None, "role": "creator", "guest": False}
    assert (await world.viewer.http.post(f"/bases/{world.base}/tables", json={"name": "T"})).status_code == 201
    unknown = await world.creator.http.put(members, json={"email": "nobody@example.org", "role": "viewer"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "user_not_found")


async def test_a_guest_finds_the_way_to_their_bases_and_no_further(world: World) -> None:
    await world.owner.post(f"/workspaces/{world.workspace}/bases", {"name": "Secret"})
    await world.creator.put(f"/bases/{world.base}/members", {"email": world.stranger.email, "role": "viewer"})

    assert (await world.stranger.get(f"/bases/{world.base}"))["role"] == "viewer"
    for listed in ((await world.stranger.get("/workspaces"))["items"], (await world.stranger.get("/me"))["workspaces"]):
        assert {item["name"]: item["role"] for item in listed} == {"Acme": "guest", "Elsewhere": "owner"}
    assert (await world.stranger.get(f"/workspaces/{world.workspace}"))["role"] == "guest"
    bases = await world.stranger.get(f"/workspaces/{world.workspace}/bases")
    assert [(item["name"], item["role"]) for item in bases["items"]] == [("Sales", "viewer")]
    assert (await world.stranger.http.get(f"/workspaces/{world.workspace}/members")).status_code == 404
    forged = await world.stranger.http.post(f"/workspaces/{world.workspace}/bases", json={"name": "Mine"})
    assert forged.status_code == 404
    assert (await world.stranger.http.post(f"/bases/{world.base}/tables", json={"name": "T"})).status_code == 403


async def test_a_guest_who_is_removed_loses_the_base_at_once(world: World) -> None:
    members = f"/bases/{world.base}/members"
    await world.creator.put(members, {"email": world.stranger.email, "role": "editor"})
    shown = await world.creator.get(members)
    assert [(item["user"]["name"], item["role"]) for item in shown["items"]][-2:] == [
        ("Stan", "editor"),
        ("Vera", "viewer"),
    ]
    records = f"/tables/{world.table_id}/records"
    new = {"records": [{"fields": {"Name": "Mine"}}]}
    assert (await world.stranger.http.post(records, json=new)).is_success

    await world.creator.delete(f"{members}/{world.stranger.id}")

    assert (await world.stranger.http.post(records, json=new)).status_code == 404
    for path in (f"/bases/{world.base}", f"/workspaces/{world.workspace}", f"/workspaces/{world.workspace}/bases"):
        assert (await world.stranger.http.get(path)).status_code == 404
    assert [item["name"] for item in (await world.stranger.get("/me"))["workspaces"]] == ["Elsewhere"]
    for unknown in (world.stranger.id, "usr_nobody", "%00"):
        gone = await world.creator.http.delete(f"{members}/{unknown}")
        assert (gone.status_code, gone.json()["code"]) == (404, "member_not_found")


async def test_only_creators_see_and_remove_the_people_of_a_base(world: World) -> None:
    members = f"/bases/{world.base}/members"
    for person, status in ((world.editor, 403), (world.viewer, 403), (world.stranger, 404)):
        assert (await person.http.get(members)).status_code == status
        assert (await person.http.delete(f"{members}/{world.commenter.id}")).status_code == status

    assert (await world.commenter.get(f"/bases/{world.base}"))["role"] == "commenter"


async def test_a_deleted_base_is_gone_with_its_tables(world: World) -> None:
    await world.creator.delete(f"/bases/{world.base}")

    for path in (f"/bases/{world.base}", f"/tables/{world.table_id}", f"/views/{world.view()}"):
        assert (await world.owner.http.get(path)).status_code == 404
    assert (await world.owner.get(f"/workspaces/{world.workspace}/bases"))["items"] == []


async def test_a_member_without_a_role_in_the_base_is_an_editor(app: FastAPI, world: World) -> None:
    newcomer = await register(app, "Nora")
    await world.admin.post(f"/workspaces/{world.workspace}/members", {"email": newcomer.email, "role": "member"})

    assert (await newcomer.get(f"/bases/{world.base}"))["role"] == "editor"
