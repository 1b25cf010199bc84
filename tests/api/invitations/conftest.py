"""What tests of invitations share."""

import re
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.support.app import World


@dataclass(frozen=True)
class Outbox:
    """The workspace's mail, as its owner sees it."""

    world: World
    database_url: str

    def an_hour_passes(self) -> None:
        """Since every invitation was sent."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute("UPDATE dataos.invitations SET sent_at = sent_at - interval '1 hour'")

    async def letters(self, to: str) -> list[dict[str, Any]]:
        found = (await self.world.owner.get(f"/workspaces/{self.world.workspace}/mails"))["items"]
        return [mail for mail in found if mail["to"] == [to]]

    async def token(self, to: str) -> str:
        """Of the last invitation to this address."""
        body = (await self.letters(to))[0]["body"]
        found = re.search(r"/invite#([A-Za-z0-9_-]+)", body)
        assert found is not None, body
        return found[1]


@pytest.fixture
def outbox(world: World, database_url: str) -> Outbox:
    return Outbox(world, database_url)
