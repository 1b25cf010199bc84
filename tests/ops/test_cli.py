"""The `dataos` command: what it offers, and what it says when something is wrong."""

import asyncio

import psycopg
import pytest
from typer.testing import CliRunner, Result

from ops.cli.main import app
from tests.support.app import client_of, make_world, register, running, settings_for
from tests.support.directory import directory_of
from tests.support.sign_on import sso_settings

RUN = CliRunner()


def environ(database_url: str) -> dict[str, str]:
    return {"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_HOME": "none"}


def test_help_lists_every_command_with_a_sentence() -> None:
    lines = RUN.invoke(app, ["--help"]).output
    for command in app.registered_commands:
        assert command.name
        assert command.name in lines
        assert RUN.invoke(app, [command.name, "--help"]).exit_code == 0


def test_create_admin_makes_an_account_that_owns_a_workspace(database_url: str) -> None:
    arguments = ["create-admin", "Ada@Example.com", "--password", "correct horse"]
    done = RUN.invoke(app, arguments, env=environ(database_url))
    assert done.exit_code == 0, done.output
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT u.email, u.name, m.role FROM dataos.users u JOIN dataos.workspace_members m ON m.user_id = u.id"
        ).fetchone()
    assert row == ("Ada@example.com", "Ada", "owner")

    again = RUN.invoke(app, arguments, env=environ(database_url))
    assert again.exit_code == 1
    assert "already has an account" in str(again.exception)


@pytest.mark.parametrize(
    ("email", "password", "named"), [("nobody", "correct horse", "EMAIL"), ("a@example.com", "short", "--password")]
)
def test_create_admin_refuses_bad_input_by_name(email: str, password: str, named: str) -> None:
    done = RUN.invoke(app, ["create-admin", email, "--password", password])
    assert done.exit_code == 2
    assert named in done.output


def _reset_link(database_url: str, email: str) -> Result:
    return RUN.invoke(
        app, ["reset-link", email], env={**environ(database_url), "DATAOS_PUBLIC_URL": "https://d.example"}
    )


async def test_a_link_sets_a_new_password_where_there_is_no_mail_server(database_url: str) -> None:
    async with running(settings_for(database_url)) as served, client_of(served) as anonymous:
        ada = await register(served, "Ada")
        done = await asyncio.to_thread(_reset_link, database_url, "ADA@example.org")
        assert done.exit_code == 0, done.exception
        address, _, secret = done.stdout.strip().partition("#")
        assert address == "https://d.example/reset-password"
        body = {"token": secret, "password": "entirely another one"}
        assert (await anonymous.post("/auth/password/reset", json=body)).status_code == 204
        again = await anonymous.post("/auth/password/reset", json=body)
        assert again.json()["code"] == "link_not_valid"
    with psycopg.connect(database_url) as connection:
        entries = connection.execute(
            "SELECT chain, actor_kind, targets, detail::text FROM dataos.audit_log"
            " WHERE action = 'password_reset.link_made'"
        ).fetchall()
    assert entries == [("installation", "system", [ada.id], "{}")]


async def test_a_link_is_refused_to_who_has_no_password_to_set(database_url: str) -> None:
    async with running(sso_settings(database_url)) as served:
        world = await make_world(served)
        directory = await directory_of(served, world)
        await directory.user("ann")
        robot = await world.owner.post(f"/workspaces/{world.workspace}/service-accounts", {"name": "Robot"})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.users SET disabled_at = now() WHERE id = %s", [world.viewer.id])
        found = connection.execute("SELECT email FROM dataos.users WHERE id = %s", [robot["id"]]).fetchone()
        assert found is not None
        for email, said in (
            ("nobody@example.org", "nobody@example.org"),
            (found[0], found[0]),
            (world.viewer.email, "is disabled"),
            ("ann@acme.example", "The directory of Acme keeps"),
        ):
            refused = await asyncio.to_thread(_reset_link, database_url, email)
            assert (refused.exit_code, refused.stdout) == (1, "")
            assert said in str(refused.exception)
        assert connection.execute("SELECT count(*) FROM dataos.one_time_links").fetchone() == (0,)


def test_migrate_is_idempotent(blank_database_url: str) -> None:
    first = RUN.invoke(app, ["migrate"], env=environ(blank_database_url))
    second = RUN.invoke(app, ["migrate"], env=environ(blank_database_url))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "from empty to" in first.output
    assert "database is at" in second.output
