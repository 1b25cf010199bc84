"""The one way into the audit log for services (``changes.py`` brings the records' part of it)."""

from psycopg import AsyncConnection

from api.audit import note as notes
from api.audit import repository
from api.audit.entries import Entry
from api.audit.note import Note
from api.db.engine import Database, WriteSession, driver_of


async def close_entry(session: WriteSession | AsyncConnection) -> None:
    """Write the request's entry now, in this transaction, for a service that has one of its own."""
    note = notes.current()
    if note is None or not note.due():
        return
    conn = session if isinstance(session, AsyncConnection) else await driver_of(session)
    await repository.add(conn, note.entry())
    note.closed = True


class AuditTrail:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, session: WriteSession | AsyncConnection, entry: Entry) -> None:
        """In the session's transaction: the entry stands if the act does."""
        conn = session if isinstance(session, AsyncConnection) else await driver_of(session)
        await repository.add(conn, entry)

    async def alone(self, note: Note) -> None:
        """For a request whose act had a transaction of its own, or none."""
        if note.due():
            async with self._database.records() as conn:
                await repository.add(conn, note.entry())
            note.closed = True
