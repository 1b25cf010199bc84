"""The audit log, the ends of its hash chains, and what is left of months that were dropped.

Only ``api/audit`` writes here, with SQL of its own; these classes describe the tables.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base
from api.db.models.changes import Xid8
from core.values import JsonValue


class AuditEntry(Base):
    __tablename__ = "audit_log"
    __table_args__ = (
        CheckConstraint("outcome IN ('done', 'refused')", name="audit_log_outcome_check"),
        Index("audit_log_list", "chain", "at", "seq"),
        Index("audit_log_actor", "chain", "actor_id", "at", "seq"),
        Index("audit_log_table", "table_id", "at", "seq"),
        Index("audit_log_targets", "targets", postgresql_using="gin"),
        Index("audit_log_request", "request_id"),
        Index("audit_log_place", "chain", "position"),
        Index("audit_log_waiting", "xid", "seq", postgresql_where=text("hash IS NULL")),
        {"postgresql_partition_by": "RANGE (at)"},
    )
    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), nullable=False)
    xid: Mapped[str] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    id: Mapped[str]
    chain: Mapped[str]
    action: Mapped[str]
    outcome: Mapped[str]
    actor_kind: Mapped[str]
    actor_id: Mapped[str | None]
    actor_name: Mapped[str] = mapped_column(server_default=text("''"))
    on_behalf: Mapped[str | None]
    address: Mapped[str] = mapped_column(server_default=text("''"))
    user_agent: Mapped[str] = mapped_column(server_default=text("''"))
    request_id: Mapped[str | None]
    base_id: Mapped[str | None]
    table_id: Mapped[str | None]
    targets: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    before: Mapped[dict[str, JsonValue] | None]
    after: Mapped[dict[str, JsonValue] | None]
    detail: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    position: Mapped[int | None] = mapped_column(BigInteger)
    prev_hash: Mapped[bytes | None]
    hash: Mapped[bytes | None]

    __mapper_args__ = {"primary_key": [seq]}  # noqa: RUF012 - SQLAlchemy reads it as a plain class attribute


class AuditChain(Base):
    """``position`` and ``hash`` are those of the chain's last sealed entry."""

    __tablename__ = "audit_chains"

    chain: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes]
    sealed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AuditAnchor(Base):
    """The last entry that a chain had in a month which was dropped: what follows is verified from there."""

    __tablename__ = "audit_anchors"

    chain: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes]
    month: Mapped[str]
    entries: Mapped[int] = mapped_column(BigInteger)
    dropped_at: Mapped[datetime] = mapped_column(server_default=func.now())
