"""Steps of filling a workspace, each one transaction and each skipped when its result is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from pydantic import JsonValue

from api.access.service import Access
from api.auth.current import CurrentUser
from api.automations.service import Automations
from api.bases.service import Bases, NewBase
from api.http.services import AppServices
from api.records import write
from api.records.acts import RecordDraft, WriteContext
from api.records.sql.project import Shape
from api.tables.drafts import FieldDraft
from api.tables.grid import GridConfig
from api.tables.service import Tables
from api.tables.summary import TableSummary
from api.transfer.service import Imports
from api.views.service import Views
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.ids import BaseId, TableId, WorkspaceId

Say = Callable[[str], None]
FieldSpec = tuple[str, str, dict[str, JsonValue] | None]
"""Name, type and config of a field."""


@dataclass(frozen=True)
class Filling:
    """Who fills which workspace, with which services."""

    services: AppServices
    imports: Imports
    user: CurrentUser
    workspace: WorkspaceId
    say: Say

    async def base(self, new: NewBase) -> BaseId:
        bases = self.services.get(Bases)
        async with self.services.database.reading() as session:
            for base in await bases.list_in_workspace(session, self.user, self.workspace):
                if base.name == new.name:
                    return base.id
        async with self.services.database.writing() as session:
            return (await bases.create(session, self.user, self.workspace, new)).id

    async def table(self, base: BaseId, name: str) -> TableSummary | None:
        """The base's table of this name."""
        grant = (await self.services.get(Access).base(self.user, base, BaseRole.VIEWER)).grant
        async with self.services.database.reading() as session:
            found = await self.services.get(Tables).list_in_base(session, self.user, grant)
        return next((table.summary for table in found if table.summary.schema.name == name), None)

    async def make_table(
        self, base: BaseId, name: str, fields: Sequence[FieldSpec], description: str = ""
    ) -> TableSummary:
        found = await self.table(base, name)
        if found is not None:
            return found
        drafts = [FieldDraft(*field) for field in fields]
        async with self.services.database.writing() as session:
            made = await self.services.get(Tables).create(
                session, self.user, base, name=name, description=description, fields=drafts
            )
        return made.summary

    async def records(self, table: TableSummary, rows: Sequence[Mapping[str, JsonValue]]) -> None:
        """All of them in one write, into a table that has none."""
        if table.record_count:
            return
        access = await self.services.get(Access).table(self.user, table.schema.id)
        fields = access.schema.by_name
        drafts = [
            RecordDraft(
                {fields[name].number: fields[name].type.parse(cell, fields[name]) for name, cell in row.items()}
            )
            for row in rows
        ]
        actor = Actor(ActorKind.USER, self.user.number, self.user.id, self.user.name)
        context = WriteContext(actor, Cause(CauseKind.SEED), None, uuid4())
        async with self.services.database.records() as conn:
            await write.create(conn, access, drafts, context, shape=Shape.NAME)

    async def view(self, table: TableId, name: str, config: Mapping[str, JsonValue]) -> None:
        async with self.services.database.reading() as session:
            seen = await self.services.get(Tables).get(session, self.user, table)
        if any(view.name == name for view in seen.summary.views):
            return
        async with self.services.database.writing() as session:
            await self.services.get(Views).create(
                session, self.user, table, name=name, config=GridConfig.model_validate(config)
            )

    async def automation(self, table: TableId, name: str, definition: dict[str, JsonValue]) -> None:
        """Published."""
        automations = self.services.get(Automations)
        found = [item.automation for item in await automations.list_of_table(self.user, table)]
        mine = next((item for item in found if item.name == name), None)
        if mine is None:
            async with self.services.database.writing() as session:
                mine = (await automations.create(session, self.user, table, name, definition)).automation
        if mine.published_version is None:
            async with self.services.database.writing() as session:
                await automations.publish(session, self.user, mine.id)
