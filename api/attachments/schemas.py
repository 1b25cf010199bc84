"""Attachments on the wire."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from api.attachments.repository import StoredVersion
from api.http.body import Answer
from api.kit.file_links import FileLinks
from core.values import JsonValue


class Thumbnail(Answer):
    url: str


class Thumbnails(Answer):
    """The longest side has at most 80 or 1,024 pixels. Made when they are first asked for; 404 where that failed."""

    small: Thumbnail
    large: Thumbnail


class FileAnswer(Answer):
    """A file as cells show it. Addresses open without a session until they expire."""

    id: str
    version: int
    name: str
    type: str = Field(description="The media type, by the bytes of the file.")
    size: int
    url: str
    thumbnails: Thumbnails | None = Field(description="Null for types that never have any.")


class AttachmentAnswer(FileAnswer):
    """The current version. A cell takes the attachment by its id, for as long as it is in no cell only from whoever
    uploaded it; in no cell at all it is deleted after a day."""

    base_id: str
    created_time: datetime


class VersionAuthor(Answer):
    id: str
    name: str


class VersionAnswer(FileAnswer):
    created_time: datetime
    created_by: VersionAuthor | None


class VersionsAnswer(Answer):
    """Newest first."""

    items: list[VersionAnswer]


def attachment_answer(stored: StoredVersion, links: FileLinks) -> AttachmentAnswer:
    return AttachmentAnswer.model_validate(
        {**_shown(stored, links), "baseId": stored.base_id, "createdTime": stored.created_at}
    )


def versions_answer(stored: list[StoredVersion], links: FileLinks) -> VersionsAnswer:
    return VersionsAnswer(items=[_version(item, links) for item in stored])


def _version(stored: StoredVersion, links: FileLinks) -> VersionAnswer:
    author = None
    if stored.author_id is not None and stored.author_name is not None:
        author = VersionAuthor(id=stored.author_id, name=stored.author_name)
    return VersionAnswer.model_validate(
        {**_shown(stored, links), "createdTime": stored.created_at, "createdBy": author}
    )


def _shown(stored: StoredVersion, links: FileLinks) -> Mapping[str, JsonValue]:
    return links.shown(
        {
            "id": stored.id,
            "version": stored.version,
            "name": stored.name,
            "type": stored.type,
            "size": stored.size,
        }
    )
