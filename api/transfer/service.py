"""Importing a CSV file as a new table.

The file is copied as text into a staging table, its columns are judged there, the typed table is made (not ready, so
nobody sees it), filled in batches, and released. Whatever goes wrong before that, nothing remains.
"""

import asyncio
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from psycopg import DataError
from pydantic import JsonValue

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.tables.drafts import FieldDraft
from api.tables.service import Tables
from api.transfer import encoding, leftovers, repository, segments
from api.transfer.columns import Column, decide, guess, likely, measure
from api.transfer.dialect import Dialect, sniff
from api.transfer.formats.base import Format
from api.transfer.formats.choice import AsOption, AsOptions
from api.transfer.formats.number import AsMoney
from api.transfer.infer import Hints
from api.transfer.leftovers import STAGING_PREFIX, importing
from api.transfer.load import LoadMode, Target, load, report
from api.transfer.report import ColumnReport, ImportReport, Progress, Stage, Watcher
from api.transfer.staging import Staging
from api.transfer.statement import Connection, execute
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Invalid
from core.fields.options import SelectConfig
from core.ids import BaseId
from core.schema import FieldDef, TableSchema
from core.text import fold

MAX_TABLE_NAME = 100
_SAMPLE_CHUNK = 512 * 1024


@dataclass(frozen=True)
class GivenColumn:
    """A column that the caller knows: no guessing. ``config`` is that of the field."""

    form: Format
    config: dict[str, JsonValue] | None = None


@dataclass(frozen=True, kw_only=True)
class CsvSource:
    """``columns`` None guesses; else one per column of the file. ``zone`` is where its times were written down."""

    path: Path
    name: str
    description: str = ""
    zone: str = "UTC"
    columns: Sequence[GivenColumn] | None = None
    cause: CauseKind = CauseKind.IMPORT


class Imports:
    """``url`` is the database's: an import has a connection of its own, so it never starves requests of theirs."""

    def __init__(self, database: Database, url: str, access: Access, tables: Tables) -> None:
        self._database = database
        self._url = url
        self._access = access
        self._tables = tables

    async def sweep(self) -> None:
        """At start: removes what imports left that were killed."""
        await leftovers.sweep(self._url)

    async def run(self, user: CurrentUser, base_id: str, source: CsvSource, watch: Watcher) -> ImportReport:
        """Raises NotFound, Forbidden, Invalid, LimitExceeded, Conflict ``import_running``."""
        access = await self._access.base(user, base_id, BaseRole.CREATOR)
        encoded, dialect = await asyncio.to_thread(_examine, source)
        number = access.grant.workspace_number
        async with importing(self._url, number) as conn, await leftovers.connect(self._url) as second:
            relation = f"ws_{number}.{STAGING_PREFIX}{secrets.token_hex(8)}"
            staging = Staging(relation, dialect.delimiter, len(dialect.names))
            await _stage(conn, staging, source, encoded, dialect, watch)
            job = _Job(self, conn, second, staging, user, access.grant.id, number, source, watch)
            table, records, reports = await job.fill(dialect)
            name = await repository.release(conn, table, MAX_TABLE_NAME)
            watch(Progress(Stage.TIDYING))
            await execute(conn, f"VACUUM (ANALYZE) {table.relation}")
        irregular = staging.irregular
        return ImportReport(
            table_id=table.id,
            table_name=name,
            records=records,
            columns=reports,
            encoding=encoded.codec,
            delimiter=dialect.delimiter,
            blank=irregular.blank,
            short=irregular.short,
            long=irregular.long,
            long_lines=tuple(irregular.long_lines),
        )

    async def make_table(
        self, user: CurrentUser, base_id: BaseId, source: CsvSource, name: str, columns: Sequence[Column]
    ) -> TableSchema:
        given = source.columns or [None] * len(columns)
        drafts = [
            FieldDraft(column.name, column.form.field_type, (known and known.config) or _config(column))
            for column, known in zip(columns, given, strict=True)
        ]
        async with self._database.writing() as session:
            made = await self._tables.create(
                session, user, base_id, name=name, description=source.description, fields=drafts
            )
            await repository.hold_back(session, made.summary.schema.id)
        return made.summary.schema


def _examine(source: CsvSource) -> tuple[encoding.Encoding, Dialect]:
    """Raises Invalid for a file that cannot be read, or is no CSV."""
    try:
        encoded = encoding.detect(source.path)
        size = source.path.stat().st_size
    except OSError as error:
        raise Invalid.one("file", "unreadable_file", f"Cannot read {source.path.name}: {error.strerror}.") from error
    sample = next(encoding.stream(source.path, encoded, _SAMPLE_CHUNK)).decode()
    return encoded, sniff(sample, whole=size <= _SAMPLE_CHUNK)


async def _stage(
    conn: Connection, staging: Staging, source: CsvSource, encoded: encoding.Encoding, dialect: Dialect, watch: Watcher
) -> None:
    total, done = source.path.stat().st_size, 0

    def copied(size: int) -> None:
        nonlocal done
        done += size
        watch(Progress(Stage.READING, min(done, total), total))

    await staging.create(conn)
    await staging.fill(conn, _segments(staging, source, encoded, dialect), copied)


def _segments(
    staging: Staging, source: CsvSource, encoded: encoding.Encoding, dialect: Dialect
) -> Iterator[segments.Raw | segments.Repaired]:
    chunks = encoding.stream(source.path, encoded)
    found = segments.cut(chunks, dialect.delimiter, staging.width, staging.irregular)
    return segments.without_header(found, dialect.delimiter) if dialect.has_header else found


@dataclass(frozen=True)
class _Job:
    """One import, once its file is staged."""

    imports: Imports
    conn: Connection
    second: Connection
    staging: Staging
    user: CurrentUser
    base: BaseId
    workspace_number: int
    source: CsvSource
    watch: Watcher

    async def fill(self, dialect: Dialect) -> tuple[TableSchema, int, tuple[ColumnReport, ...]]:
        """The table with all records, not yet released."""
        self.watch(Progress(Stage.LOOKING))
        if self.source.columns is not None:
            known = await measure(self.conn, self.staging, _given(self.source.columns, dialect))
            return await self._load(known, LoadMode.LENIENT)
        hints = Hints(comma_decimals=dialect.delimiter == ";", zone=self.source.zone)
        guessed = await guess(self.conn, self.staging, dialect.names, hints)
        try:
            return await self._load(await likely(self.conn, self.staging, guessed), LoadMode.STRICT)
        except DataError:
            # The file is not what its sample promised: look at all of it, and begin again.
            await leftovers.discard(self.conn, self.workspace_number)
            self.watch(Progress(Stage.LOOKING))
            return await self._load(await decide(self.conn, self.staging, guessed), LoadMode.LENIENT)

    async def _load(
        self, columns: Sequence[Column], mode: LoadMode
    ) -> tuple[TableSchema, int, tuple[ColumnReport, ...]]:
        wanted = self.source.name.strip() or "Import"
        name = await repository.free_name(self.conn, self.base, wanted, MAX_TABLE_NAME)
        table = await self.imports.make_table(self.user, self.base, self.source, name, columns)
        ready = [_with_ids(column, field) for column, field in zip(columns, table.fields, strict=True)]
        target = Target(table, table.fields, _actor(self.user), Cause(self.source.cause), uuid4())
        done = 0

        def loaded(records: int) -> None:
            nonlocal done
            done += records
            self.watch(Progress(Stage.LOADING, done, self.staging.rows))

        records = await load([self.conn, self.second], self.staging, ready, target, mode, loaded)
        return table, records, await report(self.conn, self.staging, ready)


def _given(columns: Sequence[GivenColumn], dialect: Dialect) -> list[Column]:
    if len(columns) != len(dialect.names):
        found, wanted = len(dialect.names), len(columns)
        raise Invalid.one("file", "wrong_columns", f"The file has {found} columns where {wanted} are expected.")
    return [
        Column(position, name, given.form)
        for position, (name, given) in enumerate(zip(dialect.names, columns, strict=True), 1)
    ]


def _config(column: Column) -> dict[str, JsonValue] | None:
    match column.form:
        case AsMoney(code=code, precision=precision):
            return {"currency": code, "precision": precision}
        case AsOption() | AsOptions():
            return {"options": [{"name": name} for name in column.options]}
        case _:
            return None


def _with_ids(column: Column, field: FieldDef) -> Column:
    """The column with the ids that its options have in the field."""
    if not isinstance(field.config, SelectConfig) or not isinstance(column.form, AsOption | AsOptions):
        return column
    ids = json.dumps({fold(name): key for key, name in field.config.names.items()}, ensure_ascii=False)
    return replace(column, form=replace(column.form, options=ids))


def _actor(user: CurrentUser) -> Actor:
    return Actor(ActorKind.USER, user.number, user.id, user.name)
