"""Declarative base of the ``dataos`` tables: columns and constraints, no methods."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, MetaData, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.values import JsonValue


class Base(DeclarativeBase):
    metadata = MetaData(schema="dataos")
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute
        str: Text(),
        datetime: DateTime(timezone=True),
        dict[str, JsonValue]: JSONB(),
    }


class Created:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SoftDeleted:
    deleted_at: Mapped[datetime | None]


class Trashed(SoftDeleted):
    """Can be restored until it is purged: its data is gone for good then, its row stays for those that name it."""

    deleted_by: Mapped[int | None] = mapped_column(BigInteger)
    purged_at: Mapped[datetime | None]
