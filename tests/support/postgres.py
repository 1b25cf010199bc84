"""A real PostgreSQL for tests: one cluster per pytest process, one fresh migrated database per test that asks.

`DATAOS_TEST_DATABASE_URL` (a superuser's URL) replaces the embedded cluster. Nothing starts, and no application code
is imported, before the first test that needs a database.
"""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import pytest
from psycopg import sql

from ops.processes.postgres import EmbeddedPostgres
from ops.processes.postgres_leftovers import clear_leftovers
from ops.processes.postgres_settings import TEST_SETTINGS

_FOLDER = "dataos-test-postgres"
_MEMORY = Path("/dev/shm")
_ROOM = 8 * 1024**3
"""Bytes that must be free in memory for a cluster to live there."""


class TestCluster:
    """A PostgreSQL server on which a test may create databases."""

    __test__ = False

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self._template: str | None = None
        self._more: list[str] = []

    def url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.admin_url)._replace(path=f"/{database}"))

    @property
    def template(self) -> str:
        """The name of a migrated database, made on first use."""
        if self._template is None:
            from api.db.migrate import upgrade

            name = self._create("template", None)
            upgrade(self.url(name))
            self._template = name
        return self._template

    def new_template(self) -> str:
        """The name of one more migrated database, for tests to fill and copy; dropped with the cluster."""
        name = self._create("template", self.template)
        self._more.append(name)
        return name

    @contextmanager
    def database(self, template: str | None) -> Generator[str]:
        """The URL of a new database, dropped afterwards together with every connection to it."""
        name = self._create("test", template)
        try:
            yield self.url(name)
        finally:
            self._drop(name)

    def close(self) -> None:
        for name in (*self._more, self._template):
            if name is not None:
                self._drop(name)

    def _create(self, purpose: str, template: str | None) -> str:
        name = f"dataos_{purpose}_{os.getpid()}_{secrets.token_hex(4)}"
        self._execute(
            # By files: a template is small, and going through the log takes twice as long.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
        return name

    def _drop(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """The server all databases of this pytest process live on."""
    given = os.environ.get("DATAOS_TEST_DATABASE_URL")
    if given:
        yield TestCluster(given)
        return
    _remove_abandoned()
    base = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}-{os.getpid()}-", dir=_place()))
    server = EmbeddedPostgres(base, password=secrets.token_urlsafe(16), settings=TEST_SETTINGS)
    server.start()
    try:
        yield TestCluster(server.dsn())
    finally:
        server.stop()
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def database_url(cluster: TestCluster, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh database with every migration applied; for a test with ``furnished``, a copy of that."""
    if "furnished" not in request.fixturenames:
        with cluster.database(cluster.template) as url:
            yield url
        return
    furnished = request.getfixturevalue("furnished")
    with cluster.database(furnished.template) as url:
        furnished.wake(url)
        yield url


@pytest.fixture
def blank_database_url(cluster: TestCluster) -> Iterator[str]:
    """The URL of a fresh, empty database."""
    with cluster.database(None) as url:
        yield url


def _place() -> Path:
    """Memory where there is room: a test's database is a thousand small files, made thirty times as fast there."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    return _MEMORY if roomy else Path(tempfile.gettempdir())


def _remove_abandoned() -> None:
    """Stop and delete clusters of test runs that were killed before they could."""
    for base in [base for place in (_MEMORY, Path(tempfile.gettempdir())) for base in place.glob(f"{_FOLDER}-*")]:
        owner = re.match(rf"{_FOLDER}-(\d+)-", base.name)
        if owner and not psutil.pid_exists(int(owner[1])):
            clear_leftovers(base / "data")
            shutil.rmtree(base, ignore_errors=True)
