"""Automations and runs on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, JsonValue

from api.auth.schemas import User
from api.http.body import Answer, Body, Name, not_null

Json = dict[str, JsonValue]


class AutomationBody(Body):
    """A new automation; it is a draft until it is published."""

    name: Name
    trigger: Json
    conditions: Json | None = None
    steps: Annotated[list[JsonValue], Field(max_length=1000, default_factory=list)]


class AutomationPatch(Body):
    """What is absent stays; trigger, conditions and steps change the draft only. Only conditions may be null: none."""

    name: Annotated[Name | None, BeforeValidator(not_null)] = None
    trigger: Annotated[Json | None, BeforeValidator(not_null)] = None
    conditions: Json | None = None
    steps: Annotated[list[JsonValue] | None, Field(max_length=1000), BeforeValidator(not_null)] = None


class RunBody(Body):
    record_id: str | None = None


class StartedAnswer(Answer):
    run_id: str


class DefinitionAnswer(Answer):
    trigger: Json
    conditions: Json | None
    steps: Sequence[JsonValue]


class RunErrorAnswer(Answer):
    code: str
    message: str
    step_id: str | None = None


class RunTrigger(Answer):
    type: str
    record_id: str | None


class RunSummaryAnswer(Answer):
    """``durationMs`` is set once the run is finished; ``temporalUrl`` where operators see it, if they can."""

    id: str
    automation_id: str
    automation_name: str
    status: str
    trigger: RunTrigger
    started_time: datetime | None
    finished_time: datetime | None
    duration_ms: int | None
    error: RunErrorAnswer | None
    temporal_url: str | None


class StepAnswer(Answer):
    """``path`` is the step's place in the definition: ``steps.1.branches.0.steps.2``."""

    step_id: str
    path: str
    type: str
    status: str
    started_time: datetime | None
    finished_time: datetime | None
    duration_ms: int | None
    input: JsonValue
    output: JsonValue
    error: RunErrorAnswer | None


class RunAnswer(RunSummaryAnswer):
    version: int
    record_id: str | None
    steps: Sequence[StepAnswer]


class AutomationAnswer(Answer):
    """``trigger``, ``conditions`` and ``steps`` are those of the draft."""

    id: str
    table_id: str
    name: str
    enabled: bool
    trigger: Json
    conditions: Json | None
    steps: Sequence[JsonValue]
    draft: DefinitionAnswer
    published: DefinitionAnswer | None
    published_version: int | None
    created_time: datetime
    modified_time: datetime
    created_by: User
    last_run: RunSummaryAnswer | None


class AutomationsAnswer(Answer):
    items: Sequence[AutomationAnswer]
    next_cursor: str | None = None
