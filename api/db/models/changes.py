"""The change feed, its readers' cursors, and remembered answers of idempotent requests.

Only ``api/records/write.py`` inserts changes, with SQL of its own; these classes describe the tables and serve readers.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from api.db.models.base import Base, Created
from core.values import JsonValue


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "xid8"


class Change(Base):
    __tablename__ = "changes"
    __table_args__ = (
        Index("changes_feed", "xid", "seq"),
        Index("changes_record", "table_number", "record_key", "seq"),
        Index("changes_set", "change_set"),
        Index("changes_undo", "actor_number", "tab", "seq", postgresql_where=text("tab IS NOT NULL")),
        {"postgresql_partition_by": "RANGE (at)"},
    )
    # The table has no key of its own: a partitioned one would need `at` in it. `seq` is unique because the write path
    # never sets it.
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), nullable=False)
    xid: Mapped[str] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    change_set: Mapped[UUID]
    workspace_number: Mapped[int] = mapped_column(BigInteger)
    table_number: Mapped[int] = mapped_column(BigInteger)
    record_key: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int | None]
    operation: Mapped[str]
    before: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    after: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    actor_kind: Mapped[str]
    actor_number: Mapped[int | None] = mapped_column(BigInteger)
    cause: Mapped[str]
    cause_depth: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    cause_detail: Mapped[dict[str, JsonValue] | None]
    tab: Mapped[str | None]

    __mapper_args__ = {"primary_key": [seq]}  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute


class FeedCursor(Base):
    __tablename__ = "cursors"

    consumer: Mapped[str] = mapped_column(primary_key=True)
    xid: Mapped[str] = mapped_column(Xid8())
    seq: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class IdempotencyKey(Base, Created):
    """``token_id`` is empty for sessions."""

    __tablename__ = "idempotency_keys"

    actor_number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    token_id: Mapped[str] = mapped_column(primary_key=True, server_default=text("''"))
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[bytes]
    status: Mapped[int | None]
    answer: Mapped[bytes | None]
