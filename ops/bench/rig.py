"""What a bench gets: the running product, a table of some size, and how often to repeat things."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from api.auth.current import CurrentUser
from api.settings import Settings
from core.ids import UserId
from ops.bench.client import BenchError, Client
from ops.bench.rows import FIELDS, BenchField, csv_values, select, values

_FILL_STEP = 250_000
_SETTLE_SECONDS = 120.0


@dataclass(frozen=True)
class Effort:
    """How often: rounds per bench, requests per round, and runs of an automation."""

    rounds: int
    requests: int
    runs: int
    share: int = 1
    """Of how many records a bench with a size of its own makes one."""

    @property
    def slow_requests(self) -> int:
        """For what takes tens of milliseconds and more."""
        return max(3, self.requests // 10)


THOROUGH = Effort(rounds=5, requests=200, runs=120)
QUICK = Effort(rounds=2, requests=20, runs=10, share=10)


@dataclass(frozen=True)
class BenchTable:
    """``relation`` and ``columns`` are the physical names; ``options`` are the ids of its selects by field name."""

    id: str
    relation: str
    columns: tuple[str, ...]
    options: dict[str, dict[str, str]]
    field_ids: dict[str, str]
    records: int


@dataclass(frozen=True)
class Rig:
    """``folder`` is for files; ``client`` is signed in as ``user``, who owns workspace and base."""

    settings: Settings
    client: Client
    user: CurrentUser
    workspace_id: str
    base_id: str
    folder: Path
    effort: Effort

    def settle(self) -> None:
        """Until every consumer of the change feed has caught up: the backlog of one round is not the next one's."""
        deadline = time.monotonic() + _SETTLE_SECONDS
        with psycopg.connect(self.url, autocommit=True) as conn:
            while time.monotonic() < deadline:
                behind = conn.execute(
                    "SELECT EXISTS (SELECT FROM dataos.cursors c JOIN dataos.changes h"
                    " ON (h.xid, h.seq) > (c.xid, c.seq))"
                ).fetchone()
                if behind == (False,):
                    return
                time.sleep(0.02)
        raise BenchError(f"the consumers of the change feed were still behind after {_SETTLE_SECONDS:g} s")

    @property
    def url(self) -> str:
        return self.settings.database.url.get_secret_value()


def make_rig(settings: Settings, address: str, folder: Path, effort: Effort) -> Rig:
    """Registers a person with a workspace and a base."""
    body = {"email": "bench@example.org", "password": "quiet otter paints fences", "name": "Bench"}
    answer = Client(address).call("POST", "/auth/register", body)
    client = Client(address, answer["accessToken"])
    workspace = client.call("POST", "/workspaces", {"name": "Bench"})
    base = client.call("POST", f"/workspaces/{workspace['id']}/bases", {"name": "Bench"})
    user_id = UserId(answer["user"]["id"])
    with psycopg.connect(settings.database.url.get_secret_value()) as conn:
        row = conn.execute("SELECT number FROM dataos.users WHERE id = %s", [user_id]).fetchone()
    user = CurrentUser(user_id, row[0] if row else 0, "Bench", "bench@example.org", "")
    return Rig(settings, client, user, workspace["id"], base["id"], folder, effort)


def make_table(rig: Rig, records: int, name: str = "Deals", plain: Sequence[BenchField] = FIELDS) -> BenchTable:
    """A table with the ``plain`` fields and ``records`` rows, filled by the server itself."""
    fields = [{"name": item.name, "type": item.type, "config": item.config} for item in plain]
    made = rig.client.call("POST", f"/bases/{rig.base_id}/tables", {"name": f"{name} {records}", "fields": fields})
    table = describe(rig, made, records)
    ids = {name: list(options.values()) for name, options in table.options.items()}
    with psycopg.connect(rig.url, autocommit=True, options="-c statement_timeout=0") as conn:
        for first in range(1, records + 1, _FILL_STEP):
            rows = select(first, min(first + _FILL_STEP - 1, records), values(ids, plain))
            conn.execute(f"INSERT INTO {table.relation} ({', '.join(table.columns)}) {rows}".encode())
        conn.execute(f"VACUUM (ANALYZE) {table.relation}".encode())
    return table


def describe(rig: Rig, made: dict[str, object], records: int) -> BenchTable:
    """``made`` is the table as the API shows it."""
    with psycopg.connect(rig.url) as conn:
        row = conn.execute(
            "SELECT w.number, t.number FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
            " JOIN dataos.workspaces w ON w.id = b.workspace_id WHERE t.id = %s",
            [made["id"]],
        ).fetchone()
        rows = conn.execute(
            "SELECT id, name, number, config FROM dataos.fields WHERE table_id = %s ORDER BY position", [made["id"]]
        ).fetchall()
    if row is None:
        raise LookupError(f"table {made['id']} is not in the database")
    options = {name: {o["name"]: o["id"] for o in config.get("options", ())} for _, name, _, config in rows}
    return BenchTable(
        id=str(made["id"]),
        relation=f"ws_{row[0]}.t_{row[1]}",
        columns=tuple(f"f_{number}" for _, _, number, _ in rows),
        options={name: ids for name, ids in options.items() if ids},
        field_ids={name: field_id for field_id, name, _, _ in rows},
        records=records,
    )


def write_csv(rig: Rig, records: int) -> Path:
    """The same rows as a CSV file with a header."""
    path = rig.folder / f"deals-{records}.csv"
    named = [f'{value} AS "{item.name}"' for value, item in zip(csv_values(), FIELDS, strict=True)]
    statement = f"COPY ({select(1, records, named)}) TO STDOUT (FORMAT csv, HEADER)"
    with (
        psycopg.connect(rig.url, options="-c statement_timeout=0") as conn,
        path.open("wb") as file,
        conn.cursor().copy(statement.encode()) as copy,
    ):
        for block in copy:
            file.write(block)
    return path
