"""The base "Projects": people, projects and tasks, and the automation that stamps finished tasks."""

from datetime import UTC, date, datetime, time, timedelta

from pydantic import JsonValue

from api.bases.service import NewBase
from api.kit import clock
from ops.seeds.filling import Filling
from ops.seeds.projects import (
    AUTOMATION_NAME,
    OWNER,
    PEOPLE,
    PEOPLE_FIELDS,
    PROJECTS,
    PROJECTS_FIELDS,
    TASK_FIELDS,
    automation,
)
from ops.seeds.tasks import TASKS, Task

_OPEN: JsonValue = {"field": "Status", "operator": "notEquals", "value": "Done"}
_BY_DUE: JsonValue = [{"field": "Due", "direction": "asc"}]


async def fill_projects(filling: Filling) -> None:
    filling.say("demo: projects and tasks")
    base = await filling.base(NewBase("Projects", "Who does what, and until when.", "folder-kanban", "indigo"))
    today = clock.now().date()

    tasks = await filling.make_table(base, "Tasks", TASK_FIELDS)
    await filling.records(tasks, [_task(task, today) for task in TASKS])
    await filling.view(tasks.schema.id, "My open tasks", _view([_is("Assignee", OWNER), _OPEN], _BY_DUE))
    soon: JsonValue = {"field": "Due", "operator": "within", "value": {"mode": "nextDays", "count": 14}}
    await filling.view(tasks.schema.id, "Due in two weeks", _view([soon, _OPEN], _BY_DUE))
    await filling.view(tasks.schema.id, "Blocked", _view([_is("Blocked", True), _OPEN], _BY_DUE))
    await filling.view(
        tasks.schema.id,
        "Finished",
        _view([_is("Status", "Done")], [{"field": "Completed", "direction": "desc"}]),
    )

    projects = await filling.make_table(base, "Projects", PROJECTS_FIELDS)
    await filling.records(projects, _projects(today))
    people = await filling.make_table(base, "People", PEOPLE_FIELDS)
    await filling.records(people, _people())
    await filling.automation(tasks.schema.id, AUTOMATION_NAME, automation(filling.user.email))


def _task(task: Task, today: date) -> dict[str, JsonValue]:
    due = None if task.due is None else today + timedelta(days=task.due)
    finished = due is not None and task.status == "Done"
    # Afternoons, on the day it was due; spread a little so that no two look alike.
    minute = sum(task.name.encode()) % 240
    completed = datetime.combine(due, time(13), UTC) + timedelta(minutes=minute) if due and finished else None
    return {
        "Name": task.name,
        "Status": task.status,
        "Priority": task.priority,
        "Assignee": next(person[0] for person in PEOPLE if person[0].startswith(task.person)),
        "Due": due.isoformat() if due else None,
        "Project": next(item.name for item in PROJECTS if item.name.startswith(task.project)),
        "Labels": list(task.labels) or None,
        "Hours": task.hours,
        "Blocked": task.blocked,
        "Completed": completed.isoformat() if completed else None,
        "Notes": task.notes or None,
    }


def _projects(today: date) -> list[dict[str, JsonValue]]:
    return [
        {
            "Name": item.name,
            "Phase": item.phase,
            "Lead": item.lead,
            "Budget": item.budget,
            "Starts": (today + timedelta(days=item.starts)).isoformat(),
            "Ends": (today + timedelta(days=item.ends)).isoformat(),
            "Priority": item.priority,
            "Goal": item.goal,
        }
        for item in PROJECTS
    ]


def _people() -> list[dict[str, JsonValue]]:
    names = [name for name, _, _ in PEOPLE_FIELDS]
    return [dict(zip(names, person, strict=True)) for person in PEOPLE]


def _is(field: str, value: JsonValue) -> JsonValue:
    return {"field": field, "operator": "equals", "value": value}


def _view(filters: list[JsonValue], sorts: JsonValue) -> dict[str, JsonValue]:
    return {"filter": {"conjunction": "and", "filters": filters}, "sorts": sorts}
