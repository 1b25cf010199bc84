"""Stored automations and runs as answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import cast

from pydantic import JsonValue

from api.auth.schemas import User
from api.automations.log.masking import loggable
from api.automations.log.reading import RunRow, StepRow
from api.automations.repository import Definition, StoredAutomation
from api.automations.schemas import (
    AutomationAnswer,
    DefinitionAnswer,
    Json,
    RunAnswer,
    RunErrorAnswer,
    RunSummaryAnswer,
    RunTrigger,
    StepAnswer,
)
from core.ids import UserId, parse_record_id, record_id
from core.schema import TableSchema
from workflows.language.plan import Plan
from workflows.language.steps.create_record import PlannedCreateRecord
from workflows.language.steps.update_record import PlannedUpdateRecord

RunUrl = Callable[[str], str | None]
"""Workflow id → where operators see it."""


def automation_answer(item: StoredAutomation, last_run: RunRow | None, run_url: RunUrl) -> AutomationAnswer:
    draft = _definition(item.draft)
    return AutomationAnswer(
        id=item.id,
        table_id=item.table_id,
        name=item.name,
        enabled=item.enabled,
        trigger=draft.trigger,
        conditions=draft.conditions,
        steps=draft.steps,
        draft=draft,
        published=None if item.published is None else _definition(item.published),
        published_version=item.published_version,
        created_time=item.created_at,
        modified_time=item.modified_at,
        created_by=User(id=UserId(item.owner_id), name=item.owner_name, email=item.owner_email),
        last_run=None if last_run is None else summary_answer(last_run, run_url),
    )


def summary_answer(row: RunRow, run_url: RunUrl) -> RunSummaryAnswer:
    record = _record(row)
    refused = row.error is not None and row.started_at is None
    return RunSummaryAnswer(
        id=row.id,
        automation_id=row.automation_id,
        automation_name=row.automation_name,
        status=row.status,
        trigger=RunTrigger(type=row.trigger_type, record_id=record),
        started_time=row.started_at or row.created_at,
        finished_time=row.finished_at,
        duration_ms=_milliseconds(row.started_at or row.created_at, row.finished_at),
        error=_error(row.error),
        temporal_url=None if refused else run_url(row.workflow_id),
    )


def run_answer(
    row: RunRow, steps: Sequence[StepRow], plan: Plan | None, schemas: Mapping[int, TableSchema], run_url: RunUrl
) -> RunAnswer:
    """With the steps that did not run as skipped once the run is over. ``schemas`` name the fields of outputs."""
    summary = summary_answer(row, run_url)
    ran = {step.path: step for step in steps}
    shown = [_step(step, schemas) for step in steps]
    if row.finished_at is not None and plan is not None:
        shown += [_skipped(path, step.id, step.type) for path, step in plan.all_steps().items() if path not in ran]
    return RunAnswer(
        **{name: getattr(summary, name) for name in RunSummaryAnswer.model_fields},
        version=row.version,
        record_id=_record(row),
        steps=shown,
    )


def tables_of(steps: Sequence[StepRow]) -> set[int]:
    """The numbers of the tables whose records stand in these outputs."""
    return {number for step in steps if (number := _table(step.output)) is not None}


def tables_in(plan: Plan) -> set[int]:
    """The numbers of the tables whose records its steps write: their inputs hold what is written there."""
    steps = plan.all_steps().values()
    return {step.table for step in steps if isinstance(step, PlannedCreateRecord | PlannedUpdateRecord)}


def _definition(written: Definition) -> DefinitionAnswer:
    return DefinitionAnswer(
        trigger=cast("Json", written.get("trigger") or {}),
        conditions=cast("Json | None", written.get("conditions")),
        steps=cast("list[JsonValue]", written.get("steps") or []),
    )


def _step(row: StepRow, schemas: Mapping[int, TableSchema]) -> StepAnswer:
    return StepAnswer(
        step_id=row.step_id,
        path=row.path,
        type=row.type,
        status=row.status,
        started_time=row.started_at,
        finished_time=row.finished_at,
        duration_ms=_milliseconds(row.started_at, row.finished_at),
        input=row.input,
        output=loggable(_named(row.output, schemas)),
        error=_error(row.error),
    )


def _skipped(path: str, step_id: str, type: str) -> StepAnswer:
    return StepAnswer(
        step_id=step_id,
        path=path,
        type=type,
        status="skipped",
        started_time=None,
        finished_time=None,
        duration_ms=None,
        input=None,
        output=None,
        error=None,
    )


def _named(output: JsonValue, schemas: Mapping[int, TableSchema]) -> JsonValue:
    """Outputs keep fields by id; people know them by name. A field that was deleted since is left out."""
    schema = schemas.get(_table(output) or 0)
    match output:
        case {"record": {"fields": dict() as fields, **record}} if schema is not None:
            names: dict[str, str] = {field.id: field.name for field in schema.fields}
            return {"record": {**record, "fields": {names[key]: v for key, v in fields.items() if key in names}}}
        case _:
            return output


def _table(output: JsonValue) -> int | None:
    match output:
        case {"record": {"id": str() as said}}:
            return parse_record_id(said).table
        case _:
            return None


def _record(row: RunRow) -> str | None:
    return None if row.record_key is None else record_id(row.table_number, row.record_key)


def _error(raw: Mapping[str, JsonValue] | None) -> RunErrorAnswer | None:
    if raw is None:
        return None
    step = raw.get("stepId")
    return RunErrorAnswer(
        code=str(raw.get("code")), message=str(raw.get("message")), step_id=step if isinstance(step, str) else None
    )


def _milliseconds(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else round((end - start).total_seconds() * 1000)
