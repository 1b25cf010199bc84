"""Work that goes on after its request, and what fields were before they were converted."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue

_UNFINISHED = text("status IN ('queued', 'running')")
_STATUSES = "status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')"


class Job(Base, Created):
    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint(_STATUSES, name="jobs_status_check"),
        Index("jobs_unfinished", "created_at", postgresql_where=_UNFINISHED),
        Index("jobs_field", "field_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    field_id: Mapped[str | None] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"))
    status: Mapped[str]
    done: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    total: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    spec: Mapped[dict[str, JsonValue]]
    result: Mapped[dict[str, JsonValue] | None]
    error: Mapped[dict[str, JsonValue] | None]
    created_by: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[datetime | None]


Index("jobs_table", Job.table_id, Job.created_at)


class FieldForm(Base):
    __tablename__ = "field_forms"
    __table_args__ = (Index("field_forms_left", "left_at"),)

    field_id: Mapped[str] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    config: Mapped[dict[str, JsonValue]]
    required: Mapped[bool]
    is_unique: Mapped[bool]
    reveal_to: Mapped[str | None]
    left_at: Mapped[datetime] = mapped_column(server_default=func.now())
