"""What is hidden is hidden in the next answer, also where no record is read and what is remembered might do."""

from tests.api.access.office import hide_field, rule
from tests.api.automations.test_endpoints import BODY
from tests.support.app import World
from tests.support.files import upload


async def test_a_file_goes_out_of_sight_with_its_record(world: World, database_url: str) -> None:
    owner, editor = world.owner, world.editor
    hide_field(database_url, world.field("Amount"), editor, "read")
    await owner.post(f"/tables/{world.table_id}/fields", {"name": "Papers", "type": "attachment"})
    file = (await upload(owner, world.base, "a.txt", b"a"))["id"]
    record = {"fields": {"Name": "theirs", "Papers": [file]}}
    await owner.post(f"/tables/{world.table_id}/records", {"records": [record]})
    assert (await editor.http.get(f"/attachments/{file}")).status_code == 200

    rule(database_url, world.table_id, editor, "read", {"field": world.field("Name"), "operator": "isEmpty"})

    assert (await editor.http.get(f"/attachments/{file}")).status_code == 404


async def test_a_definition_goes_out_of_sight_with_a_field(world: World, database_url: str) -> None:
    editor, conditions = world.editor, {"field": "Status", "operator": "equals", "value": "Done"}
    draft = {**BODY, "conditions": {"conjunction": "and", "filters": [conditions]}}
    made = await world.owner.post(f"/tables/{world.table_id}/automations", draft)
    hide_field(database_url, world.field("Amount"), editor, "read")
    assert (await editor.get(f"/automations/{made['id']}"))["draft"]["steps"] != []

    hide_field(database_url, world.field("Status"), editor)

    assert (await editor.get(f"/automations/{made['id']}"))["draft"]["steps"] == []
