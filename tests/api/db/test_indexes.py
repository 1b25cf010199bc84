"""No question that people ask all day reads a whole table, however many people, workspaces and bases there are."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import PASSWORD, World, app, client_of, settings, world

__all__ = ["app", "settings", "world"]

# Rows that other people have, and what the editor has gathered over the years.
_SEEDS = """
INSERT INTO dataos.users (id, email, name, password_hash)
SELECT 'u' || n, 'u' || n || '@example.org', 'U', '' FROM generate_series(1, 4000) n;
INSERT INTO dataos.workspaces (id, name) SELECT 'w' || n, 'W' FROM generate_series(1, 2000) n;
INSERT INTO dataos.workspace_members (workspace_id, user_id, role)
SELECT 'w' || n, 'u' || (n * 2 - m), 'owner' FROM generate_series(1, 2000) n, generate_series(0, 1) m;
INSERT INTO dataos.bases (id, workspace_id, name)
SELECT 'b' || n, 'w' || (n + 1) / 2, 'B' FROM generate_series(1, 4000) n;
INSERT INTO dataos.base_members (base_id, user_id, role)
SELECT 'b' || n, 'u' || 1 + (n * 7 + m) % 4000, 'viewer' FROM generate_series(1, 4000) n, generate_series(1, 5) m;
INSERT INTO dataos.tables (id, base_id, name)
SELECT 't' || n, 'b' || (n + 1) / 2, 'T' || n FROM generate_series(1, 8000) n;
INSERT INTO dataos.fields (id, table_id, number, name, type)
SELECT 'f' || n || '.' || m, 't' || n, m, 'F' || m, 'text' FROM generate_series(1, 8000) n, generate_series(1, 3) m;
INSERT INTO dataos.views (id, table_id, name, type)
SELECT 'v' || n, 't' || n, 'V', 'grid' FROM generate_series(1, 8000) n;
INSERT INTO dataos.automations (id, table_id, owner_number, name, draft)
SELECT 'a' || n, 't' || n, 1, 'A', '{}' FROM generate_series(1, 8000) n;
INSERT INTO dataos.sessions (id, user_id, access_hash, access_expires_at, refresh_hash, refresh_expires_at, csrf)
SELECT 's' || n, 'u' || 1 + n % 4000, sha256(n::text::bytea), now(), sha256((-n)::text::bytea), now(), ''
FROM generate_series(1, 8000) n;
INSERT INTO dataos.spent_refresh_tokens (hash, session_id)
SELECT sha256((n || '.' || m)::bytea), 's' || n FROM generate_series(1, 8000) n, generate_series(1, 3) m;
INSERT INTO dataos.notifications (id, user_id, workspace_id, title, read_at)
SELECT 'n' || n, u.id, w.id, 'N', now() FROM generate_series(1, 20000) n,
       (SELECT id FROM dataos.users WHERE name = 'Edda') u, (SELECT id FROM dataos.workspaces WHERE name = 'Acme') w;
INSERT INTO dataos.mails (id, workspace_id, recipients, subject, body, status)
SELECT 'm' || n, 'w' || 1 + n % 2000, '{}', '', '', 'sent' FROM generate_series(1, 8000) n;
"""
_SEEDED = {
    "users", "workspaces", "workspace_members", "bases", "base_members", "tables", "fields", "views", "automations",
    "sessions", "spent_refresh_tokens", "notifications", "mails",
}  # fmt: skip


@contextmanager
def _sent() -> Generator[list[tuple[Any, Any, bool]]]:
    """Every statement of this process with its parameters, as it goes to the driver, and whether it is numbered: has
    $1 for the first of them."""
    seen: list[tuple[Any, Any, bool]] = []
    execute = psycopg.AsyncCursor.execute

    async def noting(self: Any, query: Any, params: Any = None, **options: Any) -> Any:
        seen.append((query, params, isinstance(self, psycopg.AsyncRawCursor)))
        return await execute(self, query, params, **options)

    psycopg.AsyncCursor.execute = noting  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        psycopg.AsyncCursor.execute = execute  # type: ignore[method-assign]


async def _day(app: FastAPI, world: World) -> None:
    """What people ask for around the records, reading first."""
    table, base, here = f"/tables/{world.table_id}", f"/bases/{world.base}", f"/workspaces/{world.workspace}"
    for path in ("/me", "/workspaces", "/auth/sessions", "/notifications", here, f"{here}/members", f"{here}/bases"):
        await world.editor.get(path)
    for path in (base, table, f"{table}/automations", f"{table}/records", f"/views/{world.view()}"):
        await world.editor.get(path)
    await world.owner.get(f"{here}/mails")
    await world.owner.get(f"{base}/members")
    await world.creator.post(f"{base}/tables", {"name": "New"})
    await world.creator.post(f"{table}/fields", {"name": "New", "type": "text"})
    await world.creator.post(f"{table}/views", {"name": "New", "type": "grid"})
    await world.creator.put(f"{base}/members", {"email": world.stranger.email, "role": "viewer"})
    await world.creator.delete(f"{base}/members/{world.stranger.id}")
    await world.owner.post(f"{here}/members", {"email": world.stranger.email})
    await world.owner.delete(f"{here}/members/{world.stranger.id}")
    await world.editor.http.post("/notifications/read", json={"all": True})
    async with client_of(app) as browser:
        body = {"email": world.editor.email, "password": PASSWORD}
        tokens = (await browser.post("/auth/login", json=body)).json()
        await browser.post("/auth/refresh", json={"refreshToken": tokens["refreshToken"]})


def _scans(plan: dict[str, Any]) -> list[str]:
    found = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    return found + [name for inner in plan.get("Plans", ()) for name in _scans(inner)]


@pytest.mark.slow
async def test_no_question_about_people_and_places_reads_a_whole_table(
    app: FastAPI, world: World, database_url: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(_SEEDS.encode())
        connection.execute("VACUUM ANALYZE")

    with _sent() as statements:
        await _day(app, world)

    whole: dict[str, list[str]] = {}
    with psycopg.connect(database_url, autocommit=True) as connection:
        for query, params, numbered in statements:
            text = query.as_string(connection) if hasattr(query, "as_string") else query
            text = text.decode() if isinstance(text, bytes) else str(text)
            if not text.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
                continue
            cursor = psycopg.RawCursor(connection) if numbered else connection.cursor()
            row = cursor.execute(f"EXPLAIN (FORMAT JSON) {text}".encode(), params).fetchone()
            assert row is not None
            scanned = sorted({*_scans(row[0][0]["Plan"])} & _SEEDED)
            if scanned:
                whole[text] = scanned

    assert len(statements) > 80
    assert whole == {}, "\n".join(f"{v} {k}" for k, v in whole.items())


def test_what_is_deleted_with_something_is_found_by_an_index(database_url: str) -> None:
    """Else deleting one row reads the whole table that refers to it. Workspaces are never deleted from the database. An
    index of what is not null serves a foreign key as well."""
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
            " WHERE c.contype = 'f' AND c.connamespace = 'dataos'::regnamespace"
            " AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]"
            "   AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))"
        ).fetchall()

    assert {(table, column) for table, column in rows} <= {("dataos.notifications", "workspace_id")}
