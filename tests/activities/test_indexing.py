"""A round over the indexes as the worker runs it."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from pydantic import SecretStr
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment, WorkflowEnvironment

from activities.indexing import IndexingActivities
from api.indexes import upkeep
from tests.support.app import settings_for
from tests.support.stage import Stage, staged
from workflows.contracts.indexing import IndexRound
from workflows.indexing import Indexing


@pytest.fixture
async def stage(database_url: str, time_skipping: WorkflowEnvironment) -> AsyncIterator[Stage]:
    async with staged(settings_for(database_url), time_skipping.client) as found:
        yield found


async def test_the_workflow_builds_what_a_view_asks_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "run", partial(upkeep.run, large=0))
    table = stage.world.table_id
    sorts = [{"field": stage.world.field("Amount"), "direction": "desc"}]
    await stage.world.owner.patch(f"/views/{stage.world.view()}", {"config": {"sorts": sorts}})
    await stage.rows("INSERT INTO ws_1.t_1 (f_1) SELECT 'x' FROM generate_series(1, 20) RETURNING id")
    async with stage.database.records() as conn:
        await conn.execute("ANALYZE ws_1.t_1")
    async with stage.worker():
        done = await stage.client.execute_workflow(Indexing.run, id=f"round-{table}", task_queue=stage.queue)
    assert len(done.created) == 1
    assert done.failed == ()
    answer = await stage.world.owner.get(f"/tables/{table}/indexes")
    (item,) = answer["items"]
    assert item["name"] == done.created[0]
    assert (item["purpose"], item["because"], item["state"]) == ("sort", "view", "ready")
    assert item["fields"] == [stage.world.field("Amount")]
    assert item["bytes"] > 0
    assert answer["fromRecords"] == upkeep.LARGE


async def test_who_may_not_change_the_table_is_not_shown_its_indexes(stage: Stage) -> None:
    path = f"/tables/{stage.world.table_id}/indexes"
    assert (await stage.world.editor.http.get(path)).status_code == 403
    assert (await stage.world.stranger.http.get(path)).status_code == 404
    assert (await stage.world.creator.get(path))["items"] == []


async def test_a_database_that_is_away_is_tried_again(stage: Stage) -> None:
    activities = IndexingActivities(stage.deps)
    activities._database_url = SecretStr("postgresql://nobody:x@127.0.0.1:1/none")  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(ApplicationError) as raised:
        await ActivityEnvironment().run(activities.tend_indexes)
    assert not raised.value.non_retryable


def test_an_empty_round_says_nothing() -> None:
    assert IndexRound() == IndexRound(created=(), dropped=(), failed=(), vacuumed=())
