"""Whoever got an answer can read what it says: the commit comes first."""

import json
from collections.abc import MutableMapping
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI

from tests.support.app import API, register


@pytest.mark.parametrize("repeatable", [[], [(b"idempotency-key", b"k")]], ids=["plain", "keyed"])
async def test_the_commit_happens_before_the_first_byte_of_the_reply(
    app: FastAPI, database_url: str, repeatable: list[tuple[bytes, bytes]]
) -> None:
    ada = await register(app, "Ada")
    seen_at_start: list[int] = []
    requests = [{"type": "http.request", "body": json.dumps({"name": "Acme"}).encode(), "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return requests.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] == 201
            async with await psycopg.AsyncConnection.connect(database_url) as other:
                row = await (await other.execute("SELECT count(*) FROM dataos.workspaces")).fetchone()
            seen_at_start.append(row[0] if row else -1)

    await app(
        {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": f"{API}/workspaces",
            "raw_path": f"{API}/workspaces".encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (b"authorization", f"Bearer {ada.token}".encode()),
                (b"content-type", b"application/json"),
                *repeatable,
            ],
            "client": ("127.0.0.1", 1),
            "server": ("dataos.test", 80),
        },
        receive,
        send,
    )

    assert seen_at_start == [1]


async def test_a_refused_request_leaves_nothing(app: FastAPI, database_url: str) -> None:
    ada = await register(app, "Ada")
    workspace = (await ada.http.post("/workspaces", json={"name": "Acme"})).json()["id"]

    answer = await ada.http.post(f"/workspaces/{workspace}/members", json={"email": ada.email, "role": "member"})

    assert answer.status_code == 409
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT policy_version FROM dataos.workspaces").fetchone() == (1,)
