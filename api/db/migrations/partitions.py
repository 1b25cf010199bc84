"""Month partitions of the change feed and of the audit log.

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
_CHANGES = "changes"
_AUDIT = "audit_log"
_TABLES = (_CHANGES, _AUDIT)


def ensure_partitions(dsn: str, *, today: date | None = None) -> list[str]:
    """Make the partitions of this month, the next, and past ones that rows wait for. Returns the names that were new.

    ``today`` is a day in UTC, by default the database's.
    """
    with psycopg.connect(dsn, autocommit=True, application_name="dataos partitions") as connection:
        connection.execute("SET lock_timeout = '1s'")
        first = (today or _today(connection)).replace(day=1)
        made: list[str] = []
        for table in _TABLES:
            months = [*(_later(first, step) for step in range(_MONTHS_AHEAD + 1)), *_waiting(connection, table, first)]
            made += [name for month in months if (name := _ensure_month(connection, table, month)) is not None]
        return made


def _today(connection: psycopg.Connection) -> date:
    row = connection.execute("SELECT (now() AT TIME ZONE 'UTC')::date").fetchone()
    if row is None:
        raise RuntimeError("PostgreSQL gave no date")
    return row[0]


def _waiting(connection: psycopg.Connection, table: str, before: date) -> list[date]:
    """The months of the default partition's rows, the latest first."""
    found = connection.execute(
        sql.SQL(
            "SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date AS month FROM {}"
            " WHERE at < %s::date::timestamp AT TIME ZONE 'UTC' ORDER BY month DESC"
        ).format(sql.Identifier("dataos", f"{table}_default")),
        [before],
    )
    return [month for (month,) in found]


def _ensure_month(connection: psycopg.Connection, table: str, start: date) -> str | None:
    name = f"{table}_{start:%Y_%m}"
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with connection.transaction():
                return name if _make(connection, table, name, start) else None
        except LockNotAvailable:
            if attempt == _ATTEMPTS:
                raise
    return None


def _make(connection: psycopg.Connection, table: str, name: str, start: date) -> bool:
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"dataos.{name}"])
    found = connection.execute("SELECT to_regclass(%s)", [f"dataos.{name}"]).fetchone()
    if found is not None and found[0] is not None:
        return False
    month, parent, default = (sql.Identifier("dataos", each) for each in (name, table, f"{table}_default"))
    bounds = {"start": _utc(start), "end": _utc(_later(start, 1))}
    connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(default))
    connection.execute(
        sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)").format(month, parent)
    )
    if table == _AUDIT:
        # Rows are moved here, not changed: the guard of the append-only log looks away, under our lock.
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(default))
    connection.execute(
        sql.SQL(
            "WITH moved AS (DELETE FROM {default} WHERE at >= {start} AND at < {end} RETURNING *) "
            "INSERT INTO {month} SELECT * FROM moved"
        ).format(default=default, month=month, **bounds)
    )
    connection.execute(
        sql.SQL("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES FROM ({}) TO ({})").format(
            parent, month, bounds["start"], bounds["end"]
        )
    )
    if table == _AUDIT:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(default))
        connection.execute(
            sql.SQL(
                "CREATE TRIGGER {} BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION dataos.audit_guard()"
            ).format(sql.Identifier(f"{name}_never_truncated"), month)
        )
    return True


def _utc(day: date) -> sql.Literal:
    return sql.Literal(f"{day.isoformat()} 00:00:00+00")


def _later(month: date, steps: int) -> date:
    index = month.year * 12 + month.month - 1 + steps
    return date(index // 12, index % 12 + 1, 1)
