"""Notifications in the app, and mails."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import text

from api.db.models.base import Base, Created


class Notification(Base, Created):
    __tablename__ = "notifications"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(server_default=text("''"))
    table_id: Mapped[str | None]
    record_id: Mapped[str | None]
    run_id: Mapped[str | None]
    read_at: Mapped[datetime | None]


Index("notifications_user", Notification.user_id, Notification.id.desc())
Index("notifications_unread", Notification.user_id, postgresql_where=text("read_at IS NULL"))


class Mail(Base, Created):
    """``workspace_id`` is NULL for what is between the installation and one person: no workspace's outbox shows it."""

    __tablename__ = "mails"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str | None] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    recipients: Mapped[list[str]] = mapped_column(ARRAY(Text))
    subject: Mapped[str]
    body: Mapped[str]
    status: Mapped[str]
    error: Mapped[str | None]
    run_id: Mapped[str | None]
    sent_at: Mapped[datetime | None]


Index("mails_workspace", Mail.workspace_id, Mail.id.desc())
Index("mails_waiting", Mail.id, postgresql_where=text("status = 'queued' AND run_id IS NULL"))
