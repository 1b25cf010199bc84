"""What was hidden stays so when it is deleted, and so does what is kept of it."""

import pytest

from tests.api.access.office import SECRET, VALUE, Office, hide_field, make_office, say
from tests.support.app import World
from tests.support.files import upload


@pytest.fixture
async def office(world: World, database_url: str) -> Office:
    return await make_office(world, database_url)


async def test_a_hidden_field_is_deleted(office: Office) -> None:
    """Nothing else is withheld from the editor, so that nothing but the grant is left to tell."""
    owner, editor, mine = office.world.owner, office.world.editor, office.ids["mine"]
    say(office.database_url, "DELETE FROM dataos.row_rules")
    await owner.delete(f"/fields/{office.field(SECRET)}")

    for path in (f"/records/{mine}", f"/records/{mine}/history", f"/tables/{office.staff['id']}"):
        answer = await editor.http.get(path)
        assert answer.status_code == 200
        assert [word for word in (VALUE, SECRET, "Shown twice") if word in answer.text] == [], path
    assert VALUE in (await owner.http.get(f"/records/{mine}/history")).text


async def test_a_hidden_source_of_a_lookup_is_deleted(office: Office) -> None:
    owner, editor, tasks = office.world.owner, office.world.editor, office.tasks["id"]
    say(office.database_url, "DELETE FROM dataos.row_rules")
    config = {"linkField": "Worker", "field": SECRET}
    made = await owner.post(f"/tables/{tasks}/fields", {"name": "Pays", "type": "lookup", "config": config})
    await owner.delete(f"/fields/{office.field('Shown twice')}")
    await owner.delete(f"/fields/{office.field(SECRET)}")

    path = f"/records/{office.ids['open']}"
    assert "Pays" in (await owner.http.get(path)).text
    for at in (path, f"{path}/history", f"/tables/{tasks}/records"):
        answer = await editor.http.get(at)
        assert answer.status_code == 200
        assert [word for word in (VALUE, "Pays", made["id"]) if word in answer.text] == [], at


async def test_a_hidden_field_of_files_is_deleted(office: Office) -> None:
    owner, editor = office.world.owner, office.world.editor
    say(office.database_url, "DELETE FROM dataos.row_rules")
    field = await owner.post(f"/tables/{office.staff['id']}/fields", {"name": "Files", "type": "attachment"})
    file = await upload(owner, office.world.base, "a.txt", b"x")
    await owner.patch(f"/records/{office.ids['mine']}", {"fields": {"Files": [{"id": file["id"]}]}})
    hide_field(office.database_url, field["id"], editor)
    say(office.database_url, "DELETE FROM dataos.field_grants WHERE field_id = %s", office.field(SECRET))

    path = f"/attachments/{file['id']}"
    assert (await editor.http.get(path)).status_code == 404
    await owner.delete(f"/fields/{field['id']}")

    assert (await editor.http.get(path)).status_code == 404
    assert (await owner.http.get(path)).status_code == 200


async def test_a_table_with_all_that_is_said_of_somebody_is_deleted(office: Office) -> None:
    owner, editor, tasks = office.world.owner, office.world.editor, office.tasks["id"]
    say(office.database_url, "DELETE FROM dataos.row_rules")
    config = {"linkField": "Worker", "field": SECRET}
    made = await owner.post(f"/tables/{tasks}/fields", {"name": "Pays", "type": "lookup", "config": config})
    await owner.delete(f"/tables/{office.staff['id']}")

    path = f"/records/{office.ids['open']}"
    assert "Pays" in (await owner.http.get(path)).text
    for at in (path, f"{path}/history", f"/tables/{tasks}", f"/tables/{tasks}/records"):
        answer = await editor.http.get(at)
        assert answer.status_code == 200
        assert [word for word in (VALUE, "Pays", made["id"]) if word in answer.text] == [], at
