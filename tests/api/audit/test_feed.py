"""Entries that are made from the change feed."""

from fastapi import FastAPI

from api.audit.changes import record_changes
from tests.api.audit.log import connection, entries
from tests.support.app import World
from tests.support.statements import counted


async def test_many_acts_are_written_in_their_order_without_a_statement_for_each(app: FastAPI, world: World) -> None:
    async with connection(app) as conn:
        await record_changes(conn)
    for number in range(12):
        body = {"records": [{"fields": {"Name": str(number)}}]}
        await world.owner.post(f"/tables/{world.table_id}/records", body)
    made = (await world.owner.get(f"/tables/{world.table_id}/records?limit=50"))["items"]
    names = {record["id"]: record["fields"]["Name"] for record in made}
    async with connection(app) as conn:
        with counted(app) as seen:
            assert await record_changes(conn) == 12
        assert await record_changes(conn) == 0

    assert len(seen) < 5
    told = await entries(app, action="record.created", actor_id=world.owner.id)
    assert [names[each["targets"][0]] for each in told[-12:]] == [str(number) for number in range(12)]
    assert {each["table_id"] for each in told} == {world.table_id}
    assert len({each["id"] for each in told}) == len(told)
