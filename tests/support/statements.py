"""Counting the SQL statements that the application sends."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from fastapi import FastAPI

from api.http.services import AppServices

_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "DISCARD", "SELECT 1")


@contextmanager
def counted(app: FastAPI) -> Generator[list[str]]:
    """Every statement of this process in the block, transaction control left out.

    Counted at the driver's cursor, which SQLAlchemy and the record pool both go through.
    """
    assert isinstance(app.state.services, AppServices)
    seen: list[str] = []
    cursor = psycopg.AsyncCursor
    execute = cursor.execute

    async def counting(self, query, params=None, **options):  # type: ignore[no-untyped-def]
        text = query.as_string(self) if hasattr(query, "as_string") else query
        text = text.decode() if isinstance(text, bytes) else str(text)
        if not text.strip().upper().startswith(_CONTROL):
            seen.append(text)
        return await execute(self, query, params, **options)

    cursor.execute = counting  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        cursor.execute = execute  # type: ignore[method-assign]
