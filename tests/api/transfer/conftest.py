"""A workspace with a base in a fresh database, and the import service on top."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from api.auth.accounts import add
from api.auth.current import CurrentUser
from api.bases.service import Bases, NewBase
from api.db.engine import Database
from api.settings import Settings
from api.transfer.report import ImportReport, Progress
from api.transfer.service import Imports
from api.transfer.source import CsvSource
from api.workspaces.service import Workspaces
from ops.transfer.application import application, imports

Row = tuple[object, ...]


@dataclass(frozen=True)
class Place:
    """Somebody's base, and what a test needs to import into it and look at the outcome."""

    url: str
    settings: Settings
    database: Database
    imports: Imports
    user: CurrentUser
    base: str
    workspace_number: int
    folder: Path

    def file(self, content: str | bytes, name: str = "data.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    async def load(self, content: str | bytes, watch: Callable[[Progress], None] | None = None) -> ImportReport:
        source = CsvSource(path=self.file(content), name="Data")
        return await self.imports.run(self.user, self.base, source, watch or (lambda _: None))

    def rows(self, report: ImportReport) -> list[Row]:
        """The stored cells of all records, by key."""
        with psycopg.connect(self.url) as conn:
            number = self.one("SELECT number FROM dataos.tables WHERE id = %s", [report.table_id])
            fields = conn.execute(
                "SELECT number FROM dataos.fields WHERE table_id = %s ORDER BY position", [report.table_id]
            ).fetchall()
            columns = ", ".join(f"f_{row[0]}" for row in fields)
            relation = f"ws_{self.workspace_number}.t_{number}"
            return conn.execute(f"SELECT {columns} FROM {relation} ORDER BY id".encode()).fetchall()

    def column(self, report: ImportReport, at: int = 0) -> list[object]:
        return [row[at] for row in self.rows(report)]

    def one(self, statement: str, parameters: list[object] | None = None) -> object:
        with psycopg.connect(self.url) as conn:
            row = conn.execute(statement.encode(), parameters).fetchone()
            return row[0] if row else None

    def relations(self) -> set[str]:
        """Names of all tables in the workspace's schema."""
        with psycopg.connect(self.url) as conn:
            found = conn.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'",
                [f"ws_{self.workspace_number}"],
            ).fetchall()
            return {row[0] for row in found}


@pytest.fixture
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    settings = Settings.load({"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32})
    async with application(settings, "test") as services:
        async with services.database.writing() as session:
            account = await add(session, email="ann@example.org", name="Ann", password_hash="x")
        user = CurrentUser(account.id, account.number, account.name, account.email, "")
        async with services.database.writing() as session:
            workspace = await services.get(Workspaces).create(session, user, "Ours")
        async with services.database.writing() as session:
            base = await services.get(Bases).create(session, user, workspace.id, NewBase("Base", "", "", ""))
        importer = imports(settings, services)
        yield Place(database_url, settings, services.database, importer, user, base.id, workspace.number, tmp_path)
