"""An access token about which something is said sees no file for its person's having uploaded it."""

from fastapi import FastAPI

from tests.api.access.office import say
from tests.support.app import World, client_of
from tests.support.files import upload


async def test_a_narrower_token_sees_of_uploads_what_is_in_no_cell_yet(
    app: FastAPI, world: World, database_url: str
) -> None:
    owner, records = world.owner, f"/tables/{world.table_id}/records"
    papers = await owner.post(f"/tables/{world.table_id}/fields", {"name": "Papers", "type": "attachment"})
    await owner.post(f"/tables/{world.table_id}/fields", {"name": "Notes", "type": "attachment"})
    made = await owner.post("/tokens", {"name": "T", "scopes": ["data:read", "data:write"]})
    say(database_url, "INSERT INTO dataos.field_grants VALUES (%s, 'token', %s, 'hidden')", papers["id"], made["id"])
    hidden, seen, loose = [(await upload(owner, world.base, f"{name}.txt", b"x"))["id"] for name in "abc"]
    await owner.post(records, {"records": [{"fields": {"Papers": [hidden], "Notes": [seen]}}]})
    async with client_of(app, token=made["token"]) as program:
        statuses = [(await program.get(f"/attachments/{file}")).status_code for file in (hidden, seen, loose)]
        assert statuses == [404, 200, 200]

        written = [
            (await program.post(records, json={"records": [{"fields": {"Notes": [file]}}]}))
            for file in (hidden, seen, loose)
        ]

        assert [answer.status_code for answer in written] == [422, 201, 201]
        assert written[0].json()["errors"][0]["code"] == "unknown_attachment"
    assert (await owner.http.get(f"/attachments/{hidden}")).status_code == 200
