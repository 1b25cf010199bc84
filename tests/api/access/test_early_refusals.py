"""What a record holds is not told, by the error that a change meets, to people from whom the record is withheld."""

from typing import Any

import pytest

from tests.api.access.office import Office, hide_field, make_office, rule, say
from tests.support.app import World
from tests.support.files import upload


@pytest.fixture
async def office(world: World, database_url: str) -> Office:
    return await make_office(world, database_url)


async def _told(office: Office, record: str, fields: dict[str, Any]) -> tuple[int, str]:
    answer = await office.world.editor.http.patch(f"/records/{record}", json={"fields": fields})
    body = answer.json()
    return answer.status_code, f"{body['code']} {body['detail']}".replace(record, "…")


async def test_whether_a_hidden_record_is_linked_to_one_that_is_seen(office: Office) -> None:
    """``theirs`` is linked to the open task; rules let the editor read that, and not change it."""
    state = next(item["id"] for item in office.tasks["fields"] if item["name"] == "State")
    say(office.database_url, "DELETE FROM dataos.row_rules WHERE table_id = %s", office.tasks["id"])
    is_open = {"field": state, "operator": "equals", "value": "open"}
    rule(office.database_url, office.tasks["id"], office.world.editor, "read", is_open)
    never = office.ids["theirs"][:-4] + "ffff"

    for cell in ([], [office.ids["open"]], [office.ids["closed"]]):
        told = [await _told(office, key, {"Work": cell}) for key in (office.ids["theirs"], office.ids["gone"], never)]
        assert told[0][0] == 404
        assert told[1:] == told[:1] * 2, cell


async def test_whether_a_hidden_record_has_a_file(office: Office) -> None:
    owner = office.world.owner
    field = await owner.post(f"/tables/{office.staff['id']}/fields", {"name": "Files", "type": "attachment"})
    held, other = [await upload(owner, office.world.base, name, b"x") for name in ("a.txt", "b.txt")]
    for record, file in (("theirs", held), ("other", other)):
        await owner.patch(f"/records/{office.ids[record]}", {"fields": {"Files": [{"id": file["id"]}]}})

    told = {await _told(office, office.ids["theirs"], {"Files": [{"id": file["id"]}]}) for file in (held, other)}
    assert [status for status, _ in told] == [404]

    # One that may be read, and not changed.
    say(office.database_url, "DELETE FROM dataos.row_rules")
    named = {"field": office.field("Name"), "operator": "isNotEmpty"}
    rule(office.database_url, office.staff["id"], office.world.editor, "read", named)
    hide_field(office.database_url, field["id"], office.world.editor, "edit")
    told = {await _told(office, office.ids["theirs"], {"Files": [{"id": file["id"]}]}) for file in (held, other)}
    assert [status for status, _ in told] == [403]
