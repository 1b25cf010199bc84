"""A base in which much is hidden from its editor: a field, all rows but their own, and half of a linked table."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from tests.support.app import Person, World

SECRET = "Zsecretpay"
"""The name of the hidden field."""
VALUE = "CANARYVALUE"
ROW = "CANARYROW"
GONE = "CANARYGONE"
TASK = "CANARYTASK"


@dataclass(frozen=True)
class Office:
    """``mine`` is the editor's own record, with one task that they see (``open``) and one that they do not."""

    world: World
    staff: dict[str, Any]
    tasks: dict[str, Any]
    view: str
    ids: dict[str, str]
    automation: str
    database_url: str

    @property
    def canaries(self) -> dict[str, str]:
        """What must not occur in any answer to the editor."""
        hidden = {name: self.ids[name] for name in ("theirs", "gone", "closed")}
        return {
            **hidden,
            "the field's name": SECRET,
            "the field's id": self.field(SECRET),
            "what is made of it": "Shown twice",
            "its values": VALUE,
            "the row": ROW,
            "the deleted row": GONE,
            "the task": TASK,
        }

    def field(self, name: str) -> str:
        return next(str(item["id"]) for item in self.staff["fields"] if item["name"] == name)

    def fill(self, text: str) -> str:
        places = {
            "base": self.world.base, "staff": self.staff["id"], "tasks": self.tasks["id"], "view": self.view,
            "work": self.field("Work"), "automation": self.automation, **self.ids,
        }  # fmt: skip
        for name, value in places.items():
            text = text.replace("{" + name + "}", str(value))
        return text


def say(database_url: str, statement: str, *values: object) -> None:
    """Something of grants or rules, as the routes for them write it: with a new policy version."""
    with psycopg.connect(database_url) as connection:
        connection.execute(statement.encode(), values)
        connection.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")


def hide_field(database_url: str, field: str, person: Person, level: str = "hidden") -> None:
    say(database_url, "INSERT INTO dataos.field_grants VALUES (%s, 'user', %s, %s)", field, person.id, level)


def rule(database_url: str, table: str, person: Person, access: str, condition: dict[str, Any]) -> None:
    say(
        database_url,
        "INSERT INTO dataos.row_rules (id, table_id, subject_type, subject_id, access, filter)"
        " VALUES (%s, %s, 'user', %s, %s, %s)",
        f"rul_{uuid4().hex[:26]}",
        table,
        person.id,
        access,
        json.dumps({"conjunction": "and", "filters": [condition]}),
    )


async def make_office(world: World, database_url: str) -> Office:
    owner, me = world.owner, world.editor
    tasks = await owner.post(
        f"/bases/{world.base}/tables",
        {"name": "Tasks", "fields": [{"name": "Title", "type": "text"}, {"name": "State", "type": "text"}]},
    )
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Person", "type": "user"},
        {"name": SECRET, "type": "text"},
        {"name": "Work", "type": "link", "config": {"tableId": tasks["id"], "symmetricName": "Worker"}},
        {"name": "Shown twice", "type": "formula", "config": {"expression": "{" + SECRET + "} & '!'"}},
        {"name": "Titles", "type": "lookup", "config": {"linkField": "Work", "field": "Title"}},
    ]
    staff = await owner.post(f"/bases/{world.base}/tables", {"name": "Staff", "fields": fields})
    ids: dict[str, str] = {}
    made = await owner.post(
        f"/tables/{tasks['id']}/records",
        {"records": [{"fields": {"Title": "Open task", "State": "open"}}, {"fields": {"Title": TASK, "State": "no"}}]},
    )
    ids["open"], ids["closed"] = (item["id"] for item in made["items"])
    both = [ids["closed"], ids["open"]]
    made = await owner.post(
        f"/tables/{staff['id']}/records",
        {
            "records": [
                {"fields": {"Name": "Mine", "Person": me.id, SECRET: VALUE, "Work": both}},
                {"fields": {"Name": ROW, "Person": owner.id, SECRET: VALUE, "Work": both}},
                {"fields": {"Name": GONE, "Person": owner.id, SECRET: VALUE}},
                {"fields": {"Name": "Mine too", "Person": me.id, SECRET: VALUE}},
            ]
        },
    )
    ids["mine"], ids["theirs"], ids["gone"], ids["other"] = (item["id"] for item in made["items"])
    await owner.delete(f"/records/{ids['gone']}")
    await owner.patch(f"/records/{ids['mine']}", {"fields": {SECRET: f"{VALUE} 2"}})
    condition = {"field": SECRET, "operator": "contains", "value": VALUE}
    config = {
        "filter": {"conjunction": "and", "filters": [condition]},
        "sorts": [{"field": SECRET, "direction": "asc"}],
        "groups": [{"field": SECRET}],
    }
    view = await owner.post(f"/tables/{staff['id']}/views", {"name": "Paid", "config": config})
    automation = await owner.post(
        f"/tables/{staff['id']}/automations",
        {
            "name": "Tell",
            "trigger": {"type": "field_changed", "config": {"field": SECRET}},
            "steps": [
                {
                    "id": "tell",
                    "type": "send_notification",
                    "config": {"to": [owner.email], "title": "x", "body": "{{trigger.record." + SECRET + "}}"},
                }
            ],
        },
    )
    staff = await owner.get(f"/tables/{staff['id']}")
    office = Office(world, staff, tasks, view["id"], ids, automation["id"], database_url)
    hide_field(database_url, office.field(SECRET), me)
    own = {"field": office.field("Person"), "operator": "equals", "value": {"currentUser": True}}
    rule(database_url, staff["id"], me, "write", own)
    state = next(item["id"] for item in tasks["fields"] if item["name"] == "State")
    rule(database_url, tasks["id"], me, "write", {"field": state, "operator": "equals", "value": "open"})
    say(
        database_url, "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'none')", staff["id"], world.commenter.id
    )
    say(
        database_url, "INSERT INTO dataos.table_grants VALUES (%s, 'user', %s, 'none')", tasks["id"], world.commenter.id
    )
    return office
