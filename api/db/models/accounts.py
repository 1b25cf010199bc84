"""People and their sign-ins."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created


class User(Base, Created):
    """``workspace_id`` is that of a service account, which has no password; people are of no one workspace.
    ``disabled_by`` is the identity provider whose directory disabled the account; None where somebody else did."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'service')", name="users_kind_check"),
        Index("users_workspace", "workspace_id", postgresql_where=text("workspace_id IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    email: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    disabled_at: Mapped[datetime | None]
    disabled_by: Mapped[str | None]
    kind: Mapped[str] = mapped_column(server_default=text("'person'"))
    workspace_id: Mapped[str | None] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    email_verified_at: Mapped[datetime | None]


Index("users_email_key", func.lower(User.email), unique=True)


class Session(Base, Created):
    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_user", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    access_hash: Mapped[bytes] = mapped_column(unique=True)
    access_expires_at: Mapped[datetime]
    refresh_hash: Mapped[bytes] = mapped_column(unique=True)
    refresh_expires_at: Mapped[datetime]
    csrf: Mapped[str]
    user_agent: Mapped[str] = mapped_column(server_default=text("''"))
    address: Mapped[str] = mapped_column(server_default=text("''"))
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]


class SpentRefreshToken(Base):
    __tablename__ = "spent_refresh_tokens"
    __table_args__ = (Index("spent_refresh_tokens_session", "session_id"),)

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("dataos.sessions.id", ondelete="CASCADE"))
    spent_at: Mapped[datetime] = mapped_column(server_default=func.now())
