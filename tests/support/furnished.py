"""The world of ``tests.support.app``, made once by a process and copied for each test: it takes twenty requests."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.postgres import TestCluster

if TYPE_CHECKING:
    from fastapi import FastAPI

    from tests.support.app import World

_PEOPLE = ("owner", "admin", "creator", "editor", "commenter", "viewer", "stranger")
# As long as if everybody had signed in when the test began.
_WAKE = """
UPDATE dataos.sessions SET access_expires_at = now() + (access_expires_at - created_at),
  refresh_expires_at = now() + (refresh_expires_at - created_at)
"""


@dataclass(frozen=True)
class Furnished:
    """``template`` is a database that holds ``made``."""

    template: str
    made: "World"

    def wake(self, url: str) -> None:
        """To be called for each copy."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_WAKE)

    def world(self, app: "FastAPI") -> "World":
        """The world in a copy that ``app`` runs on."""
        from tests.support.app import client_of

        people = {name: getattr(self.made, name) for name in _PEOPLE}
        again = {name: replace(person, http=client_of(app, token=person.token)) for name, person in people.items()}
        return replace(self.made, **again)


@pytest.fixture(scope="session")
def furnished(cluster: TestCluster) -> Furnished:
    """Who asks for it finds the world in ``database_url``."""
    template = cluster.new_template()
    return Furnished(template, asyncio.run(_make(cluster.url(template))))


async def _make(url: str) -> "World":
    from tests.support.app import make_world, running, settings_for

    async with running(settings_for(url)) as app:
        return await make_world(app)
