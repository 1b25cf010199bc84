"""The fixtures other tests stand on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
from temporalio import workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from tests.support.postgres import TestCluster


@workflow.defn
class TenDays:
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(timedelta(days=10))
        return "slept"


@workflow.defn
class Echo:
    @workflow.run
    async def run(self, text: str) -> str:
        return text


def test_blank_database_is_utf8_utc_and_has_the_extensions(blank_database_url: str) -> None:
    with psycopg.connect(blank_database_url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute(
            "SELECT current_setting('server_encoding'), current_setting('TimeZone'), 'É' ILIKE 'é',"
            " '[1,2]'::vector::text"
        ).fetchone()
    assert row == ("UTF8", "UTC", True, "[1,2]")


def test_databases_can_be_created_at_the_same_time_and_vanish(cluster: TestCluster) -> None:
    def use(number: int) -> str:
        with cluster.database(None) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE mine (n int)")
            connection.execute("INSERT INTO mine VALUES (%s)", [number])
            assert connection.execute("SELECT n FROM mine").fetchall() == [(number,)]
            return url

    with ThreadPoolExecutor(4) as threads:
        urls = list(threads.map(use, range(8)))
    with psycopg.connect(cluster.admin_url) as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
    assert len(set(urls)) == 8
    assert not names & {url.rsplit("/", 1)[1] for url in urls}


async def test_time_skipping_server_skips_ten_days(time_skipping: WorkflowEnvironment) -> None:
    async with Worker(time_skipping.client, task_queue="t", workflows=[TenDays]):
        assert await time_skipping.client.execute_workflow(TenDays.run, id="ten", task_queue="t") == "slept"


async def test_development_server_runs_a_workflow(temporal_server: WorkflowEnvironment) -> None:
    client = temporal_server.client
    async with Worker(client, task_queue="e", workflows=[Echo], workflow_runner=UnsandboxedWorkflowRunner()):
        assert await client.execute_workflow(Echo.run, "hi", id="echo-1", task_queue="e") == "hi"
