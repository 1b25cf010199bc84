"""`dataos audit`: verify and export the audit log, on the machine and with the database alone."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ops.cli.options import HomeOption, database_settings

if TYPE_CHECKING:
    from api.db.engine import Database

Answer = TypeVar("Answer")
app = typer.Typer(help="The audit log: verify that nothing in it was changed, or export it.", no_args_is_help=True)
WorkspaceOption = Annotated[
    str | None, typer.Option(help='Id of a workspace, or "installation" for accounts and sign-ins. Default: all.')
]


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


@app.command("verify")
def verify(
    workspace: WorkspaceOption = None,
    expect: Annotated[
        str | None, typer.Option(help="POSITION:HASH that an earlier run printed; needs --workspace.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Check every entry against its hash and its place in the chain; names the first that is broken.

    Keep the hash that is printed outside of the database: whoever can change everything in there could write a chain
    anew, and --expect finds that.
    """
    if expect is not None and workspace is None:
        raise typer.BadParameter("say which chain with --workspace", param_hint="--expect")

    from ops.audit import check

    async def work(database: "Database") -> bool:
        sound = True
        async for line, fine in check(database, workspace, expect):
            typer.echo(line, err=not fine)
            sound = sound and fine
        return sound

    if not _run(home, work):
        raise typer.Exit(1)


@app.command("export")
def export(
    to: Annotated[Path | None, typer.Argument(help="The file; standard output without one.")] = None,
    workspace: WorkspaceOption = None,
    kind: Annotated[Format, typer.Option("--format", help="JSON lines can be verified by themselves.")] = Format.JSONL,
    since: Annotated[datetime | None, typer.Option("--from", help="First moment (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option("--to", help="First moment after (UTC).")] = None,
    home: HomeOption = None,
) -> None:
    """Write entries, oldest first."""
    from ops.audit import write

    async def work(database: "Database") -> int:
        return await write(database, to, workspace, kind.value, since, until)

    count = _run(home, work)
    typer.echo(f"{count} entries", err=True)


def _run(home: Path | None, work: Callable[["Database"], Awaitable[Answer]]) -> Answer:
    settings = database_settings(home)

    from api.db.engine import Database
    from api.targets import database_target

    async def run() -> Answer:
        database = await Database.open(database_target(settings, "dataos audit"))
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())
