"""The pages: files, the app's own routes, and what happens before anything is built."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from api.kit.file_settings import FileSettings, shown_from
from api.kit.storage import BlobStore
from api.settings import Settings
from tests.support.app import BASE_URL, running, settings_for


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>DataOS</title>")
    (folder / "assets" / "app-1a2b3c.js").write_text("export {}")
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("the treasure")
    return folder


async def _get(settings: Settings, folder: Path, path: str) -> httpx2.Response:
    async with (
        running(settings, web_folder=folder) as app,
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE_URL) as client,
    ):
        return await client.get(path)


@pytest.mark.parametrize("path", ["/", "/index.html", "/tables/tbl_1", "/any/deep/route"])
async def test_pages_are_the_app_and_checked_each_time(settings: Settings, built: Path, path: str) -> None:
    answer = await _get(settings, built, path)

    assert (answer.status_code, answer.text) == (200, "<!doctype html><title>DataOS</title>")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_hashed_files_are_kept_for_ever(settings: Settings, built: Path) -> None:
    answer = await _get(settings, built, "/assets/app-1a2b3c.js")

    assert (answer.status_code, answer.text) == (200, "export {}")
    assert "immutable" in answer.headers["Cache-Control"]
    assert (await _get(settings, built, "/assets/app-gone.js")).status_code == 404


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "/%00"])
async def test_nothing_outside_the_folder_is_served(settings: Settings, built: Path, path: str) -> None:
    answer = await _get(settings, built, path)

    assert "treasure" not in answer.text
    assert answer.status_code in {200, 404}


async def test_unknown_api_paths_are_problems_not_pages(settings: Settings, built: Path) -> None:
    for path in ("/api/v1/nothing", "/api/v2/me", "/api"):
        answer = await _get(settings, built, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "route_not_found")


async def test_before_the_build_a_page_says_how_to_build(settings: Settings, tmp_path: Path) -> None:
    answer = await _get(settings, tmp_path / "nothing", "/")

    assert answer.status_code == 503
    assert "make setup" in answer.text


def policy_of(answer: httpx2.Response) -> dict[str, list[str]]:
    """The page's content policy: sources by directive."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


STORES: list[tuple[dict[str, str], str | None]] = [
    ({}, None),
    ({"S3_BUCKET": "files"}, None),
    ({"DATAOS_FILES_REDIRECT": "true"}, None),
    ({"S3_BUCKET": "files", "S3_REGION": "eu-west-1"}, "https://files.s3.eu-west-1.amazonaws.com"),
    ({"S3_BUCKET": "files", "S3_ENDPOINT": "https://S3.example.org/some/path"}, "https://s3.example.org"),
    ({"S3_BUCKET": "files", "S3_ENDPOINT": "http://10.0.0.5:9000", "S3_ALLOW_HTTP": "true"}, "http://10.0.0.5:9000"),
]


@pytest.mark.parametrize(("store", "origin"), STORES)
async def test_pages_show_files_from_where_they_are_redirected_to(
    database_url: str, built: Path, store: dict[str, str], origin: str | None
) -> None:
    redirect = {"DATAOS_FILES_REDIRECT": "true"} if origin else {}
    settings = settings_for(database_url, **store, **redirect)
    policy = policy_of(await _get(settings, built, "/"))
    added = [origin] if origin else []
    assert policy["img-src"] == ["'self'", "data:", "blob:", *added]
    assert policy["media-src"] == ["'self'", *added]
    assert policy["connect-src"] == policy["script-src"] == policy["default-src"] == ["'self'"]


@pytest.mark.parametrize("store", [store for store, origin in STORES if origin])
async def test_the_origin_is_that_of_signed_addresses(store: dict[str, str], tmp_path: Path) -> None:
    keys = {"S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret", "DATAOS_FILES_REDIRECT": "true"}
    files = FileSettings.read({**store, **keys})
    address = urlsplit(await BlobStore(files, tmp_path).address("ab/abcd", 60))
    assert f"{address.scheme}://{address.netloc}" == shown_from(files)
