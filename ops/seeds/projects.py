"""The demo's project base: what a small company of nine has on its plate. Days count from the day of loading."""

from dataclasses import dataclass

from core.values import JsonValue

OWNER = "Alex Moreau"

PEOPLE_FIELDS: list[tuple[str, str, dict[str, JsonValue] | None]] = [
    ("Name", "text", None),
    ("Role", "text", None),
    ("Team", "singleSelect", {"options": [
        {"name": "Product", "color": "indigo"}, {"name": "Design", "color": "pink"},
        {"name": "Engineering", "color": "blue"}, {"name": "Marketing", "color": "orange"},
        {"name": "Operations", "color": "teal"},
    ]}),
    ("E-mail", "email", None),
    ("Started", "date", None),
    ("Works part-time", "checkbox", None),
]  # fmt: skip

PEOPLE: list[tuple[str, str, str, str, str, bool]] = [
    (OWNER, "Head of product", "Product", "alex.moreau@example.com", "2019-03-04", False),
    ("Dimitra Kanelli", "Product designer", "Design", "dimitra.kanelli@example.com", "2020-09-01", False),
    ("Jonas Albrecht", "Backend engineer", "Engineering", "jonas.albrecht@example.com", "2019-11-18", False),
    ("Priya Nair", "Frontend engineer", "Engineering", "priya.nair@example.com", "2021-02-15", False),
    ("Tomasz Wrona", "Infrastructure engineer", "Engineering", "tomasz.wrona@example.com", "2022-06-07", True),
    ("Camille Besson", "Marketing lead", "Marketing", "camille.besson@example.com", "2020-01-13", False),
    ("Oskar Lind", "Copywriter", "Marketing", "oskar.lind@example.com", "2023-04-03", True),
    ("Fatima Zahra", "Office and finance", "Operations", "fatima.zahra@example.com", "2018-05-22", False),
    ("Ken Ito", "Customer support", "Operations", "ken.ito@example.com", "2024-01-08", False),
]

PROJECTS_FIELDS: list[tuple[str, str, dict[str, JsonValue] | None]] = [
    ("Name", "text", None),
    ("Phase", "singleSelect", {"options": [
        {"name": "Planning", "color": "gray"}, {"name": "Running", "color": "blue"},
        {"name": "Wrapping up", "color": "teal"}, {"name": "Paused", "color": "amber"},
    ]}),
    ("Lead", "text", None),
    ("Budget", "currency", {"currency": "EUR", "precision": 0}),
    ("Starts", "date", None),
    ("Ends", "date", None),
    ("Priority", "rating", {"max": 5}),
    ("Goal", "longText", None),
]  # fmt: skip


@dataclass(frozen=True)
class Project:
    """``starts`` and ``ends`` in days from today."""

    name: str
    phase: str
    lead: str
    budget: int
    starts: int
    ends: int
    priority: int
    goal: str
    color: str


PROJECTS = [
    Project("Website relaunch", "Running", "Camille Besson", 42000, -62, 34, 5,
            "Visitors find prices and book a demo without talking to us first. Demo bookings up by a third.", "orange"),
    Project("Customer portal", "Running", OWNER, 88000, -95, 71, 5,
            "Customers see their contracts, invoices and open tickets in one place; fewer than five support mails a "
            "day about invoices.", "indigo"),
    Project("Office move", "Running", "Fatima Zahra", 31000, -20, 47, 4,
            "Everybody works from the new floor on Harbour Street on the first Monday, with nothing lost on the way.",
            "teal"),
    Project("Spring campaign", "Planning", "Camille Besson", 18500, 12, 96, 3,
            "Two hundred qualified leads from hotels and small museums before the season starts.", "pink"),
    Project("Backup and recovery", "Wrapping up", "Tomasz Wrona", 6500, -118, 9, 4,
            "Restore the whole system from nothing in under an hour, and prove it every quarter.", "lime"),
]  # fmt: skip

STATUSES: dict[str, str] = {
    "Backlog": "gray", "To do": "blue", "In progress": "amber", "In review": "purple", "Done": "green",
}  # fmt: skip
PRIORITIES: dict[str, str] = {"Urgent": "red", "High": "orange", "Normal": "blue", "Low": "gray"}
LABELS = ("bug", "design", "content", "legal", "purchase", "customer", "security", "research", "meeting", "decision")

TASK_FIELDS: list[tuple[str, str, dict[str, JsonValue] | None]] = [
    ("Name", "text", None),
    ("Status", "singleSelect", {"options": [{"name": name, "color": color} for name, color in STATUSES.items()]}),
    ("Priority", "singleSelect", {"options": [{"name": name, "color": color} for name, color in PRIORITIES.items()]}),
    ("Assignee", "singleSelect", {"options": [{"name": person[0]} for person in PEOPLE]}),
    ("Due", "date", None),
    ("Project", "singleSelect", {"options": [{"name": item.name, "color": item.color} for item in PROJECTS]}),
    ("Labels", "multiSelect", {"options": [{"name": name} for name in LABELS]}),
    ("Hours", "number", {"precision": 1}),
    ("Blocked", "checkbox", None),
    ("Completed", "datetime", None),
    ("Notes", "longText", None),
]  # fmt: skip

AUTOMATION_NAME = "Stamp completion date"


def automation(email: str) -> dict[str, JsonValue]:
    """When a task becomes Done: note when, and tell ``email``."""
    return {
        "trigger": {"type": "field_changed", "config": {"field": "Status"}},
        "conditions": {
            "conjunction": "and",
            "filters": [{"field": "Status", "operator": "equals", "value": "Done"}],
        },
        "steps": [
            {
                "id": "stamp",
                "type": "update_record",
                "config": {"record": "{{trigger.record.id}}", "fields": {"Completed": "{{now}}"}},
            },
            {
                "id": "tell",
                "type": "send_notification",
                "config": {
                    "to": [email],
                    "title": "Done: {{trigger.record.Name}}",
                    "body": "{{trigger.record.Assignee}} finished it for {{trigger.record.Project}}.",
                },
            },
        ],
    }
