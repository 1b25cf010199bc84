"""A table in the trash is nobody's lost access: its automations stay on and fire again once it is restored."""

from collections.abc import Sequence

import pytest
from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.automations.dispatch import Dispatch
from api.automations.guards import OWNER_LOST_ACCESS
from api.automations.log.runs import NewRun
from tests.support.stage import DONE, Stage, update

PLACES = ("tables", "bases", "workspaces")
OF_TASKS = {
    "tables": "id = %s",
    "bases": "id = (SELECT base_id FROM dataos.tables WHERE id = %s)",
    "workspaces": "id = (SELECT b.workspace_id FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
    " WHERE t.id = %s)",
}


async def trash(stage: Stage, place: str, *, restore: bool = False) -> None:
    when, table = "NULL" if restore else "now()", stage.tasks["id"]
    await stage.rows(f"UPDATE dataos.{place} SET deleted_at = {when} WHERE {OF_TASKS[place]} RETURNING 1", table)
    [(number,)] = await stage.rows("SELECT number FROM dataos.tables WHERE id = %s", table)
    stage.deps.access.forget_table(int(str(number)))


class Late(Access):
    """Something happens right before the owner's access is looked up."""

    def at(self, stage: Stage, place: str) -> "Late":
        self._stage, self._place = stage, place
        return self

    async def table(self, user: CurrentUser, table: str | int, conn: AsyncConnection | None = None) -> TableAccess:
        await trash(self._stage, self._place)
        return await super().table(user, table, conn)


async def state(stage: Stage) -> tuple[object, ...]:
    """(switched on, runs, notifications)"""
    [found] = await stage.rows(
        "SELECT (SELECT bool_and(enabled) FROM dataos.automations), (SELECT count(*) FROM dataos.runs),"
        " (SELECT count(*) FROM dataos.notifications)"
    )
    return found


async def fires_after(stage: Stage, record: str, place: str) -> None:
    await trash(stage, place, restore=True)
    await stage.edit(record, Status="Todo")
    await stage.edit(record, Status="Done")
    await stage.drain()
    assert await stage.rows("SELECT status, error FROM dataos.runs") == [("queued", None)]


@pytest.mark.parametrize("place", PLACES)
async def test_a_table_trashed_while_changes_are_read_switches_nothing_off(stage: Stage, place: str) -> None:
    await stage.automation(update({"Note": "x"}), conditions=DONE)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.edit(record, Status="Done")
    deps = stage.deps
    access = Late(deps.database, deps.schemas).at(stage, place)
    dispatch = Dispatch(deps.database, access, deps.schemas, deps.plans, stage.gateway)
    while await stage.unread():
        await dispatch.once()
    assert await state(stage) == (True, 0, 0)
    await fires_after(stage, record, place)


@pytest.mark.parametrize("place", PLACES)
async def test_a_table_trashed_before_the_switching_off_leaves_it_on(stage: Stage, place: str) -> None:
    world = stage.world
    await stage.automation(update({"Note": "x"}), conditions=DONE, by=world.creator)
    [record] = await stage.create({"Name": "a", "Status": "Todo"})
    await stage.drain()
    await stage.rows("UPDATE dataos.users SET disabled_at = now() WHERE id = %s RETURNING 1", world.creator.id)
    await stage.edit(record, Status="Done")

    class Trashing(Dispatch):
        async def enter(self, planned: Sequence[NewRun]) -> None:
            assert [run.error for run in planned] == [OWNER_LOST_ACCESS]
            await trash(stage, place)
            await super().enter(planned)

    deps = stage.deps
    dispatch = Trashing(deps.database, deps.access, deps.schemas, deps.plans, stage.gateway)
    while await stage.unread():
        await dispatch.once()
    assert await state(stage) == (True, 0, 0)
    await stage.rows("UPDATE dataos.users SET disabled_at = NULL WHERE id = %s RETURNING 1", world.creator.id)
    await fires_after(stage, record, place)
