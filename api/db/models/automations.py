"""Automations, their published versions, and the log of runs."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created, SoftDeleted
from core.values import JsonValue


class Automation(Base, Created, SoftDeleted):
    __tablename__ = "automations"
    __table_args__ = (Index("automations_table", "table_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    owner_number: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    draft: Mapped[dict[str, JsonValue]]
    published_version: Mapped[int | None]
    enabled: Mapped[bool] = mapped_column(server_default=text("false"))
    modified_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AutomationVersion(Base):
    __tablename__ = "automation_versions"

    automation_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.automations.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    definition: Mapped[dict[str, JsonValue]]
    plan: Mapped[dict[str, JsonValue]]
    published_by: Mapped[int] = mapped_column(BigInteger)
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Run(Base, Created):
    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    automation_id: Mapped[str] = mapped_column(ForeignKey("dataos.automations.id", ondelete="CASCADE"))
    version: Mapped[int]
    status: Mapped[str]
    trigger_type: Mapped[str]
    record_key: Mapped[int | None] = mapped_column(BigInteger)
    context: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    depth: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    change_seq: Mapped[int | None] = mapped_column(BigInteger)
    workflow_id: Mapped[str]
    error: Mapped[dict[str, JsonValue] | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


Index("runs_automation", Run.automation_id, Run.id.desc())
Index("runs_unfinished", Run.status, postgresql_where=text("status IN ('queued', 'running', 'waiting')"))


class RunStep(Base):
    __tablename__ = "run_steps"

    run_id: Mapped[str] = mapped_column(ForeignKey("dataos.runs.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    step_id: Mapped[str]
    type: Mapped[str]
    status: Mapped[str]
    input: Mapped[dict[str, JsonValue] | None]
    output: Mapped[dict[str, JsonValue] | None]
    error: Mapped[dict[str, JsonValue] | None]
    attempt: Mapped[int] = mapped_column(server_default=text("1"))
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
