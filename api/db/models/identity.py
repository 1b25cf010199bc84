"""What proves who somebody is, beside passwords and sessions."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created


class AccessToken(Base, Created):
    """``bases`` NULL: all that the person can open. ``prefix`` is the beginning of the secret, for people to tell."""

    __tablename__ = "access_tokens"
    __table_args__ = (Index("access_tokens_user", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    name: Mapped[str]
    prefix: Mapped[str]
    hash: Mapped[bytes] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    bases: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class OneTimeLink(Base, Created):
    """``user_id`` is NULL where somebody asked for an address that nobody has: all requests leave the same trace."""

    __tablename__ = "one_time_links"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('verify_email', 'reset_password', 'change_email')", name="one_time_links_purpose_check"
        ),
        Index("one_time_links_user", "user_id", "purpose"),
        Index("one_time_links_expiry", "expires_at"),
    )

    hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    purpose: Mapped[str]
    email: Mapped[str]
    expires_at: Mapped[datetime]


class SecondFactor(Base, Created):
    """``secret`` is sealed under ``master``. ``last_step`` is the time step of the last code that was accepted."""

    __tablename__ = "second_factors"

    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[bytes]
    master: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    refused_until: Mapped[datetime | None]


class RecoveryCode(Base):
    __tablename__ = "recovery_codes"

    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[datetime | None]
