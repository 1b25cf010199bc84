"""Why a mutation was refused, in the words of the one error tree."""

from collections.abc import Sequence
from typing import cast

import orjson

from api.access.service import TableAccess
from api.records.outcome import Outcome
from api.records.writing.constrained import limit_refusal
from core.errors import Forbidden, Invalid, NotFound, VersionConflict
from core.fields.constraints import Constraint
from core.ids import record_id

REFUSED = "Your access rules do not let you change the record to this."

KEPT = "Your access rules do not let you change this record."


def missing(access: TableAccess, place: int, key: int) -> NotFound:
    return NotFound("record", record_id(access.schema.number, key), f"records[{place}].id")


def refusal(
    access: TableAccess,
    keys: Sequence[int],
    expected: Sequence[int | None],
    outcome: Outcome,
    constraints: Sequence[Constraint],
) -> NotFound | Forbidden | VersionConflict | Invalid:
    """Why the verdict was no: the first record that was missing, or may not be changed, or has moved on; else all
    that the records would break."""
    judged = {row[0]: row for row in cast("list[tuple[int, int, bool, bool, bool, list[int]]]", outcome.why)}
    for place, key in enumerate(keys):
        if place not in judged:
            return missing(access, place, key)
    for _, _, _, may_before, _, _ in judged.values():
        if not may_before:
            return Forbidden(KEPT)
    for place, version, fresh, _, _, _ in judged.values():
        if not fresh:
            records = cast("list[dict[str, object]]", orjson.loads(outcome.body))
            record = records[outcome.places.index(place)]
            path = f"records[{place}].version"
            return VersionConflict(sent=expected[place] or 0, current=version, record=record, path=path)
    broken = limit_refusal(access, constraints, outcome.why)
    return broken or Forbidden(REFUSED)
