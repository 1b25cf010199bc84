"""A row of the change feed as a value."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from api.outbox.rows import UnreadableRow, any_row, feed_row
from core.changes import Operation


def row(operation: str, before: object, after: object, key: int | None) -> tuple[object, ...]:
    change = (7, 70, datetime(2026, 11, 23, tzinfo=UTC), uuid4(), 3, key, 1, operation, before, after)
    return (*change, "user", 1, "request", 0, {}, None, "usr_1", "Ada", None)


def test_an_import_is_one_row_with_a_range_and_no_cells() -> None:
    found = feed_row(row("import", {}, {"first": 1, "last": 900, "count": 900}, None))
    assert found.change.operation is Operation.IMPORT
    assert (found.change.before, found.change.after) == ({}, {})


def test_cells_are_keyed_by_field_number() -> None:
    found = feed_row(row("update", {"4": "old"}, {"4": "new"}, 12))
    assert (found.change.key, found.change.before, found.change.after) == (12, {4: "old"}, {4: "new"})


@pytest.mark.parametrize(
    ("operation", "before", "after", "known"),
    [
        ("update", [], {}, Operation.UPDATE),
        ("create", {}, None, Operation.CREATE),
        ("update", {"Status": 1}, {}, Operation.UPDATE),
        ("explode", {}, {}, None),
    ],
)
def test_a_row_that_makes_no_sense_still_has_its_place(
    operation: str, before: object, after: object, known: Operation | None
) -> None:
    found = any_row(row(operation, before, after, 12))
    assert isinstance(found, UnreadableRow)
    assert (found.seq, found.xid, found.table_number, found.record_key, found.operation) == (7, 70, 3, 12, known)


def test_a_row_that_makes_sense_is_read_alike_both_ways() -> None:
    sound = row("update", {"4": "old"}, {"4": "new"}, 12)
    assert any_row(sound) == feed_row(sound)
