"""Who may make an account."""

import psycopg
import pytest

from tests.support.app import client_of, running, settings_for

ADA = {"email": "Ada@example.org", "password": "quiet otter paints fences", "name": "Ada"}


@pytest.mark.parametrize(
    ("mode", "status", "code"),
    [("open", 201, None), ("invite", 403, "registration_by_invitation"), ("off", 403, "registration_off")],
)
async def test_who_was_not_invited(database_url: str, mode: str, status: int, code: str | None) -> None:
    async with running(settings_for(database_url, DATAOS_REGISTRATION=mode)) as app, client_of(app) as client:
        answer = await client.post("/auth/register", json=ADA)
    assert answer.status_code == status, answer.text
    assert answer.json().get("code") == code


async def test_with_registration_by_invitation_only_live_invitations_count(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO dataos.workspaces (id, name) VALUES ('wsp_1', 'W'), ('wsp_2', 'Gone')")
        connection.execute("UPDATE dataos.workspaces SET deleted_at = now() WHERE id = 'wsp_2'")
        connection.execute("INSERT INTO dataos.users (id, email, name) VALUES ('usr_1', 'i@example.org', 'I')")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS dataos.invitations (id text PRIMARY KEY, workspace_id text NOT NULL,"
            " email text, max_uses int, token_hash bytea, invited_by text, expires_at timestamptz NOT NULL,"
            " accepted_at timestamptz, revoked_at timestamptz)"
        )
        for name, workspace, changed in (
            ("gone", "wsp_2", "accepted_at = NULL"),
            ("over", "wsp_1", "expires_at = now() - interval '1 second'"),
            ("revoked", "wsp_1", "revoked_at = now()"),
            ("accepted", "wsp_1", "accepted_at = now()"),
            ("ada", "wsp_1", "accepted_at = NULL"),
        ):
            connection.execute(
                "INSERT INTO dataos.invitations (id, workspace_id, email, max_uses, token_hash, invited_by, expires_at)"
                " VALUES (%s, %s, %s, 1, %s, 'usr_1', now() + interval '1 day')",
                [f"inv_{name}", workspace, f"{name}@EXAMPLE.org", name.encode()],
            )
            connection.execute(f"UPDATE dataos.invitations SET {changed} WHERE id = %s".encode(), [f"inv_{name}"])
    async with running(settings_for(database_url, DATAOS_REGISTRATION="invite")) as app, client_of(app) as client:
        for name in ("gone", "over", "revoked", "accepted", "nobody"):
            answer = await client.post("/auth/register", json={**ADA, "email": f"{name}@example.org"})
            assert answer.json()["code"] == "registration_by_invitation", name
        assert (await client.post("/auth/register", json=ADA)).status_code == 201
