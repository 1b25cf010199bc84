"""Bases and the roles people have in them."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created, Trashed


class BaseRow(Base, Created, Trashed):
    """A base; the plain name belongs to the declarative base."""

    __tablename__ = "bases"
    __table_args__ = (
        Index("bases_workspace", "workspace_id"),
        Index("bases_trash", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL AND purged_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    icon: Mapped[str] = mapped_column(server_default=text("''"))
    color: Mapped[str] = mapped_column(server_default=text("''"))
    position: Mapped[int] = mapped_column(server_default=text("0"))


class BaseMember(Base):
    __tablename__ = "base_members"
    __table_args__ = (
        CheckConstraint("role IN ('creator', 'editor', 'commenter', 'viewer', 'none')", name="base_members_role_check"),
        Index("base_members_user", "user_id"),
    )

    base_id: Mapped[str] = mapped_column(ForeignKey("dataos.bases.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]


class BaseTeam(Base):
    """The view ``dataos.given_base_roles`` says what comes of it and of ``base_members`` for each person."""

    __tablename__ = "base_teams"
    __table_args__ = (
        CheckConstraint("role IN ('creator', 'editor', 'commenter', 'viewer', 'none')", name="base_teams_role_check"),
        Index("base_teams_team", "team_id"),
    )

    base_id: Mapped[str] = mapped_column(ForeignKey("dataos.bases.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("dataos.teams.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]
