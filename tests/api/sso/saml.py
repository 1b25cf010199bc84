"""A sign-in with SAML, step by step."""

from typing import Any

import httpx2
from fastapi import FastAPI

from tests.support.app import API, World
from tests.support.saml_idp import Asked, Idp, asked_by
from tests.support.sign_on import Went, browser_of, make_provider, start, went


async def provider_at(world: World, idp: Idp, **more: Any) -> str:
    return str((await make_provider(world.owner, world.workspace, idp.body(**more)))["id"])


async def begin(browser: httpx2.AsyncClient, provider: str, next_: str | None = None) -> Asked:
    return asked_by(await start(browser, provider, next_))


async def post(app: FastAPI, provider: str, response: str, relay_state: str) -> Went:
    """As browsers send it from another site: without our cookies."""
    async with browser_of(app) as bare:
        form = {"SAMLResponse": response, "RelayState": relay_state}
        return went(await bare.post(f"{API}/auth/saml/{provider}/acs", data=form))


async def finish(browser: httpx2.AsyncClient, posted: Went) -> Went:
    assert posted.path.endswith("/finish"), posted
    return went(await browser.get(posted.path, params=posted.query))
