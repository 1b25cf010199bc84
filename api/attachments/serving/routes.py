"""The bytes of files, at signed addresses: whoever has one needs no session."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from api.attachments import repository
from api.attachments.blobs import disposition, shown_type
from api.attachments.serving.requests import Served, check_address, served
from api.attachments.thumbnails.service import ThumbnailMaker
from api.http.deps import Db, Provided
from api.kit.file_links import SIZES, FileLinks
from api.kit.storage import BlobStore
from core.errors import NotFound

router = APIRouter()

Links = Annotated[FileLinks, Provided(FileLinks)]
Store = Annotated[BlobStore, Provided(BlobStore)]
Maker = Annotated[ThumbnailMaker, Provided(ThumbnailMaker)]
_MAX_DIGITS = 9


@router.get("/files/{attachment_id}/{version}/thumbnails/{size}")
async def get_thumbnail(
    attachment_id: str, version: str, size: str, request: Request, links: Links, store: Store, maker: Maker
) -> Response:
    expires = check_address(request, links, f"{attachment_id}/{version}/thumbnails/{size}")
    if size not in SIZES:
        raise NotFound("thumbnail", size)
    made = await maker.get(attachment_id, int(version), size)
    file = Served(made.key, made.size, made.key.rsplit("/", 1)[-1], "image/webp", "inline")
    return await served(request, store, file, expires)


@router.get("/files/{attachment_id}/{version}/{name}")
async def get_file(
    attachment_id: str, version: str, name: str, request: Request, database: Db, links: Links, store: Store
) -> Response:
    expires = check_address(request, links, f"{attachment_id}/{version}/{name}")
    async with database.records() as conn:
        found = await repository.find(conn, attachment_id, int(version)) if len(version) <= _MAX_DIGITS else None
    if found is None:
        raise NotFound("file", name)
    kind = shown_type(found.type)
    file = Served(found.blob_key, found.size, found.sha256.hex(), kind, disposition(found.type, name))
    return await served(request, store, file, expires)
