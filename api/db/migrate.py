"""Brings a database to this release's schema. Idempotent, and safe when several processes start at once."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from api.db.extensions import EXTENSIONS
from api.db.failures import told_as_unavailable
from api.db.migrations.partitions import ensure_partitions

_LOCK = 0x64617461_6F73  # any number of our own: "dataos"


def upgrade(dsn: str) -> None:
    """Run all missing migrations, one transaction each, then make the change feed's next partitions.

    Waits while another process migrates. Raises Unavailable when the database does not answer.
    """
    with told_as_unavailable(), _connect(dsn) as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            _add_extensions(connection)
            connection.execute(text("CREATE SCHEMA IF NOT EXISTS dataos"))
            connection.commit()
            command.upgrade(_config(connection), "head")
            connection.commit()
            ensure_partitions(dsn)
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.commit()


def current(dsn: str) -> str | None:
    """The revision that the database is at, None for an empty one."""
    with told_as_unavailable(), _connect(dsn) as connection:
        return MigrationContext.configure(connection, opts={"version_table_schema": "dataos"}).get_current_revision()


def head() -> str:
    """The revision that this release needs."""
    revision = ScriptDirectory.from_config(_config(None)).get_current_head()
    if revision is None:
        raise RuntimeError("there are no migrations beside api/db/migrate.py")
    return revision


@contextmanager
def _connect(dsn: str) -> Generator[Connection]:
    url = dsn.replace("postgresql://", "postgresql+psycopg://", 1)
    # Without the path, a role that is called like our schema would have it as its default schema.
    arguments = {"application_name": "dataos migrate", "options": "-c search_path=public -c TimeZone=UTC"}
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments)
    with engine.connect() as connection:
        yield connection


def _add_extensions(connection: Connection) -> None:
    """Search needs them; a server that lacks one still serves everything else."""
    available = connection.execute(
        text("SELECT name FROM pg_available_extensions WHERE name = ANY(:names) AND installed_version IS NULL"),
        {"names": list(EXTENSIONS)},
    )
    for name in available.scalars().all():
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public"))
    connection.commit()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
