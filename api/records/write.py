"""The write path: the one place that changes records.

Requests, undo and automation steps all come here, so all of them get the same checks and leave the same trace. Only an
import goes past it, into a new table that nobody sees yet (decision 7).

**One act, one statement.** A mutation is a single SQL statement (``api/records/sql/mutation.py`` lists its parts): it
checks that schema and policy are current, locks the records in key order, judges each one, changes all or none, and
writes one row of ``dataos.changes`` per changed record. On a connection in autocommit that statement is the
transaction; on a session's own connection (``Database.driver``) it is part of the session's. Either way the change
rows commit with the records they are about.

**What is judged.** The lock reads the newest committed row, so the judgement and the write see the same thing and two
writers cannot both win: the version that the caller expected; the policy's read rule (a record that may not be read is
not found); its write rule on the row before and on the row as it would become.

**What is recorded.** ``before`` and ``after`` hold the cells that really changed. An edit that changes nothing raises
no version and leaves no row, and still answers with the record.

**All or nothing.** One refused record refuses the batch, with the reason: StaleSchema (the guard failed: reload and
retry), NotFound, Forbidden, VersionConflict with the current record, Invalid with the path of the cell.

**Links.** Cells of links are pairs in tables of their own, and a pair belongs to two records. A write that touches any
is one transaction of a constant number of statements: it holds the records on both sides (``linking/held.py``), makes
the pairs, writes its own records as above, and then gives every other record whose cell changed a new version and a
change row of the same change set. Where a record can be linked once only, linking it takes it away from who had it.
Deleting a record hides its pairs and restoring shows them again, for both sides alike. What depends on all this by
computation is brought up to date before the end (``effects.py``).

Values are stored values by field number, already parsed (``api/records/parse.py``); what is checked here again is
what a caller could get wrong without parsing: that the field exists, may be seen, is not computed, and is filled when
required. Files are named by id, and become what is stored of them in the same transaction (``files.py``). Limits,
patterns and options that depend on another field are judged in the statement, on the row as it would become
(``writing/constrained.py``); an edit breaks nothing by what it leaves alone.

The four functions below are the door. Behind it, in ``writing``, everything that an act is done with goes along as
one ``WriteAct``; what belongs to the path itself (``service.py``, ``upsert.py``) has one already and goes on with it.
"""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.acts import RecordDraft, RecordEdit, WriteContext, Written
from api.records.sql.project import Shape
from api.records.writing import creating, trashing, updating
from api.records.writing.act import WriteAct


async def create(
    conn: AsyncConnection, access: TableAccess, drafts: Sequence[RecordDraft], context: WriteContext, *, shape: Shape
) -> Written:
    """Raises Invalid for required and unique fields, Forbidden, Conflict for a client key of an unreadable record."""
    return await creating.create(WriteAct(conn, access, context, shape), drafts)


async def update(
    conn: AsyncConnection, access: TableAccess, edits: Sequence[RecordEdit], context: WriteContext, *, shape: Shape
) -> Written:
    """Raises NotFound, VersionConflict, Forbidden, Invalid."""
    return await updating.update(WriteAct(conn, access, context, shape), edits)


async def delete(
    conn: AsyncConnection,
    access: TableAccess,
    keys: Sequence[int],
    context: WriteContext,
    *,
    version: int | None = None,
) -> Written:
    """Into the trash; the body has no cells. ``version`` is the one that the caller has seen of all of them.

    Raises NotFound (also for what is deleted already), VersionConflict, Forbidden.
    """
    return await trashing.delete(WriteAct(conn, access, context, Shape.NAME), keys, version)


async def restore(
    conn: AsyncConnection, access: TableAccess, keys: Sequence[int], context: WriteContext, *, shape: Shape
) -> Written:
    """Out of the trash; a record that is not in it stays as it is. Raises NotFound, Forbidden, Invalid (unique)."""
    return await trashing.restore(WriteAct(conn, access, context, shape), keys)
