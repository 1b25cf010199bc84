"""What an open transaction sees is nobody else's: its versions may be rolled back and given to something else."""

import pytest
from fastapi import FastAPI
from psycopg import AsyncConnection, Rollback

from api.access.service import Access
from api.auth.current import CurrentUser
from api.http.services import AppServices
from core.access.levels import TableLevel
from core.ids import UserId
from tests.support.app import World

GRANT = b"INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'edit')"
RAISE = b"UPDATE dataos.workspaces SET policy_version = policy_version + 1"
RENAME = b"UPDATE dataos.tables SET version = version + 1, name = %s WHERE id = %s"


async def _user(conn: AsyncConnection, key: str) -> CurrentUser:
    row = await (await conn.execute(b"SELECT number, name, email FROM dataos.users WHERE id = %s", [key])).fetchone()
    assert row is not None
    return CurrentUser(UserId(key), int(row[0]), str(row[1]), str(row[2]), "")


@pytest.mark.parametrize("known", [False, True])
async def test_rights_that_were_rolled_back_are_nobodys(app: FastAPI, world: World, known: bool) -> None:
    services: AppServices = app.state.services
    access, database = services.get(Access), services.database
    async with database.records() as conn:
        viewer = await _user(conn, world.viewer.id)
        if known:
            await access.table(viewer, world.table_id, conn)
        async with conn.transaction():
            await conn.execute(GRANT, [world.table_id, world.viewer.id])
            await conn.execute(RAISE)
            await conn.execute(RENAME, ["Renamed", world.table_id])
            inside = await access.table(viewer, world.table_id, conn)
            assert (inside.policy.level, inside.schema.name) == (TableLevel.EDIT, "Renamed")
            raise Rollback
        # The versions that were rolled back are now those of other changes.
        await conn.execute(RAISE)
        await conn.execute(RENAME, ["Else", world.table_id])
        if known:
            access.forget_table(inside.schema.number)

        after = await access.table(viewer, world.table_id, conn)

    assert (after.policy.version, after.schema.version) == (inside.policy.version, inside.schema.version)
    assert (after.policy.level, after.schema.name) == (TableLevel.READ, "Else")
    body = {"records": [{"fields": {"Name": "x"}}]}
    assert (await world.viewer.http.post(f"/tables/{world.table_id}/records", json=body)).status_code == 403
