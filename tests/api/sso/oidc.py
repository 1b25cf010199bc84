"""A provider of the world's workspace that speaks OpenID Connect."""

from typing import Any

from tests.support.app import World
from tests.support.sign_on import make_provider, oidc_body


async def provider_at(world: World, issuer: str, **more: Any) -> str:
    return str((await make_provider(world.owner, world.workspace, oidc_body(issuer, **more)))["id"])
