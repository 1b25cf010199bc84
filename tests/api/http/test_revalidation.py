"""Reloading a page that the browser has cached."""

from pathlib import Path

import httpx2

from api.app import create_app
from api.settings import Settings

SETTINGS = {"DATABASE_URL": "postgresql://unused/unused", "DATAOS_SECRET": "unused" * 8}


async def test_a_page_that_is_still_current_keeps_the_policy_it_was_cached_with(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>app</title>")
    app = create_app(Settings.load(SETTINGS), web_folder=tmp_path)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://test") as client:
        first = await client.get("/w/somewhere")
        again = await client.get("/w/somewhere", headers={"If-None-Match": first.headers["etag"]})
    assert "script-src 'self'" in first.headers["content-security-policy"]
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers
