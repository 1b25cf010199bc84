"""The same files in a bucket: through us, and by redirect."""

import httpx2
import pytest

from tests.api.kit.test_storage import BUCKET, bucket
from tests.support.app import BASE_URL, make_world, running, settings_for
from tests.support.files import SVG, begin, load, pdf, send, upload

__all__ = ["bucket"]


@pytest.mark.parametrize("redirect", [False, True])
async def test_files_in_a_bucket(bucket: str, database_url: str, redirect: bool) -> None:
    settings = settings_for(
        database_url,
        S3_BUCKET=BUCKET,
        S3_ENDPOINT=bucket,
        S3_ACCESS_KEY_ID="key",
        S3_SECRET_ACCESS_KEY="secret",
        S3_ALLOW_HTTP="true",
        DATAOS_FILES_REDIRECT=str(redirect).lower(),
    )
    async with running(settings) as app:
        world = await make_world(app)
        drawing = await upload(world.editor, world.base, "x.svg", SVG)
        page = pdf()
        begun = (await begin(world.editor, world.base, len(page), filename="a.pdf")).json()["id"]
        await send(world.editor, begun, 0, page[:100])
        await send(world.editor, begun, 100, page[100:])
        document = (await world.editor.get(f"/uploads/{begun}"))["attachment"]
        for made, content in ((drawing, SVG), (document, page)):
            answer = await load(world.stranger.http, made["url"])
            assert answer.status_code == (302 if redirect else 200)
            if redirect:
                async with httpx2.AsyncClient() as browser:
                    answer = await browser.get(answer.headers["location"])
            assert answer.content == content
            shown = made is document
            assert answer.headers["content-disposition"].startswith("inline" if shown else "attachment")
            assert answer.headers["content-type"] == ("application/pdf" if shown else "application/octet-stream")
        thumbnail = await world.stranger.http.get(
            BASE_URL + document["thumbnails"]["small"]["url"], follow_redirects=True
        )
        assert redirect or thumbnail.headers["content-type"] == "image/webp"
