"""Teams of a workspace: people who are given rights together."""

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created


class Team(Base, Created):
    """``external_id`` is what a directory (SCIM, a group of single sign-on) calls the team that it keeps."""

    __tablename__ = "teams"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    external_id: Mapped[str | None]


Index("teams_name_key", Team.workspace_id, func.lower(Team.name), unique=True)


class TeamMember(Base, Created):
    __tablename__ = "team_members"
    __table_args__ = (Index("team_members_user", "user_id"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("dataos.teams.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
