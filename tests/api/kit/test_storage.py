"""One contract of the store of blobs, for a folder and for an S3-compatible server."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import boto3
import httpx2
import pytest
from moto.server import ThreadedMotoServer

from api.kit.file_settings import FileSettings
from api.kit.storage import BlobMissing, BlobStore
from core.errors import Unavailable

BUCKET = "dataos-files"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an S3 server that has the bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1"
    )
    client.create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


def s3(address: str, bucket: str = BUCKET, **more: str) -> FileSettings:
    return FileSettings.read(
        {
            "S3_BUCKET": bucket,
            "S3_ENDPOINT": address,
            "S3_ACCESS_KEY_ID": "key",
            "S3_SECRET_ACCESS_KEY": "secret",
            "S3_ALLOW_HTTP": "true",
            **more,
        }
    )


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "folder":
        return BlobStore(FileSettings.read({}), tmp_path)
    return BlobStore(s3(request.getfixturevalue("bucket")), tmp_path)


async def content_of(store: BlobStore, key: str, start: int, end: int) -> bytes:
    return b"".join([block async for block in store.read(key, start, end)])


async def blocks(count: int, *, fails: bool = False) -> AsyncIterator[bytes]:
    for at in range(count):
        yield bytes([at]) * 1_000_000
    if fails:
        raise RuntimeError("the sender went away")


async def test_what_is_put_is_read_in_ranges(store: BlobStore) -> None:
    key = store.new_key()
    await store.put(key, b"hello world")
    assert await content_of(store, key, 0, 11) == b"hello world"
    assert await content_of(store, key, 6, 8) == b"wo"
    assert await content_of(store, key, 3, 3) == b""


@pytest.mark.parametrize("count", [0, 1, 20])
async def test_streams_of_any_length_are_put(store: BlobStore, count: int) -> None:
    key = store.new_key()
    await store.put(key, blocks(count))
    size = count * 1_000_000
    found = await content_of(store, key, 0, size)
    assert (len(found), found[-1:]) == (size, bytes([count - 1]) if count else b"")


async def test_a_stream_that_breaks_leaves_nothing(store: BlobStore) -> None:
    key = store.new_key()
    with pytest.raises(RuntimeError, match="went away"):
        await store.put(key, blocks(20, fails=True))
    with pytest.raises(BlobMissing):
        await content_of(store, key, 0, 1)


async def test_deleting_twice_is_deleting(store: BlobStore) -> None:
    key = store.new_key()
    await store.put(key, b"x")
    await store.delete([key, store.new_key()])
    await store.delete([key])
    with pytest.raises(BlobMissing):
        await content_of(store, key, 0, 1)
    assert await store.fault() is None


async def test_a_store_that_cannot_be_used_says_so(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for broken in (
        BlobStore(FileSettings.read({"DATAOS_FILES_DIRECTORY": str(tmp_path / "file" / "files")}), tmp_path),
        BlobStore(s3(bucket, "no-such-bucket"), tmp_path),
        BlobStore(s3(bucket, S3_ALLOW_HTTP="false"), tmp_path),
    ):
        with pytest.raises(Unavailable) as caught:
            await broken.put("aa/x", b"x")
        assert caught.value.code == "file_store_unavailable"
        assert "secret" not in caught.value.detail
        assert "cannot be used" in (await broken.fault() or "")


async def test_browsers_are_sent_to_the_bucket(bucket: str, tmp_path: Path) -> None:
    store = BlobStore(s3(bucket, DATAOS_FILES_REDIRECT="true"), tmp_path)
    key = store.new_key()
    await store.put(key, b"<svg/>", type="application/octet-stream", disposition="attachment")
    async with httpx2.AsyncClient() as http:
        answer = await http.get(await store.address(key, 60))
    assert (answer.content, answer.headers["content-disposition"]) == (b"<svg/>", "attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
