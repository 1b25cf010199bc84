"""Month partitions of the change feed.

The default partition catches whatever has no month of its own, so a late run loses nothing: rows that waited there are
moved into the month when it is made. A month in which nothing was written needs no partition and gets none.

Rows of a past month can wait there: upkeep was off for longer than the months made ahead while the API went on
writing, or the server's clock stood wrong for a while. Their months are made as well, because rows left in the default
partition would make every later partition slower to attach (PostgreSQL reads them all, and holds up writers meanwhile).
Rows of a future month stay until it comes: a clock that ran ahead must not make partitions for years that may be far.
"""

from datetime import date

import psycopg
from psycopg import sql
from psycopg.errors import LockNotAvailable

_MONTHS_AHEAD = 1
_ATTEMPTS = 20


def ensure_partitions(dsn: str, *, today: date | None = None) -> list[str]:
    """Make the partitions of this month, the next, and past ones that rows wait for. Returns the names that were new.

    ``today`` is a day in UTC, by default the database's.
    """
    with psycopg.connect(dsn, autocommit=True, application_name="dataos partitions") as connection:
        connection.execute("SET lock_timeout = '1s'")
        first = (today or _today(connection)).replace(day=1)
        months = [*(_later(first, step) for step in range(_MONTHS_AHEAD + 1)), *_waiting(connection, first)]
        return [name for month in months if (name := _ensure_month(connection, month)) is not None]


def _today(connection: psycopg.Connection) -> date:
    row = connection.execute("SELECT (now() AT TIME ZONE 'UTC')::date").fetchone()
    if row is None:
        raise RuntimeError("PostgreSQL gave no date")
    return row[0]


def _waiting(connection: psycopg.Connection, before: date) -> list[date]:
    """The months of the default partition's rows, the latest first."""
    found = connection.execute(
        "SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date AS month FROM dataos.changes_default"
        " WHERE at < %s::date::timestamp AT TIME ZONE 'UTC' ORDER BY month DESC",
        [before],
    )
    return [month for (month,) in found]


def _ensure_month(connection: psycopg.Connection, start: date) -> str | None:
    name = f"changes_{start:%Y_%m}"
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with connection.transaction():
                return name if _make(connection, name, start) else None
        except LockNotAvailable:
            if attempt == _ATTEMPTS:
                raise
    return None


def _make(connection: psycopg.Connection, name: str, start: date) -> bool:
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"dataos.{name}"])
    found = connection.execute("SELECT to_regclass(%s)", [f"dataos.{name}"]).fetchone()
    if found is not None and found[0] is not None:
        return False
    month = sql.Identifier("dataos", name)
    bounds = {"start": start, "end": _later(start, 1)}
    connection.execute("LOCK TABLE dataos.changes_default IN ACCESS EXCLUSIVE MODE")
    connection.execute(sql.SQL("CREATE TABLE {} (LIKE dataos.changes INCLUDING DEFAULTS)").format(month))
    connection.execute(
        sql.SQL(
            "WITH moved AS (DELETE FROM dataos.changes_default WHERE at >= {start} AND at < {end} RETURNING *) "
            "INSERT INTO {month} SELECT * FROM moved"
        ).format(month=month, start=_utc(bounds["start"]), end=_utc(bounds["end"]))
    )
    connection.execute(
        sql.SQL("ALTER TABLE dataos.changes ATTACH PARTITION {month} FOR VALUES FROM ({start}) TO ({end})").format(
            month=month, start=_utc(bounds["start"]), end=_utc(bounds["end"])
        )
    )
    return True


def _utc(day: date) -> sql.Literal:
    return sql.Literal(f"{day.isoformat()} 00:00:00+00")


def _later(month: date, steps: int) -> date:
    index = month.year * 12 + month.month - 1 + steps
    return date(index // 12, index % 12 + 1, 1)
