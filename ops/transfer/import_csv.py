"""`dataos import FILE.csv`: the file becomes a table of a base, in the name of its workspace's owner."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from psycopg import AsyncConnection

from api.auth.current import CurrentUser
from api.settings import Settings
from api.transfer.report import ColumnReport, ImportReport, Progress, Stage
from api.transfer.source import CsvSource
from core.errors import Invalid, NotFound
from core.ids import BaseId, UserId
from ops.transfer.application import application, imports

_BASES = b"""
SELECT DISTINCT ON (b.id) b.id, b.name, w.name, u.id, u.number, u.name, u.email
  FROM dataos.bases b
  JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
  JOIN dataos.workspace_members m ON m.workspace_id = w.id AND m.role = 'owner'
  JOIN dataos.users u ON u.id = m.user_id AND u.disabled_at IS NULL
 WHERE b.deleted_at IS NULL
 ORDER BY b.id, m.created_at
"""
_LISTED = 20
_SECONDS_BETWEEN_LINES = 0.2

Say = Callable[[str], None]
"""Takes a line that replaces the one before: progress."""


@dataclass(frozen=True, slots=True)
class _Base:
    id: BaseId
    name: str
    workspace: str
    owner: CurrentUser


async def run(
    settings: Settings,
    path: Path,
    base: str | None,
    name: str | None,
    progress: Say,
    *,
    strict: bool = False,
    encrypted: Sequence[str] = (),
) -> ImportReport:
    """``base`` is an id or a name; it may be left out where there is only one. ``name`` defaults to the file's.

    ``strict`` refuses a file that is not all what its columns promise; ``encrypted`` are names of columns.
    Raises what ``Imports.run`` raises, and Invalid when the base is not clear.
    """
    async with application(settings, "dataos import") as services:
        async with services.database.records() as conn:
            chosen = await _choose(conn, base)
        source = CsvSource(
            path=path,
            name=name or path.stem.replace("_", " ").strip(),
            strict=strict,
            encrypted=frozenset(encrypted),
        )
        return await imports(settings, services).run(chosen.owner, chosen.id, source, _Watch(progress))


def summary(report: ImportReport, seconds: float) -> list[str]:
    """What there is to say afterwards, a line each."""
    rate = report.records / seconds if seconds > 0 else 0.0
    lines = [f"{report.table_name}: {report.records:,} records in {seconds:.1f} s ({rate:,.0f} a second)"]
    lines += [f"  {column.name}: {column.type}" for column in report.columns]
    for column in report.columns:
        lines += _misfits(column)
    if report.long:
        where = ", ".join(map(str, report.long_lines))
        lines.append(
            f"  {report.long:,} lines had values beyond the last column, which are in {report.surplus!r}: lines {where}"
        )
    if report.short:
        lines.append(f"  {report.short:,} lines were short and got empty cells at their end")
    if report.damaged:
        lines.append(f"  {report.damaged:,} places of the file are no {report.encoding} text and read U+FFFD now")
    return lines


def faults(error: Invalid) -> list[str]:
    """What is wrong with the file, a line each."""
    return [f"  {fault.path}: {fault.message}" for fault in error.faults]


def _misfits(column: ColumnReport) -> list[str]:
    """The cells that do not fit what their column seemed to be."""
    if not column.bad:
        return []
    what = f"{column.bad:,} of {column.filled:,} cells are no {column.wanted}"
    became = "and were left empty" if column.emptied else f"so the column is {column.type} and keeps all of them"
    first = [f"    line {cell.line}: {cell.text!r}" for cell in column.samples]
    rest = column.bad - len(column.samples)
    return [f"  {column.name}: {what}, {became}:", *first, *([f"    and {rest:,} more"] if rest else [])]


class _Watch:
    """Turns progress into lines, not more than a few a second."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._next = 0.0

    def __call__(self, now: Progress) -> None:
        finished = now.total > 0 and now.done >= now.total
        if time.monotonic() < self._next and not finished:
            return
        self._next = time.monotonic() + _SECONDS_BETWEEN_LINES
        match now.stage:
            case Stage.READING:
                self._say(f"looking at all cells, {_percent(now)}")
            case Stage.LOADING:
                self._say(f"loading {now.done:,} records, {_percent(now)}")
            case Stage.TIDYING:
                self._say("tidying up")


def _percent(now: Progress) -> str:
    return f"{100 * now.done // now.total if now.total else 100} %"


async def _choose(conn: AsyncConnection, wanted: str | None) -> _Base:
    found = [
        _Base(BaseId(row[0]), row[1], row[2], CurrentUser(UserId(row[3]), row[4], row[5], row[6], ""))
        for row in await (await conn.execute(_BASES)).fetchall()
    ]
    if wanted is not None:
        matching = [item for item in found if wanted in (item.id, item.name)]
        matching = matching or [item for item in found if item.name.lower() == wanted.lower()]
        if not matching:
            raise NotFound("base", wanted)
    else:
        matching = found
    if len(matching) != 1:
        listed = "; ".join(f"{item.id} {item.name} (in {item.workspace})" for item in matching[:_LISTED])
        raise Invalid.one("base", "base_unclear", f"Say which base with --base. There are: {listed or 'none yet'}.")
    return matching[0]
