"""Automations and their runs over HTTP."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, status

from api.automations.answers import automation_answer, run_answer, summary_answer
from api.automations.repository import Definition
from api.automations.schemas import (
    AutomationAnswer,
    AutomationBody,
    AutomationPatch,
    AutomationsAnswer,
    RunAnswer,
    RunBody,
    RunSummaryAnswer,
    StartedAnswer,
)
from api.automations.service import Automations, SeenAutomation
from api.http.deps import AfterCommit, Provided, SignedIn, Writing
from api.http.pagination import Page, Paging, split_page
from api.http.repeating import RepeatableRoute
from workflows.gateway import Gateway

router = APIRouter(route_class=RepeatableRoute, tags=["automations"])

AutomationsHere = Annotated[Automations, Provided(Automations)]
GatewayHere = Annotated[Gateway, Provided(Gateway)]


@router.get("/tables/{table_id}/automations")
async def list_automations(
    table_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere
) -> AutomationsAnswer:
    found = await automations.list_of_table(user, table_id)
    return AutomationsAnswer(items=[_answer(item, gateway) for item in found])


@router.post("/tables/{table_id}/automations", status_code=status.HTTP_201_CREATED)
async def create_automation(
    table_id: str,
    body: AutomationBody,
    user: SignedIn,
    automations: AutomationsHere,
    gateway: GatewayHere,
    session: Writing,
) -> AutomationAnswer:
    """A draft; publish it to make it fire."""
    draft: Definition = {"trigger": body.trigger, "conditions": body.conditions, "steps": body.steps}
    return _answer(await automations.create(session, user, table_id, body.name, draft), gateway)


@router.get("/automations/{automation_id}")
async def get_automation(
    automation_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere
) -> AutomationAnswer:
    return _answer(await automations.get(user, automation_id), gateway)


@router.patch("/automations/{automation_id}")
async def update_automation(
    automation_id: str,
    body: AutomationPatch,
    user: SignedIn,
    automations: AutomationsHere,
    gateway: GatewayHere,
    session: Writing,
) -> AutomationAnswer:
    """Rename it, or change its draft; the published version stays as it is until the next publish."""
    given = body.model_fields_set & {"trigger", "conditions", "steps"}
    changes: Definition = {name: getattr(body, name) for name in given}
    return _answer(await automations.update(session, user, automation_id, body.name, changes), gateway)


@router.delete("/automations/{automation_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_automation(automation_id: str, user: SignedIn, automations: AutomationsHere, session: Writing) -> None:
    await automations.delete(session, user, automation_id)


@router.post("/automations/{automation_id}/publish")
async def publish_automation(
    automation_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere, session: Writing
) -> AutomationAnswer:
    """Check the draft, make it the version that fires, and switch it on. From now on it acts as the caller."""
    return _answer(await automations.publish(session, user, automation_id), gateway)


@router.post("/automations/{automation_id}/disable")
async def disable_automation(
    automation_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere, session: Writing
) -> AutomationAnswer:
    return _answer(await automations.disable(session, user, automation_id), gateway)


@router.post("/automations/{automation_id}/run", status_code=status.HTTP_202_ACCEPTED)
async def run_automation(
    automation_id: str,
    user: SignedIn,
    automations: AutomationsHere,
    session: Writing,
    after: AfterCommit,
    body: RunBody | None = None,
) -> StartedAnswer:
    """Start it by hand, on one record or on none."""
    record_id = None if body is None else body.record_id
    work = await automations.run(session, user, automation_id, record_id)
    after.append(partial(automations.start, work))
    return StartedAnswer(run_id=work.run_ids[0])


@router.get("/automations/{automation_id}/runs")
async def list_runs(
    automation_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere, paging: Paging
) -> Page[RunSummaryAnswer]:
    """Newest first."""
    rows = await automations.list_runs(user, automation_id, after=paging.after, limit=paging.limit + 1)
    shown, cursor = split_page(rows, paging.limit, [row.id for row in rows])
    return Page(items=[summary_answer(row, gateway.run_url) for row in shown], next_cursor=cursor)


@router.get("/runs/{run_id}")
async def get_run(run_id: str, user: SignedIn, automations: AutomationsHere, gateway: GatewayHere) -> RunAnswer:
    seen = await automations.get_run(user, run_id)
    return run_answer(seen.run, seen.steps, seen.plan, seen.schemas, gateway.run_url)


@router.post("/runs/{run_id}/cancel", status_code=status.HTTP_204_NO_CONTENT)
async def cancel_run(
    run_id: str, user: SignedIn, automations: AutomationsHere, session: Writing, after: AfterCommit
) -> None:
    """No further step begins; what was done stays."""
    workflow = await automations.cancel_run(session, user, run_id)
    if workflow is not None:
        after.append(partial(automations.stop, workflow))


def _answer(seen: SeenAutomation, gateway: Gateway) -> AutomationAnswer:
    return automation_answer(seen.automation, seen.last_run, gateway.run_url)
