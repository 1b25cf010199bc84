"""Where the bytes of files are: a folder, or a bucket of an S3-compatible store. Both keep one contract.

A blob has a random key and never changes: it is put as a whole or not at all, read in ranges, and deleted. Nothing
here holds a whole file in memory; a writer takes as many blocks as arrive, a reader gives them one by one.
"""

import asyncio
import os
import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from api.kit import clock
from api.kit.file_settings import FileSettings
from core.errors import Unavailable

BLOCK = 1024 * 1024
"""Bytes that are read at a time."""
_PART = 8 * 1024 * 1024
_PARTS_AT_A_TIME = 2
_PROBED_SECONDS = 30.0
_PROBE = "probe"
_HALF_WRITTEN = re.compile(rf"([0-9a-f]{{40}}|{_PROBE})#[0-9]+")
"""A writer of the folder writes beside the blob, to its name with a number, and renames that at last."""


class BlobMissing(Exception):
    """There is no blob of this key."""


class BlobStore:
    """Opens nothing until it is used, so that a store that is away keeps nobody from starting."""

    def __init__(self, files: FileSettings, home: Path) -> None:
        self._files = files
        self._directory = (files.directory or home / "files").expanduser().absolute()
        self._opened: LocalStore | S3Store | None = None
        self._probed = 0.0

    @property
    def place(self) -> str:
        """For people."""
        files = self._files
        return str(self._directory) if files.bucket is None else f"bucket {files.bucket} at {files.endpoint or 'AWS'}"

    @property
    def redirects(self) -> bool:
        """Whether readers are sent to the store itself."""
        files = self._files
        return files.bucket is not None and files.redirect

    @staticmethod
    def new_key() -> str:
        """Random, and spread over 256 folders."""
        name = secrets.token_hex(20)
        return f"{name[:2]}/{name}"

    async def put(
        self, key: str, content: AsyncIterator[bytes] | bytes, *, type: str | None = None, disposition: str = ""
    ) -> None:
        """What ``content`` raises goes on to the caller, and leaves no blob. ``type`` and ``disposition`` are what the
        store tells readers who are redirected to it. Raises Unavailable."""
        attributes: dict[str, str] | None = None
        if self.redirects and type is not None:
            attributes = {"Content-Type": type, "Content-Disposition": disposition}
        with self._told():
            store = self._store()
            if isinstance(content, bytes):
                await obstore.put_async(store, key, content, attributes=attributes, use_multipart=False)
                return
            writer = obstore.open_writer_async(
                store, key, attributes=attributes, buffer_size=_PART, max_concurrency=_PARTS_AT_A_TIME
            )
            # Closing is what makes the blob; a writer that is dropped unclosed has made none.
            async for block in content:
                await writer.write(block)
            await writer.close()

    async def read(self, key: str, start: int, end: int) -> AsyncGenerator[bytes]:
        """The bytes from ``start`` up to ``end``, which is after the last one. Raises BlobMissing, Unavailable."""
        if start >= end:
            return
        with self._told():
            try:
                found = await obstore.get_async(self._store(), key, options={"range": (start, end)})
            except FileNotFoundError as error:
                raise BlobMissing from error
            async for block in found.stream(min_chunk_size=BLOCK):
                yield bytes(block)

    async def delete(self, keys: Sequence[str]) -> None:
        """Those that are there. Raises Unavailable."""
        if not keys:
            return
        with self._told():
            store = self._store()
            for key in keys:
                try:
                    await obstore.delete_async(store, key)
                except FileNotFoundError:
                    continue

    async def clear(self, older_than: timedelta) -> int:
        """What writers that died left half written, which no key leads to; how many files. In a bucket its own rule
        does that (AbortIncompleteMultipartUpload). Raises Unavailable."""
        if self._files.bucket is not None:
            return 0
        with self._told():
            return await asyncio.to_thread(_clear, self._directory, clock.now() - older_than)

    async def address(self, key: str, seconds: int) -> str:
        """Where the store itself gives the blob, for so long. Only where ``redirects``."""
        with self._told():
            store = self._store()
            if not isinstance(store, S3Store):
                raise TypeError("a folder has no addresses")
            return str(await obstore.sign_async(store, "GET", key, timedelta(seconds=seconds)))

    async def fault(self) -> str | None:
        """Why the store cannot be used, None when it can: tried by writing, now and then. A folder that nobody has
        needed yet is not made for that."""
        if self._files.bucket is None and not self._directory.exists():
            return _unmade(self._directory)
        if self._probed and clock.monotonic() - self._probed < _PROBED_SECONDS:
            return None
        try:
            await self.put(_PROBE, b"")
        except Unavailable as error:
            return error.detail
        self._probed = clock.monotonic()
        return None

    def _store(self) -> LocalStore | S3Store:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> LocalStore | S3Store:
        files = self._files
        if files.bucket is None:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            return LocalStore(self._directory)
        options: dict[str, str] = {"region": files.region}
        if files.endpoint is not None:
            options["endpoint"] = str(files.endpoint)
        if files.access_key is not None:
            options["access_key_id"] = files.access_key
        if files.secret_key is not None:
            options["secret_access_key"] = files.secret_key.get_secret_value()
        client = {"allow_http": files.allow_http, "connect_timeout": "5s", "timeout": "60s"}
        # The library types these as closed dictionaries of literals, which settings are not.
        retries = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
        return S3Store(
            files.bucket,
            virtual_hosted_style_request=files.endpoint is None,
            client_options=client,  # type: ignore[arg-type]
            retry_config=retries,  # type: ignore[arg-type]
            **options,  # type: ignore[arg-type]
        )

    @contextmanager
    def _told(self) -> Generator[None]:
        """The store's failures in our words; its own name keys and hosts, so only the cause has them."""
        try:
            yield
        except (BaseError, OSError) as error:
            raise Unavailable(
                "file_store_unavailable",
                f"The store of files ({self.place}) cannot be used: {_reason(error)}. Try again later; `dataos doctor`"
                " looks into it.",
            ) from error


def _unmade(directory: Path) -> str | None:
    """Why the folder cannot be made, as far as can be told without making it."""
    above = next(path for path in directory.parents if path.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return None
    return f"The store of files ({directory}) cannot be used: {above} is no folder that may be written."


def _clear(directory: Path, before: datetime) -> int:
    gone = 0
    for path in directory.rglob("*#*"):
        with suppress(FileNotFoundError):
            if _HALF_WRITTEN.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone


def _reason(error: BaseError | OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__.removesuffix("Error")
