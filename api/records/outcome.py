"""Running a mutation, and telling what PostgreSQL said about it in our words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from psycopg import AsyncConnection, errors
from psycopg.pq import TransactionStatus

from api.records.acts import Written
from api.records.again import ATTEMPTS, CROSSED, busy, pause
from api.records.sql.fragment import Statement, execute
from api.records.stale import MOVED, StaleSchema
from core.access.policy import Policy
from core.errors import Fault, Invalid
from core.schema import FieldDef, TableSchema
from core.values import StoredValue

_KEY = re.compile(r"^t_\d+_f_(\d+)_key$")
_DETAIL = re.compile(r"^Key \(.*?\)=\((.*)\) already exists\.$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the statement answered. ``places`` are the input rows that ``keys``, ``versions`` and ``body`` are about."""

    ok: bool
    body: bytes
    places: list[int]
    keys: list[int]
    versions: list[int]
    changed: int
    why: list[object]

    @property
    def written(self) -> Written:
        return Written(self.keys, self.body, self.changed, self.versions)


async def run(
    conn: AsyncConnection,
    schema: TableSchema,
    policy: Policy,
    statement: Statement,
    values: Mapping[str, object],
    cells: Sequence[Mapping[int, StoredValue]],
) -> Outcome:
    """``cells`` are the input's values, to say which record broke a rule of the database.

    Raises StaleSchema when the guard fails, Invalid for unique values, Unavailable when others hold the rows for good.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            cursor = await execute(conn, statement, values)
            row = await cursor.fetchone()
        except MOVED as error:
            raise StaleSchema(schema.number) from error
        except errors.UniqueViolation as error:
            raise _not_unique(error, schema, policy, cells) from error
        except errors.ProgramLimitExceeded as error:
            raise Invalid.one("records", "invalid_value", "A unique field holds at most about 2,600 bytes.") from error
        except CROSSED as error:
            # In a larger transaction everything is lost with this statement, so only its owner can start again.
            if attempt == ATTEMPTS or conn.info.transaction_status is not TransactionStatus.IDLE:
                raise busy() from error
            await pause(attempt)
        else:
            if row is None or not row[0]:
                raise StaleSchema(schema.number)
            _, ok, body, places, keys, versions, changed, why = row
            return Outcome(bool(ok), body or b"[]", places or [], keys or [], versions or [], changed, why or [])
    raise busy()


def _not_unique(
    error: errors.UniqueViolation,
    schema: TableSchema,
    policy: Policy,
    cells: Sequence[Mapping[int, StoredValue]],
) -> Invalid:
    match = _KEY.match(error.diag.constraint_name or "")
    field = schema.by_number.get(int(match[1])) if match else None
    if field is None or not policy.visible(field):
        return Invalid.one("records", "not_unique", "A value that must be unique is already taken.")
    detail = _DETAIL.match(error.diag.message_detail or "")
    place = _place(field, detail[1] if detail else "", cells)
    message = f"{field.name} must be unique, and another record already has this value."
    return Invalid([Fault(cell_path(place, field), "not_unique", message)], "not_unique")


def _place(field: FieldDef, said: str, cells: Sequence[Mapping[int, StoredValue]]) -> int:
    """The last input row with the value: where two rows of one request collide, the second is the one to blame."""
    for place in range(len(cells) - 1, -1, -1):
        value = cells[place].get(field.number)
        if value is not None and _same(value, said):
            return place
    return 0


def _same(value: StoredValue, said: str) -> bool:
    if isinstance(value, int | float):
        try:
            return float(said) == float(cast("float", value))
        except ValueError:
            return False
    return str(value) == said or str(value)[:19].replace("T", " ") == said[:19]


def cell_path(place: int, field: FieldDef) -> str:
    """Where in a request of many records a cell stands."""
    return f"records[{place}].fields.{field.name}"
