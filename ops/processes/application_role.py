"""The role that DataOS connects as in the embedded cluster: it owns its database and is nothing special beyond it."""

import psycopg
from psycopg import sql

from api.db.extensions import EXTENSIONS
from ops.processes.environ import DATABASE, ROLE
from ops.processes.postgres import EmbeddedPostgres


def provide_database(server: EmbeddedPostgres, password: str) -> None:
    """Make the role, its database, and there the extensions, which only a superuser may add. Idempotent."""
    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(role))
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))
    with psycopg.connect(server.dsn(DATABASE), autocommit=True) as connection:
        available = connection.execute(
            "SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [[*EXTENSIONS]]
        ).fetchall()
        for (name,) in available:
            statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public")
            connection.execute(statement.format(sql.Identifier(name)))
