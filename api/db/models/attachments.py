"""Files in cells, their versions, and uploads that are not complete yet."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue


class Attachment(Base, Created):
    __tablename__ = "attachments"
    __table_args__ = (
        Index("attachments_workspace", "workspace_id"),
        Index("attachments_base", "base_id"),
        Index("attachments_loose", "created_at", postgresql_where=text("attached_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    base_id: Mapped[str] = mapped_column(ForeignKey("dataos.bases.id", ondelete="CASCADE"))
    uploaded_by: Mapped[int] = mapped_column(BigInteger)
    current_version: Mapped[int]
    attached_at: Mapped[datetime | None]


class AttachmentVersion(Base, Created):
    __tablename__ = "attachment_versions"

    attachment_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.attachments.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes]
    blob_key: Mapped[str] = mapped_column(unique=True)
    uploaded_by: Mapped[int] = mapped_column(BigInteger)
    thumbnails: Mapped[dict[str, JsonValue] | None]
    thumbnail_error: Mapped[str | None]


class LooseBlob(Base):
    __tablename__ = "loose_blobs"
    __table_args__ = (Index("loose_blobs_due", "due_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(server_default=text("(now() + '24:00:00'::interval)"))


class Upload(Base, Created):
    __tablename__ = "uploads"
    __table_args__ = (
        Index("uploads_base", "base_id"),
        Index("uploads_version_of", "version_of"),
        Index("uploads_attachment", "attachment_id"),
        Index("uploads_touched", "touched_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    base_id: Mapped[str] = mapped_column(ForeignKey("dataos.bases.id", ondelete="CASCADE"))
    version_of: Mapped[str | None] = mapped_column(ForeignKey("dataos.attachments.id", ondelete="CASCADE"))
    name: Mapped[str]
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    parts: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'[]'"))
    uploaded_by: Mapped[int] = mapped_column(BigInteger)
    attachment_id: Mapped[str | None] = mapped_column(ForeignKey("dataos.attachments.id", ondelete="CASCADE"))
    version: Mapped[int | None]
    touched_at: Mapped[datetime] = mapped_column(server_default=func.now())
