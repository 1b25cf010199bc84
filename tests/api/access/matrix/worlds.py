"""The place that the matrix asks about, once for each state; every word in it that may be hidden is a canary."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
from fastapi import FastAPI

from api.kit.newid import new_id
from tests.api.access.matrix.actors import Actor, State
from tests.support.app import Person, World, client_of, make_world, register
from tests.support.bodies import BODIES
from tests.support.files import begin, upload

NAME_OF_BASE = "CANARYBASE"
NAME_OF_TABLE = "CANARYTABLE"
NAME_OF_FIELD = "CANARYFIELD"
NAME_OF_LOOKUP = "CANARYLOOKUP"
NAME_OF_VIEW = "CANARYVIEW"
NAME_OF_AUTOMATION = "CANARYTASK"
NAME_OF_FILE = "CANARYFILE.txt"
VALUE = "CANARYVALUE"
ROW, ROW_VALUE = "CANARYROW", "CANARYROWVALUE"
GONE, GONE_VALUE = "CANARYGONE", "CANARYGONEVALUE"

WITHHELD: dict[State, frozenset[str]] = {
    State.PLAIN: frozenset(),
    State.CLOSED: frozenset(
        {
            *(NAME_OF_TABLE, NAME_OF_FIELD, NAME_OF_LOOKUP, NAME_OF_VIEW, NAME_OF_AUTOMATION, NAME_OF_FILE),
            *(VALUE, ROW, GONE),
        }
    ),
    # What is made of the field is hidden with it.
    State.HIDDEN: frozenset({NAME_OF_FIELD, NAME_OF_LOOKUP, NAME_OF_FILE, VALUE, ROW_VALUE, GONE_VALUE}),
    State.DENIED: frozenset({NAME_OF_LOOKUP, NAME_OF_FILE, ROW, GONE}),
}
"""What nobody may read whom the grants and rules of the state bind."""
EVERYTHING = frozenset({NAME_OF_BASE, *WITHHELD[State.CLOSED]})
NOT_FOR_LINKS = frozenset({NAME_OF_BASE, NAME_OF_TABLE, NAME_OF_LOOKUP, NAME_OF_AUTOMATION, GONE})

_numbers = count()
_EMPTY: dict[str, Any] = {"conjunction": "and", "filters": []}


def fresh() -> str:
    """A name that nothing has."""
    return f"new{next(_numbers)}"


@dataclass(frozen=True)
class Place:
    """``ids`` by noun, as ``tests.support.routes`` takes them. ``http`` by actor."""

    app: FastAPI
    state: State
    world: World
    people: dict[Actor, Person]
    ids: dict[str, str]
    token: str
    """The secret of the owner's token for reading, whose id is that of ``TOKEN_ID`` in the oracle."""
    token_id: str
    fields: dict[str, str]
    links: tuple[str, ...]
    database_url: str

    def say(self) -> None:
        """The grants and rules of the state, in place of whatever is there, as the routes for them write it."""
        table = self.ids["table"]
        subjects = [("everyone", ""), ("token", self.token_id), *(("link", link) for link in self.links)]
        with psycopg.connect(self.database_url) as connection:
            connection.execute("DELETE FROM dataos.table_grants WHERE table_id = %s", [table])
            connection.execute("DELETE FROM dataos.field_grants WHERE field_id = ANY(%s)", [[*self.fields.values()]])
            connection.execute("DELETE FROM dataos.view_grants WHERE view_id = %s", [self.ids["view"]])
            connection.execute("DELETE FROM dataos.row_rules WHERE table_id = %s", [table])
            for kind, key in subjects:
                self._withhold(connection, kind, key)
            connection.execute("UPDATE dataos.workspaces SET policy_version = policy_version + 1")

    def _withhold(self, connection: psycopg.Connection, kind: str, key: str) -> None:
        match self.state:
            case State.CLOSED:
                # Of links the table itself says nothing: theirs show the one beside it.
                if kind != "link":
                    said = "INSERT INTO dataos.table_grants VALUES (%s, %s, %s, 'none')"
                    connection.execute(said, [self.ids["table"], kind, key])
            case State.HIDDEN:
                for name in (NAME_OF_FIELD, "Files"):
                    said = "INSERT INTO dataos.field_grants VALUES (%s, %s, %s, 'hidden')"
                    connection.execute(said, [self.fields[name], kind, key])
            case State.DENIED:
                open_rows = {"field": self.fields["Kind"], "operator": "equals", "value": "open"}
                connection.execute(
                    "INSERT INTO dataos.row_rules (id, table_id, subject_type, subject_id, access, filter)"
                    " VALUES (%s, %s, %s, %s, 'write', %s)",
                    [
                        f"rul_{uuid4().hex[:26]}",
                        self.ids["table"],
                        kind,
                        key,
                        json.dumps({"conjunction": "and", "filters": [open_rows]}),
                    ],
                )
            case State.PLAIN:
                pass


async def make_place(app: FastAPI, state: State, database_url: str) -> Place:
    world = await make_world(app)
    owner, base = world.owner, world.base
    nobody = await register(app, "Nemo")
    spare = await register(app, "Sara")
    for person in (nobody, spare):
        await owner.post(f"/workspaces/{world.workspace}/members", {"email": person.email, "role": "member"})
    await owner.put(f"/bases/{base}/members", {"email": nobody.email, "role": "none"})
    await owner.patch(f"/bases/{base}", {"name": NAME_OF_BASE})
    table, view, records, file = await _table(world)
    side = await _side(owner, base, table["id"], records["record"])
    table = await owner.get(f"/tables/{table['id']}")
    fields = {item["name"]: str(item["id"]) for item in table["fields"]}
    automation = await owner.post(
        f"/tables/{table['id']}/automations",
        {
            "name": NAME_OF_AUTOMATION,
            "trigger": {"type": "field_changed", "config": {"field": NAME_OF_FIELD}},
            "conditions": _EMPTY,
            "steps": [
                {
                    "id": "tell",
                    "type": "send_notification",
                    "config": {"to": [owner.email], "title": "x", "body": "{{trigger.record." + NAME_OF_FIELD + "}}"},
                }
            ],
        },
    )
    await owner.post(f"/automations/{automation['id']}/publish", None, 200)
    seen = side["views"][0]["id"] if state is State.CLOSED else view
    shared = await owner.post(f"/views/{seen}/links", {"download": True})
    form = await owner.post(f"/views/{seen}/links", {"kind": "form"})
    made = await owner.post("/tokens", {"name": "Reader", "scopes": ["data:read"]})
    link = await owner.post(f"/views/{view}/links", {"download": True})
    if state is State.DENIED:
        records["record"] = records["row"]
    ids = {
        **await _account_things(owner, world),
        **await _workspace_things(owner, world, spare),
        "base": base,
        "table": table["id"],
        "field": fields[NAME_OF_FIELD],
        "linkField": next(item["id"] for item in side["fields"] if item["name"] == "Deal"),
        "view": view,
        "record": records["record"],
        "gone": records["gone"],
        "link": link["id"],
        "slug": shared["slug"],
        "formSlug": form["slug"],
        "automation": automation["id"],
        "run": _run(database_url, automation["id"]),
        "job": job_of(database_url, table["id"]),
        "attachment": file,
        "upload": (await begin(owner, base, 5)).json()["id"],
    }
    people = {
        Actor.OWNER: owner,
        Actor.ADMIN: world.admin,
        Actor.CREATOR: world.creator,
        Actor.EDITOR: world.editor,
        Actor.COMMENTER: world.commenter,
        Actor.VIEWER: world.viewer,
        Actor.NOBODY: nobody,
        Actor.STRANGER: world.stranger,
        Actor.TOKEN: Person(owner.id, owner.name, owner.email, made["token"], client_of(app, token=made["token"])),
        Actor.LINK: Person("", "", "", "", client_of(app)),
    }
    place = Place(
        app, state, world, people, ids, made["token"], made["id"], fields, (shared["id"], form["id"]), database_url
    )
    place.say()
    return place


async def _table(world: World) -> tuple[dict[str, Any], str, dict[str, str], str]:
    owner, base = world.owner, world.base
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Kind", "type": "text"},
        {"name": "Amount", "type": "number"},
        {"name": NAME_OF_FIELD, "type": "text"},
        {"name": "Files", "type": "attachment"},
    ]
    table = await owner.post(f"/bases/{base}/tables", {"name": NAME_OF_TABLE, "fields": fields})
    # The owner's: their token must not see it for that.
    file = (await upload(owner, base, NAME_OF_FILE, b"a"))["id"]
    made = await owner.post(
        f"/tables/{table['id']}/records",
        {
            "records": [
                {"fields": {"Name": "Plain", "Kind": "open", "Amount": 1, NAME_OF_FIELD: VALUE}},
                {"fields": {"Name": ROW, "Kind": "shut", "Amount": 2, NAME_OF_FIELD: ROW_VALUE, "Files": [file]}},
                {"fields": {"Name": GONE, "Kind": "shut", "Amount": 3, NAME_OF_FIELD: GONE_VALUE}},
            ]
        },
    )
    plain, row, gone = (item["id"] for item in made["items"])
    await owner.patch(f"/records/{row}", {"fields": {"Amount": 4}})
    await owner.delete(f"/records/{gone}")
    config = {"sorts": [{"field": NAME_OF_FIELD, "direction": "asc"}]}
    view = await owner.post(f"/tables/{table['id']}/views", {"name": NAME_OF_VIEW, "config": config})
    return table, view["id"], {"record": plain, "row": row, "gone": gone}, file


async def _side(owner: Person, base: str, table: str, record: str) -> dict[str, Any]:
    """A table beside it that is open to all, and shows what it can of the other by a link and what is made of it."""
    fields = [
        {"name": "Title", "type": "text"},
        {"name": "Kind", "type": "text"},
        {"name": "Amount", "type": "number"},
        {"name": "Deal", "type": "link", "config": {"tableId": table}},
        {"name": NAME_OF_LOOKUP, "type": "lookup", "config": {"linkField": "Deal", "field": NAME_OF_FIELD}},
    ]
    side = await owner.post(f"/bases/{base}/tables", {"name": "Side", "fields": fields})
    await owner.post(f"/tables/{side['id']}/records", {"records": [{"fields": {"Title": "Side", "Deal": [record]}}]})
    return side


async def _account_things(owner: Person, world: World) -> dict[str, str]:
    sessions = await owner.get("/auth/sessions")
    own = await owner.post("/tokens", {"name": "Mine", "scopes": ["data:read"]})
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    account = await owner.post(accounts, {"name": "Robot"})
    token = await owner.post(f"{accounts}/{account['id']}/tokens", {"name": "T", "scopes": ["data:read"]})
    return {
        "session": sessions["items"][0]["id"],
        "token": own["id"],
        "account": account["id"],
        "accountToken": token["id"],
    }


async def _workspace_things(owner: Person, world: World, spare: Person) -> dict[str, str]:
    here = f"/workspaces/{world.workspace}"
    team = await owner.post(f"{here}/teams", {"name": "Sellers"})
    await owner.post(f"/teams/{team['id']}/members", {"userId": spare.id})
    invitation = await owner.post(f"{here}/invitations", {"role": "member", "maxUses": 1000})
    # Whoever has it joins, so it is to another workspace.
    elsewhere = await owner.post("/workspaces", {"name": "Open to all"})
    join = await owner.post(f"/workspaces/{elsewhere['id']}/invitations", {"role": "member", "maxUses": 1000})
    provider = await owner.post(f"{here}/identity-providers", BODIES["create_identity_provider"])
    return {
        "workspace": world.workspace,
        "user": spare.id,
        "team": team["id"],
        "invitation": invitation["id"],
        "invitationToken": join["url"].partition("#")[2],
        "provider": provider["id"],
    }


def _run(database_url: str, automation: str) -> str:
    """A finished run, written down as if Temporal had been there."""
    run = new_id("run")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.runs (id, automation_id, version, status, trigger_type, workflow_id, started_at,"
            " finished_at) VALUES (%s, %s, 1, 'succeeded', 'manual', %s, now(), now())",
            [run, automation, run],
        )
    return run


def job_of(database_url: str, table: str) -> str:
    """A job of no field that nobody has begun."""
    job = new_id("job")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.jobs (id, kind, table_id, status, spec, created_by)"
            " VALUES (%s, 'convert', %s, 'queued', '{}', 1)",
            [job, table],
        )
    return job
