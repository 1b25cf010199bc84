"""Why a mutation was refused, in the words of the one error tree."""

from collections.abc import Sequence
from typing import cast

import orjson

from api.access.service import TableAccess
from api.records.outcome import Outcome
from core.errors import Forbidden, NotFound, VersionConflict
from core.ids import record_id


def refusal(
    access: TableAccess, keys: Sequence[int], expected: Sequence[int | None], outcome: Outcome
) -> NotFound | Forbidden | VersionConflict:
    """Why the verdict was no: the first record that was missing, or may not be changed, or has moved on."""
    judged = {row[0]: row for row in cast("list[tuple[int, int, bool, bool, bool]]", outcome.why)}
    for place, key in enumerate(keys):
        if place not in judged:
            return NotFound("record", record_id(access.schema.number, key), f"records[{place}].id")
    for _, _, _, may_before, _ in judged.values():
        if not may_before:
            return Forbidden("Your access rules do not let you change this record.")
    for place, version, fresh, _, _ in judged.values():
        if not fresh:
            records = cast("list[dict[str, object]]", orjson.loads(outcome.body))
            record = records[outcome.places.index(place)]
            path = f"records[{place}].version"
            return VersionConflict(sent=expected[place] or 0, current=version, record=record, path=path)
    return Forbidden("Your access rules do not let you change the record to this.")
