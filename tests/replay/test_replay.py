"""Every recorded history replays with today's workflow code: runs in flight survive an upgrade."""

from datetime import timedelta
from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner

from tests.replay.cases import make_cases
from workflows.contracts.automation_run import AutomationRunInput, AutomationRunResult
from workflows.registry import WORKFLOWS

HISTORIES = sorted((Path(__file__).parent / "histories").glob("*/*.json"))


def read(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(f"{path.parent.name}-{path.stem}", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", HISTORIES, ids=[f"{path.parent.name}-{path.stem}" for path in HISTORIES])
async def test_a_history_replays(path: Path) -> None:
    replayer = Replayer(
        workflows=WORKFLOWS,
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    await replayer.replay_workflow(read(path))


def test_every_case_is_recorded() -> None:
    recorded = {path.stem for path in HISTORIES}
    assert recorded >= {
        *make_cases().automation_run,
        "rounds",
        "upkeep",
        "round",
        "batches",
        "two_workers",
        "second_try",
    }


@workflow.defn(name="AutomationRun")
class Changed:
    """As if somebody had put a pause before the first step."""

    @workflow.run
    async def run(self, work: AutomationRunInput) -> AutomationRunResult:
        await workflow.sleep(timedelta(seconds=1))
        return AutomationRunResult(succeeded=len(work.run_ids))


async def test_a_change_that_would_break_runs_in_flight_is_caught() -> None:
    replayer = Replayer(
        workflows=[Changed],
        data_converter=pydantic_data_converter,
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    history = read(next(path for path in HISTORIES if path.stem == "one_step"))
    with pytest.raises(workflow.NondeterminismError):
        await replayer.replay_workflow(history)


def test_histories_are_small() -> None:
    """A run of a batch costs some kilobytes of history, whatever its records hold."""
    for path in HISTORIES:
        assert path.stat().st_size < 150_000, path.name
