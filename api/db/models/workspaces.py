"""Workspaces and who belongs to them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created, SoftDeleted


class Workspace(Base, Created, SoftDeleted):
    __tablename__ = "workspaces"
    __table_args__ = (
        CheckConstraint(
            "default_base_role IN ('creator', 'editor', 'commenter', 'viewer', 'none')",
            name="workspaces_default_base_role_check",
        ),
        # Every request asks for them.
        Index("workspaces_asking", "id", postgresql_where=text("requires_two_factors AND deleted_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    name: Mapped[str]
    policy_version: Mapped[int] = mapped_column(server_default=text("1"))
    default_base_role: Mapped[str] = mapped_column(server_default=text("'editor'"))
    requires_two_factors: Mapped[bool] = mapped_column(server_default=text("false"))


class WorkspaceMember(Base, Created):
    """Statements read it through the view ``dataos.memberships``, which adds the workspace's usual role in bases.
    ``suspended_by`` is the identity provider whose directory suspended the member; None where an admin did."""

    __tablename__ = "workspace_members"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'member')", name="workspace_members_role_check"),
        Index("workspace_members_user", "user_id"),
    )

    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]
    suspended_at: Mapped[datetime | None]
    suspended_by: Mapped[str | None]
