"""What tests of invitations share."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.app import World


@dataclass(frozen=True)
class Outbox:
    """The workspace's mail, as its owner sees it."""

    world: World

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
def outbox(world: World) -> Outbox:
    return Outbox(world)
