"""Sign-ins that a page of somebody else begins."""

import httpx2
import pytest
from fastapi import FastAPI

from tests.support.app import API, World
from tests.support.oidc_forger import Forger
from tests.support.sign_on import browser_of, make_provider, oidc_body, went


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_somebody_else_begins_no_sign_in(app: FastAPI, world: World, forger: Forger, site: str) -> None:
    """It would sign its visitors in to an account of its maker, who then reads what they write."""
    provider = await make_provider(world.owner, world.workspace, oidc_body(forger.url))
    path = f"{API}/auth/sso/{provider['id']}/start"
    async with browser_of(app) as browser:
        pushed = await browser.get(path, params={"next": "/w/x?tab=1"}, headers={"Sec-Fetch-Site": site})
        outside = await browser.get(path, params={"next": "https://evil.example"}, headers={"Sec-Fetch-Site": site})
        assert browser.cookies == httpx2.Cookies()
        assert forger.asked == []
        clicked = await browser.get(path, headers={"Sec-Fetch-Site": "same-origin"})
        typed = await browser.get(path, headers={"Sec-Fetch-Site": "none"})

    asked = {"sso": "elsewhere", "provider": provider["id"]}
    assert (went(pushed).path, went(pushed).query) == ("/login", {**asked, "next": "/w/x?tab=1"})
    assert went(outside).query == {**asked, "next": "/"}
    assert went(clicked).path == went(typed).path == f"{forger.url}/authorize"
