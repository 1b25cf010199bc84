"""What a write sets off besides the cells that it was asked for: the place where computed columns catch up.

A write tells ``settle`` what it touched, inside its transaction, after its own statement and those of its links, and
before the answer is read and the transaction ends. ``settle`` brings every stored computed column (lookup, rollup,
count) that depends on any of it up to date, across links in either direction, and writes the change rows of the records
that it changed, with the change set, actor and cause of the write. So a reader never sees the one without the other.

The contract:

* ``touched`` names tables by number, records by key and fields by number; a table may occur more than once. The records
  are locked by this transaction. For a record that came, went or came back (created, deleted, restored) the fields are
  all that its table keeps. For one whose link cell changed because of a write to the other side, the fields are the
  symmetric link field.
* The values are in the tables already: whoever settles reads them, and is told no values.
* A constant number of statements, whatever the number of records.
* Locks are taken table by table in the order of their numbers, and by key within one (``api/records/linking``).
* True says that something changed, so that the writer reads its answer again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import AsyncConnection

from api.access.service import TableAccess

if TYPE_CHECKING:
    from api.records.write import WriteContext


@dataclass(frozen=True, slots=True)
class Touched:
    table: int
    keys: Sequence[int]
    fields: Sequence[int]


async def settle(
    conn: AsyncConnection,  # noqa: ARG001 - what writers tell, whether or not anything depends on it
    access: TableAccess,  # noqa: ARG001
    touched: Sequence[Touched],  # noqa: ARG001
    context: "WriteContext",  # noqa: ARG001
) -> bool:
    """``access`` is that of the write. No field type has stored computed values yet, so nothing depends on anything."""
    return False
