"""Health and readiness, at the root and under the API."""

import httpx2
from fastapi import FastAPI

from tests.support.app import BASE_URL, client_of, running, settings_for


async def test_the_api_serves_while_temporal_is_away(app: FastAPI) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE_URL) as root:
        for prefix in ("", "/api/v1"):
            health = await root.get(f"{prefix}/health")
            ready = await root.get(f"{prefix}/ready")

            assert (health.status_code, health.json()["status"]) == (200, "ok")
            assert (ready.status_code, ready.json()["status"]) == (200, "ready")
            checks = ready.json()["checks"]
            assert {name: check["ok"] for name, check in checks.items()} == {
                "database": True,
                "migrations": True,
                "temporal": False,
                "worker": False,
                "files": True,
            }
            assert ready.json()["degraded"] is True


async def test_an_empty_database_is_not_ready_and_says_what_to_do(blank_database_url: str) -> None:
    async with running(settings_for(blank_database_url)) as app, client_of(app) as client:
        answer = await client.get("/ready")

    assert (answer.status_code, answer.json()["status"]) == (503, "starting")
    assert "dataos migrate" in answer.json()["checks"]["migrations"]["error"]
