"""Importing a CSV file as a new table.

The columns are guessed from a sample, the typed table is made (not ready, so nobody sees it), filled by COPY in one
pass over the file, and released. A cell that does not fit what the sample promised stops that pass: then all of the
file is judged, and loaded again into columns that lose none of it. Whatever goes wrong, nothing remains.
"""

import asyncio
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from uuid import uuid4

from psycopg import DataError

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.vault import Vault
from api.tables.drafts import FieldDraft
from api.tables.service import Tables
from api.transfer import leftovers, repository
from api.transfer.columns import Column, Misfit, Reader, SealingReader, with_known_options, with_options
from api.transfer.dialect import name_columns
from api.transfer.formats.base import Format
from api.transfer.formats.text import AsLongText, AsText
from api.transfer.infer import Hints, candidates
from api.transfer.leftovers import importing
from api.transfer.load import Target, load
from api.transfer.records import Records, Surplus
from api.transfer.report import ColumnReport, ImportReport, Progress, Stage, Watcher
from api.transfer.sample import sample
from api.transfer.source import CsvFile, CsvSource, GivenColumn, look
from api.transfer.statement import Connection, execute
from api.transfer.tally import Tally, tallying
from api.transfer.verdict import Verdict, all_emptied, judge, refuse_damage, refuse_faults, refuse_moved
from core.access.roles import BaseRole
from core.actor import Actor, ActorKind, Cause
from core.counted import counted, verb
from core.errors import Invalid
from core.fields.registry import get_type, parse_config
from core.fields.sealing import DEFAULT_REVEAL
from core.ids import BaseId
from core.schema import FieldDef, TableSchema

MAX_TABLE_NAME = 100
_SURPLUS_NAME = "Further values"


class Imports:
    """``url`` is the database's: an import has a connection of its own, so it never starves requests of theirs."""

    def __init__(self, database: Database, url: str, access: Access, tables: Tables, vault: Vault) -> None:
        self._vault = vault
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
        file = await asyncio.to_thread(look, source.path)
        number = access.grant.workspace_number
        async with importing(self._url, number) as conn:
            job = _Job(self, conn, file, user, access.grant.id, number, source, watch)
            filled = await job.fill()
            name = await repository.release(conn, filled.table, MAX_TABLE_NAME)
            watch(Progress(Stage.TIDYING))
            await execute(conn, f"VACUUM (ANALYZE) {filled.table.relation}")
        passed = filled.passed
        return ImportReport(
            table_id=filled.table.id,
            table_name=name,
            records=filled.records,
            columns=filled.columns,
            encoding=file.encoding.codec,
            delimiter=file.dialect.delimiter,
            blank=passed.blank,
            short=passed.short,
            long=passed.long,
            long_lines=tuple(passed.long_lines),
            surplus=filled.columns[-1].name if passed.surplus else "",
            damaged=passed.decoding.damaged,
        )

    async def make_table(
        self, user: CurrentUser, base_id: BaseId, source: CsvSource, name: str, columns: Sequence[Column]
    ) -> TableSchema:
        given = source.columns or [None] * len(columns)
        drafts = [
            FieldDraft(
                column.name,
                column.form.field_type,
                (known and known.config) or column.config(),
                reveal_to=DEFAULT_REVEAL if column.name in source.encrypted else None,
            )
            for column, known in zip(columns, given, strict=True)
        ]
        async with self._database.writing() as session:
            made = await self._tables.create(
                session, user, base_id, name=name, description=source.description, fields=drafts
            )
            await repository.hold_back(session, made.summary.schema.id)
        return made.summary.schema

    async def readers(self, table: TableSchema, forms: Sequence[Format], *, lenient: bool) -> list[Reader]:
        """For the columns of the file, which are the table's fields. Raises Unavailable without the master key."""
        found = [Reader(form, lenient=lenient) for form in forms]
        if table.sealed:
            async with self._database.records() as conn:
                keys = await self._vault.sealing(conn, table.workspace_id)
            for at, field in enumerate(table.fields):
                if field.encrypted:
                    found[at] = SealingReader(forms[at], lambda text, field=field: str(keys.seal(table, field, text)))
        return found


@dataclass(frozen=True)
class _Filled:
    """The table with all records, not yet released, and the pass over the file that filled it."""

    table: TableSchema
    records: int
    columns: tuple[ColumnReport, ...]
    passed: Records


@dataclass(frozen=True)
class _Job:
    """One import."""

    imports: Imports
    conn: Connection
    file: CsvFile
    user: CurrentUser
    base: BaseId
    workspace_number: int
    source: CsvSource
    watch: Watcher

    @property
    def _sealing(self) -> bool:
        return bool(self.source.encrypted)

    async def fill(self) -> _Filled:
        names, ranked = self.file.dialect.names, await asyncio.to_thread(self._guess)
        best = [forms[0] for forms in ranked]
        try:
            sure = [
                ColumnReport(name, form.field_type, form.field_type) for name, form in zip(names, best, strict=True)
            ]
            return await self._load(self.file.records(exact=self._sealing), best, sure, lenient=False)
        except (Misfit, Surplus):
            # The file is not what its sample promised: look at all of it, and begin again.
            await leftovers.discard(self.conn, self.workspace_number)
        verdicts, passed = await self._judge(ranked)
        if passed.long and self._sealing:
            refuse_moved(passed)
        if (passed.long and self.source.columns is not None) or self.source.strict:
            refuse_faults(verdicts, passed)
        reports = [verdict.report() for verdict in verdicts]
        forms = [verdict.form for verdict in verdicts]
        if passed.long:
            (*_, name) = name_columns([*names, _SURPLUS_NAME])
            reports.append(ColumnReport(name, AsLongText.field_type, AsLongText.field_type))
            forms.append(AsLongText())
        again = self.file.records(surplus=passed.long > 0)
        return await self._load(again, forms, reports, lenient=self.source.columns is not None)

    def _guess(self) -> list[list[Format]]:
        """Per column the formats it may have, best first."""
        dialect = self.file.dialect
        if self.source.columns is not None:
            return [[_known(given)] for given in _checked(self.source.columns, len(dialect.names))]
        _refuse_unknown(self.source.encrypted, dialect.names)
        hints = Hints(comma_decimals=dialect.delimiter == ";", zone=self.source.zone)
        ranked: list[list[Format]] = []
        for at, cells in enumerate(sample(self.file.records())):
            filled = list(filter(None, cells))
            if dialect.names[at] in self.source.encrypted:
                ranked.append([AsLongText() if any("\n" in cell for cell in filled) else AsText()])
                continue
            found = candidates(filled, Hints(hints.comma_decimals, hints.zone, title=at == 0))
            ranked.append([with_options(form, filled) for form in found])
        return ranked

    async def _judge(self, ranked: Sequence[Sequence[Format]]) -> tuple[list[Verdict], Records]:
        """First the best format of each column alone; the others only where it has bad cells."""
        tallies, passed = await self._tally({at: forms[:1] for at, forms in enumerate(ranked)})
        if self.source.columns is not None:
            return all_emptied(self.file.dialect.names, tallies), passed
        others = {at: forms[1:] for at, forms in enumerate(ranked) if tallies[at][0].bad and forms[1:]}
        if others:
            for (at, _), more in zip(others.items(), (await self._tally(others))[0], strict=True):
                tallies[at] += more
        return judge(self.file.dialect.names, tallies), passed

    async def _tally(self, forms: Mapping[int, Sequence[Format]]) -> tuple[list[list[Tally]], Records]:
        tallies: dict[int, list[Tally]] = {}
        passed, size = self.file.records(surplus=True, exact=self._sealing), self.file.path.stat().st_size
        blocks = tallying(passed, forms, tallies)
        while await asyncio.to_thread(next, blocks, None):
            self.watch(Progress(Stage.READING, min(passed.decoding.read, size), size))
        return list(tallies.values()), passed

    async def _load(
        self, passed: Records, forms: Sequence[Format], reports: Sequence[ColumnReport], *, lenient: bool
    ) -> _Filled:
        wanted = self.source.name.strip() or "Import"
        name = await repository.free_name(self.conn, self.base, wanted, MAX_TABLE_NAME)
        columns = [Column(report.name, form) for report, form in zip(reports, forms, strict=True)]
        table = await self.imports.make_table(self.user, self.base, self.source, name, columns)
        if self.source.columns is not None:
            forms = [with_known_options(form, field.config) for form, field in zip(forms, table.fields, strict=True)]
        readers = await self.imports.readers(table, forms, lenient=lenient)
        target = Target(table, table.fields, _actor(self.user), Cause(self.source.cause), uuid4())
        size, done = max(1, self.file.path.stat().st_size), 0

        def loaded(records: int) -> None:
            nonlocal done
            done += records
            read = max(1, passed.decoding.read)
            self.watch(Progress(Stage.LOADING, done, done if read >= size else max(done, done * size // read)))

        try:
            records = await load(self.conn, passed, readers, target, loaded)
        except DataError as error:
            raise _refused(error) from error
        if self.source.strict:
            refuse_damage(passed)
        if self.source.columns is None:
            await self._add_options(table.fields, columns)
        return _Filled(table, records, tuple(reports), passed)

    async def _add_options(self, fields: Sequence[FieldDef], columns: Sequence[Column]) -> None:
        """Those that the sample did not have."""
        for field, column in zip(fields, columns, strict=True):
            await repository.add_options(self.conn, field, column.config())


def _refuse_unknown(encrypted: Set[str], names: Sequence[str]) -> None:
    unknown = sorted(encrypted - set(names))
    if unknown:
        message = f"The file has no column {unknown[0]!r} to encrypt. It has: {', '.join(names)}."
        raise Invalid.one("encrypt", "unknown_column", message)


def _checked(given: Sequence[GivenColumn], found: int) -> Sequence[GivenColumn]:
    if len(given) != found:
        raise Invalid.one(
            "file",
            "wrong_columns",
            f"The file has {counted(found, 'column')} where {len(given)} {verb(len(given), 'is', 'are')} expected.",
        )
    return given


def _known(given: GivenColumn) -> Format:
    config = parse_config(get_type(given.form.field_type), given.config)
    return with_known_options(given.form, config)


def _actor(user: CurrentUser) -> Actor:
    return Actor(ActorKind.USER, user.number, user.id, user.name)


def _refused(error: DataError) -> Invalid:
    """PostgreSQL is the last judge of a value; it names the column and the row of its COPY."""
    where = error.diag.context or ""
    return Invalid.one("file", "not_loadable", f"PostgreSQL takes a value of the file for none: {error} ({where})")
