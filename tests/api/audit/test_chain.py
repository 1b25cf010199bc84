"""The chains: they hold while many write at once, and whatever somebody with all rights does to them is found."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from psycopg import errors

from api.audit import repository
from api.audit.chain.seal import seal, seal_all
from api.audit.chain.verify import Verdict, chains, entry_hash, is_kept, verify
from api.audit.entries import INSTALLATION, Entry
from api.audit.retention import drop_old
from api.audit.rows import GENESIS
from core.actor import Actor, ActorKind
from tests.api.audit.log import connection, database_of

ADA = Actor(ActorKind.USER, 1, "usr_ada", "Ada")
CHAIN = "wsp_tests"


def _entry(number: int, chain: str | None = CHAIN, at: Any = None) -> Entry:
    detail = {"number": number, "text": "é \U0001f600 \u2028", "half": 0.5, "nothing": None}
    return Entry(f"test.done_{number}", ADA, workspace=chain, before={"a": [1, {"b": None}]}, detail=detail, at=at)


async def _written(app: FastAPI, count: int = 5) -> None:
    async with connection(app) as conn:
        for number in range(1, count + 1):
            await repository.add(conn, _entry(number))
        await seal_all(conn)


async def _verdict(app: FastAPI, chain: str = CHAIN) -> Verdict:
    async with connection(app) as conn:
        return await verify(conn, chain)


def _tamper(database_url: str, *statements: str) -> None:
    """As somebody who may do anything, the triggers switched off."""
    with psycopg.connect(database_url) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for statement in statements:
            assert superuser.execute(statement.encode()).rowcount != 0, statement


async def test_a_sound_chain_is_found_sound(app: FastAPI) -> None:
    await _written(app)

    verdict = await _verdict(app)

    assert (verdict.broken, verdict.verified, verdict.first, verdict.last, verdict.waiting) == (None, 5, 1, 5, 0)
    async with connection(app) as conn:
        assert await entry_hash(conn, CHAIN, 5) == verdict.hash
        assert CHAIN in await chains(conn)
        nothing = await verify(conn, "wsp_nowhere")
    assert (nothing.verified, nothing.broken, nothing.hash) == (0, None, GENESIS)


TAMPERED: dict[str, tuple[list[str], int, str]] = {
    "changed detail": (
        ["UPDATE dataos.audit_log SET detail = detail || '{\"number\": 9}' WHERE position = 3 AND chain = 'wsp_tests'"],
        3,
        "changed",
    ),
    "changed time": (
        ["UPDATE dataos.audit_log SET at = at + interval '1 microsecond' WHERE position = 2 AND chain = 'wsp_tests'"],
        2,
        "changed",
    ),
    "changed actor": (
        ["UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 1 AND chain = 'wsp_tests'"],
        1,
        "changed",
    ),
    "hash of its own": (
        ["UPDATE dataos.audit_log SET hash = sha256('x') WHERE position = 5 AND chain = 'wsp_tests'"],
        5,
        "changed",
    ),
    "deleted": (["DELETE FROM dataos.audit_log WHERE position = 3 AND chain = 'wsp_tests'"], 3, "missing"),
    "deleted first": (["DELETE FROM dataos.audit_log WHERE position = 1 AND chain = 'wsp_tests'"], 1, "missing"),
    "deleted last": (["DELETE FROM dataos.audit_log WHERE position = 5 AND chain = 'wsp_tests'"], 5, "missing"),
    "inserted": (
        [
            (
                "INSERT INTO dataos.audit_log (id, chain, action, outcome, actor_kind, position, prev_hash, hash)"
                " SELECT 'aud_forged', chain, 'a.b', 'done', 'user', 3, prev_hash, hash FROM dataos.audit_log"
                " WHERE position = 3 AND chain = 'wsp_tests'"
            )
        ],
        3,
        "inserted",
    ),
    "reordered": (
        [
            "UPDATE dataos.audit_log SET position = 5 - position WHERE position IN (2, 3) AND chain = 'wsp_tests'",
        ],
        2,
        "changed",
    ),
    "unsealed": (
        [
            (
                "UPDATE dataos.audit_log SET hash = NULL, position = NULL, prev_hash = NULL"
                " WHERE position = 2 AND chain = 'wsp_tests'"
            )
        ],
        2,
        "missing",
    ),
    "without a place": (
        ["UPDATE dataos.audit_log SET position = NULL WHERE position = 5 AND chain = 'wsp_tests'"],
        5,
        "out of place",
    ),
    "moved to another chain": (
        ["UPDATE dataos.audit_log SET chain = 'wsp_other' WHERE position = 4 AND chain = 'wsp_tests'"],
        4,
        "missing",
    ),
    "cut at the end, and the end moved": (
        [
            "DELETE FROM dataos.audit_log WHERE position = 5 AND chain = 'wsp_tests'",
            "UPDATE dataos.audit_chains SET position = 4 WHERE chain = 'wsp_tests'",
        ],
        4,
        "the end of the chain is not",
    ),
    "said to be dropped": (
        [
            "UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 2 AND chain = 'wsp_tests'",
            (
                "INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
                " SELECT chain, position, hash, '2020-01', 5 FROM dataos.audit_chains WHERE chain = 'wsp_tests'"
            ),
        ],
        5,
        "not dropped",
    ),
    "said to be dropped, and the last entry removed": (
        [
            "UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 2 AND chain = 'wsp_tests'",
            "DELETE FROM dataos.audit_log WHERE position = 5 AND chain = 'wsp_tests'",
            (
                "INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
                " SELECT chain, position, hash, '2020-01', 5 FROM dataos.audit_chains WHERE chain = 'wsp_tests'"
            ),
        ],
        2,
        "changed",
    ),
    "all removed but an anchor": (
        [
            (
                "INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
                " SELECT chain, position, hash, '2020-01', 5 FROM dataos.audit_chains WHERE chain = 'wsp_tests'"
            ),
            "DELETE FROM dataos.audit_log WHERE chain = 'wsp_tests'",
            "DELETE FROM dataos.audit_chains WHERE chain = 'wsp_tests'",
        ],
        5,
        "the end of the chain was removed",
    ),
    "end removed": (["DELETE FROM dataos.audit_chains WHERE chain = 'wsp_tests'"], 5, "the end of the chain"),
}


@pytest.mark.parametrize("kind", TAMPERED)
async def test_tampering_is_found_at_the_first_broken_entry(app: FastAPI, database_url: str, kind: str) -> None:
    statements, position, reason = TAMPERED[kind]
    await _written(app)
    async with connection(app) as conn:
        await repository.add(conn, _entry(1, "wsp_beside"))
        await seal_all(conn)

    _tamper(database_url, *statements)

    broken = (await _verdict(app)).broken
    assert broken is not None
    assert (broken.position, broken.reason.startswith(reason)) == (position, True), broken
    assert (await _verdict(app, "wsp_beside")).broken is None


async def test_a_chain_written_anew_shows_by_the_hash_that_was_kept(app: FastAPI, database_url: str) -> None:
    await _written(app)
    kept = (await _verdict(app)).hash
    _tamper(
        database_url,
        "UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 2 AND chain = 'wsp_tests'",
        "UPDATE dataos.audit_log SET hash = NULL, position = NULL, prev_hash = NULL WHERE chain = 'wsp_tests'",
        "DELETE FROM dataos.audit_chains WHERE chain = 'wsp_tests'",
    )
    async with connection(app) as conn:
        await seal_all(conn)
        assert (await verify(conn, CHAIN)).broken is None
        assert await entry_hash(conn, CHAIN, 5) != kept


async def test_a_kept_hash_counts_where_the_check_has_led_to_it(app: FastAPI, database_url: str) -> None:
    await _written(app)
    sound = await _verdict(app)
    async with connection(app) as conn:
        hashes = {place: await entry_hash(conn, CHAIN, place) or b"" for place in (3, 5)}
        assert [await is_kept(conn, sound, place, hashes[place]) for place in (3, 5)] == [True, True]
        for place, digest in ((3, hashes[5]), (6, hashes[5]), (0, GENESIS), (-1, b""), (2**63 - 1, b"")):
            assert not await is_kept(conn, sound, place, digest)
    _tamper(
        database_url,
        "UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 3 AND chain = 'wsp_tests'",
        "DELETE FROM dataos.audit_log WHERE position = 5 AND chain = 'wsp_tests'",
        (
            "INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
            " SELECT chain, position, hash, '2020-01', 5 FROM dataos.audit_chains WHERE chain = 'wsp_tests'"
        ),
    )
    async with connection(app) as conn:
        assert not await is_kept(conn, await verify(conn, CHAIN), 3, hashes[3])
        # Also where somebody has verified from the anchor on: the entry lies before it.
        assert not await is_kept(conn, replace(await verify(conn, CHAIN), broken=None), 3, hashes[3])


async def test_the_application_can_neither_change_nor_delete(app: FastAPI) -> None:
    await _written(app)
    async with connection(app) as conn:
        await repository.add(conn, _entry(6))
        for statement in (
            "UPDATE dataos.audit_log SET actor_id = 'usr_eve'",
            "UPDATE dataos.audit_log SET hash = NULL WHERE hash IS NOT NULL",
            "UPDATE dataos.audit_log SET hash = sha256('x'), action = 'a.b' WHERE hash IS NULL",
            "DELETE FROM dataos.audit_log",
            "TRUNCATE dataos.audit_log",
            "UPDATE dataos.audit_anchors SET position = 1",
            "TRUNCATE dataos.audit_anchors",
        ):
            if "anchors SET" in statement:
                await conn.execute(
                    b"INSERT INTO dataos.audit_anchors (chain, position, hash, month, entries)"
                    b" VALUES ('x', 1, '', '2020-01', 1)"
                )
            with pytest.raises(errors.InsufficientPrivilege):
                await conn.execute(statement.encode())
        [(partition,)] = await (
            await conn.execute(b"SELECT DISTINCT tableoid::regclass::text FROM dataos.audit_log")
        ).fetchall()
        with pytest.raises(errors.InsufficientPrivilege):
            await conn.execute(f"TRUNCATE {partition}".encode())


async def test_many_writers_and_sealers_at_once_make_one_sound_chain(app: FastAPI) -> None:
    writers, each = 8, 25

    async def write(first: int) -> None:
        for number in range(first, first + each):
            async with connection(app) as conn, conn.transaction():
                await repository.add(conn, _entry(number, CHAIN if number % 3 else None))
                await asyncio.sleep(0.001 * (number % 4))

    async def sealer() -> None:
        async with connection(app) as conn:
            for _ in range(60):
                await seal(conn, 7)
                await asyncio.sleep(0.002)

    async with asyncio.TaskGroup() as group:
        for writer in range(writers):
            group.create_task(write(writer * each))
        group.create_task(sealer())
        group.create_task(sealer())
    async with connection(app) as conn:
        await seal_all(conn)

    verdicts = [await _verdict(app, chain) for chain in (CHAIN, INSTALLATION)]
    assert [verdict.broken for verdict in verdicts] == [None, None]
    assert sum(verdict.verified for verdict in verdicts) == writers * each
    assert [verdict.waiting for verdict in verdicts] == [0, 0]


async def test_what_commits_late_is_sealed_late_and_holds_back_what_comes_after(app: FastAPI) -> None:
    database = database_of(app)
    async with database.records() as late, database.records() as other:
        async with late.transaction():
            await repository.add(late, _entry(1))
            await repository.add(other, _entry(2))
            assert await seal_all(other) == 0
        assert await seal_all(other) == 2
        rows = await (
            await other.execute(b"SELECT action FROM dataos.audit_log WHERE chain = %s ORDER BY position", [CHAIN])
        ).fetchall()
    assert [action for (action,) in rows] == ["test.done_1", "test.done_2"]


async def test_dropped_months_leave_an_anchor_from_which_the_rest_is_verified(app: FastAPI, database_url: str) -> None:
    from datetime import UTC, datetime

    from api.db.migrations.partitions import ensure_partitions

    old, older = datetime(2020, 2, 10, tzinfo=UTC), datetime(2020, 1, 31, 23, 59, 59, tzinfo=UTC)
    async with connection(app) as conn:
        for number, at in enumerate((older, old, older, None, None), 1):
            await repository.add(conn, _entry(number, at=at))
    made = await asyncio.to_thread(ensure_partitions, database_url)
    assert {"audit_log_2020_01", "audit_log_2020_02"} <= set(made)

    async with connection(app) as conn:
        assert await drop_old(conn, today=date(2020, 3, 1), months=1) == []  # nothing is sealed yet
        await seal_all(conn)
        assert [each.month for each in await drop_old(conn, today=date(2020, 3, 1), months=1)] == ["2020-01"]
        verdict = await verify(conn, CHAIN)
        assert (verdict.broken, verdict.first, verdict.verified) == (None, 4, 2)
    with psycopg.connect(database_url) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute("UPDATE dataos.audit_log SET actor_id = 'usr_eve' WHERE position = 2 AND chain = 'wsp_tests'")
        superuser.commit()
        broken = (await _verdict(app)).broken
        assert broken is not None
        assert (broken.position, broken.reason.partition(":")[0]) == (2, "changed")
        superuser.execute("UPDATE dataos.audit_log SET actor_id = 'usr_ada' WHERE position = 2 AND chain = 'wsp_tests'")
    async with connection(app) as conn:
        verdict = await verify(conn, CHAIN)
        assert (verdict.broken, verdict.first, verdict.verified) == (None, 4, 2)
        assert [each.month for each in await drop_old(conn, today=date(2020, 4, 1), months=1)] == ["2020-02"]
        verdict = await verify(conn, CHAIN)
        assert (verdict.broken, verdict.first, verdict.verified) == (None, 4, 2)
        await repository.add(conn, _entry(6))
        await seal_all(conn)
        verdict = await verify(conn, CHAIN, after=4)
        assert (verdict.broken, verdict.first, verdict.last) == (None, 5, 6)

    _tamper(database_url, "DELETE FROM dataos.audit_log WHERE position = 4 AND chain = 'wsp_tests'")
    broken = (await _verdict(app)).broken
    assert broken is not None
    assert broken.position == 4


async def test_a_long_chain_is_verified_page_by_page(app: FastAPI) -> None:
    await _written(app, 45)
    async with connection(app) as conn:
        after, seen = 0, 0
        while True:
            verdict = await verify(conn, CHAIN, after, 20)
            seen += verdict.verified
            assert verdict.broken is None
            if verdict.following is None:
                break
            after = verdict.following
    assert seen == 45
