"""Automations as they really run: the application, a worker's activities, and a Temporal server."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import orjson
from fastapi import FastAPI
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner

from activities.deps import ActivityDeps
from activities.mailer import Mailer
from activities.registry import activities_of
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.automations.dispatch import Dispatch
from api.automations.plans import Plans
from api.db.engine import Database
from api.encryption.vault import Vault
from api.http.services import AppServices
from api.kit.storage import BlobStore
from api.records import write
from api.records.acts import RecordDraft, RecordEdit, WriteContext
from api.records.sql.project import Shape
from api.settings import Settings
from api.tables.schema import Schemas
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.ids import UserId, record_id
from core.values import JsonValue
from tests.support.app import Person, World, make_world, running
from workflows.gateway import Gateway, TemporalTarget
from workflows.registry import WORKFLOWS

Json = dict[str, JsonValue]

FIELDS: list[JsonValue] = [
    {"name": "Name", "type": "text"},
    {"name": "Status", "type": "singleSelect", "config": {"options": [{"name": "Todo"}, {"name": "Done"}]}},
    {"name": "Amount", "type": "number"},
    {"name": "Due date", "type": "date"},
    {"name": "Completed", "type": "datetime"},
    {"name": "Created by", "type": "createdBy"},
    {"name": "Note", "type": "longText"},
    {"name": "Tags", "type": "multiSelect", "config": {"options": [{"name": "red"}, {"name": "blue"}]}},
]
LOG_FIELDS: list[JsonValue] = [{"name": "Entry", "type": "text"}, {"name": "Task", "type": "text"}]
DONE: Json = {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Done"}]}


@dataclass
class Stage:
    """Tasks is the table that automations watch, Log stands beside it in the base."""

    app: FastAPI
    world: World
    services: AppServices
    deps: ActivityDeps
    gateway: Gateway
    client: Client
    queue: str
    tasks: Json
    log: Json

    @property
    def database(self) -> Database:
        return self.services.database

    @property
    def dispatch(self) -> Dispatch:
        return self.deps.dispatch

    @asynccontextmanager
    async def worker(self, runner: WorkflowRunner | None = None) -> AsyncGenerator[Worker]:
        """A worker for this stage's own task queue."""
        async with Worker(
            self.client,
            task_queue=self.queue,
            workflows=WORKFLOWS,
            activities=activities_of(self.deps),
            workflow_runner=runner or UnsandboxedWorkflowRunner(),
        ) as worker:
            yield worker

    async def automation(
        self, *steps: Json, trigger: Json | None = None, by: Person | None = None, **more: JsonValue
    ) -> str:
        """The id of a published automation on Tasks; by default it watches Status."""
        person = by or self.world.owner
        chosen: Json = trigger or {"type": "field_changed", "config": {"field": "Status"}}
        body: Json = {"name": "Test", "trigger": chosen, "steps": [*steps], **more}
        made = await person.post(f"/tables/{self.tasks['id']}/automations", body)
        assert isinstance(made, dict)
        await person.post(f"/automations/{made['id']}/publish", {}, 200)
        return str(made["id"])

    async def access(self, table: Json | None = None, person: Person | None = None) -> TableAccess:
        who = person or self.world.owner
        rows = await self.rows("SELECT number FROM dataos.users WHERE id = %s", who.id)
        user = CurrentUser(UserId(who.id), int(str(rows[0][0])), who.name, who.email, "")
        access = self.services.get(Access)
        found = await access.table(user, str((table or self.tasks)["id"]))
        access.forget_table(found.schema.number)
        return await access.table(user, found.schema.number)

    async def create(
        self, *records: Mapping[str, JsonValue], change_set: UUID | None = None, depth: int = 0
    ) -> list[str]:
        """Records in Tasks, as one act of the owner; their ids."""
        access = await self.access()
        drafts = [RecordDraft(_cells(access, record)) for record in records]
        async with self.database.records() as conn:
            context = await self._context(access, change_set, depth)
            written = await write.create(conn, access, drafts, context, shape=Shape.NAME)
        return [record_id(access.schema.number, key) for key in written.keys]

    async def edit(self, record: str, *, depth: int = 0, **fields: JsonValue) -> None:
        """One edit of one record in Tasks by the owner."""
        access = await self.access()
        edit = RecordEdit(int(record[-12:], 16), _cells(access, fields))
        async with self.database.records() as conn:
            await write.update(conn, access, [edit], await self._context(access, None, depth), shape=Shape.NAME)

    async def fields(self, record: str, table: Json | None = None) -> Json:
        """The record's wire fields now."""
        access = await self.access(table)
        async with self.database.records() as conn:
            edit = RecordEdit(int(record[-12:], 16), {})
            written = await write.update(conn, access, [edit], await self._context(access, None, 0), shape=Shape.NAME)
        return orjson.loads(written.body)[0]["fields"]

    async def drain(self) -> int:
        """Dispatch until the feed is empty; how many changes that were.

        The feed is held back while any transaction is open, so "nothing to read" is not yet "nothing there".
        """
        total = 0
        while await self.unread():
            total += await self.dispatch.once()
            await asyncio.sleep(0.005)
        return total

    async def unread(self) -> bool:
        """Whether there are changes that no pass has acknowledged."""
        [(found,)] = await self.rows(
            "SELECT EXISTS (SELECT FROM dataos.changes c WHERE NOT EXISTS (SELECT FROM dataos.cursors k"
            " WHERE k.consumer = 'automations' AND (k.xid, k.seq) >= (c.xid, c.seq)))"
        )
        return bool(found)

    async def settled(self, seconds: float = 30) -> list[tuple[str, str]]:
        """(id, status) of all runs once none is under way."""
        async with asyncio.timeout(seconds):
            while True:
                found = await self.rows("SELECT id, status FROM dataos.runs ORDER BY id")
                if all(status not in {"queued", "running"} for _, status in found):
                    return [(str(run), str(status)) for run, status in found]
                await asyncio.sleep(0.02)

    async def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        async with self.database.records() as conn:
            return await (await conn.execute(statement.encode(), values)).fetchall()

    async def _context(self, access: TableAccess, change_set: UUID | None, depth: int) -> WriteContext:
        actor = Actor(ActorKind.USER, access.user.number, access.user.id, access.user.name)
        return WriteContext(actor, Cause(CauseKind.REQUEST, depth), tab="test", change_set=change_set or uuid4())


def _cells(access: TableAccess, fields: Mapping[str, JsonValue]) -> dict[int, JsonValue]:
    by_name = access.schema.by_name
    return {by_name[name].number: by_name[name].type.coerce(value, by_name[name]) for name, value in fields.items()}


@asynccontextmanager
async def staged(settings: Settings, client: Client, mailer: Mailer | None = None) -> AsyncGenerator[Stage]:
    """A stage with nobody on it: no worker runs yet, and nothing reads the feed but ``drain``."""
    queue = f"test-{uuid4()}"
    async with running(settings) as app:
        world = await make_world(app)
        services: AppServices = app.state.services
        gateway = Gateway(TemporalTarget("unused:1", ui_url="http://temporal.test"), client, queue)
        access, schemas, plans = services.get(Access), services.get(Schemas), Plans()
        dispatch = Dispatch(services.database, access, schemas, plans, gateway)
        deps = ActivityDeps(
            services.database,
            access,
            schemas,
            plans,
            dispatch,
            mailer,
            lambda: datetime.now(UTC),
            gateway,
            settings.database.url,
            services.get(Vault),
            services.get(BlobStore),
        )
        tasks = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Tasks", "fields": FIELDS})
        log = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Log", "fields": LOG_FIELDS})
        assert isinstance(tasks, dict)
        assert isinstance(log, dict)
        yield Stage(app, world, services, deps, gateway, client, queue, tasks, log)


def update(fields: Json, record: str = "{{trigger.record.id}}", id: str = "stamp") -> Json:
    return {"id": id, "type": "update_record", "config": {"record": record, "fields": fields}}


def create(fields: Json, table: str | None = None, id: str = "add") -> Json:
    return {"id": id, "type": "create_record", "config": {"fields": fields, **({"tableId": table} if table else {})}}


def notify(to: Sequence[str], title: str = "Hello", id: str = "tell") -> Json:
    return {"id": id, "type": "send_notification", "config": {"to": [*to], "title": title}}


def mail(to: str, body: str = "Hello", subject: str = "Subject", id: str = "write") -> Json:
    return {"id": id, "type": "send_email", "config": {"to": to, "subject": subject, "body": body}}
