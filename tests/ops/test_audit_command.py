"""`dataos audit` as its functions: a line for each chain, and a file that holds what the log holds."""

import json
from pathlib import Path

import psycopg

from api.audit import repository
from api.audit.entries import Entry
from api.db.engine import Database
from api.targets import database_target
from ops.audit import check, write
from tests.support.app import settings_for


async def test_verify_and_export_on_the_machine(database_url: str, tmp_path: Path) -> None:
    database = await Database.open(database_target(settings_for(database_url), "test"))
    try:
        async with database.records() as conn:
            for chain in ("wsp_a", "wsp_a", None):
                await repository.add(conn, Entry("test.done", workspace=chain))
        told = [line async for line in check(database, None, None)]
        assert [(line.split(" as sealed")[0], fine) for line, fine in told] == [
            ("installation: 1 entry", True),
            ("wsp_a: 2 entries", True),
        ]
        kept = told[1][0].split("; ")[1]
        assert [fine async for _, fine in check(database, "wsp_a", kept)] == [True, True]
        assert [fine async for _, fine in check(database, "wsp_a", f"2:{'0' * 64}")] == [True, False]
        for nonsense in ("", "x", "2", "2:", "2:zz", f"99999999999999999999:{'0' * 64}"):
            assert [fine async for _, fine in check(database, "wsp_a", nonsense)] == [True, False]
        assert [fine async for _, fine in check(database, "wsp_none", None)] == [False]

        file = tmp_path / "log.jsonl"
        assert await write(database, file, "wsp_a", "jsonl", None, None) == 2
        assert [json.loads(line)["position"] for line in file.read_text().splitlines()] == [1, 2]

        with psycopg.connect(database_url, autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("DELETE FROM dataos.audit_log WHERE chain = 'wsp_a' AND position = 1")
        [(line, fine)] = [line async for line in check(database, "wsp_a", None)]
        assert (line.startswith("wsp_a: BROKEN at entry 1: missing"), fine) == (True, False)
        with psycopg.connect(database_url, autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("DELETE FROM dataos.audit_log WHERE chain = 'wsp_a'")
            superuser.execute("DELETE FROM dataos.audit_chains WHERE chain = 'wsp_a'")
        assert [fine async for _, fine in check(database, "wsp_a", kept)] == [False, False]
        async with database.records() as conn:
            await repository.add(conn, Entry("test.done", workspace="wsp_a"))
        assert [fine async for _, fine in check(database, "wsp_a", kept)] == [True, False]
    finally:
        await database.close()
