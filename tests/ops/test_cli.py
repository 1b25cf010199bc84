"""The `dataos` command: what it offers, and what it says when something is wrong."""

import pytest
from typer.testing import CliRunner

from ops.cli.main import app

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
    import psycopg

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


def test_migrate_is_idempotent(blank_database_url: str) -> None:
    first = RUN.invoke(app, ["migrate"], env=environ(blank_database_url))
    second = RUN.invoke(app, ["migrate"], env=environ(blank_database_url))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "from empty to" in first.output
    assert "database is at" in second.output
