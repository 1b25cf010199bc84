"""Invitations into workspaces and their bases."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue


class Invitation(Base, Created):
    """``email`` is null for a link that several people may use; ``role`` is null for guests, who get roles in bases.

    ``bases`` is a list of ``[base id, role]``. ``sends`` counts mails, ``sent_at`` is when the last one went out.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("max_uses > 0", name="invitations_max_uses_check"),
        CheckConstraint("role IN ('owner', 'admin', 'member')", name="invitations_role_check"),
        Index("invitations_inviter", "invited_by"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    email: Mapped[str | None]
    max_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(server_default=text("0"))
    role: Mapped[str | None]
    bases: Mapped[list[JsonValue]] = mapped_column(JSONB, server_default=text("'[]'"))
    teams: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    invited_by: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    sends: Mapped[int] = mapped_column(server_default=text("1"))
    sent_at: Mapped[datetime] = mapped_column(server_default=func.now())


Index("invitations_email", func.lower(Invitation.email))
Index("invitations_workspace", Invitation.workspace_id, Invitation.id.desc())
Index(
    "invitations_pending",
    Invitation.workspace_id,
    func.lower(Invitation.email),
    unique=True,
    postgresql_where=text("email IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL"),
)


class InvitationUse(Base, Created):
    """Who came in by an invitation; nobody uses one up twice."""

    __tablename__ = "invitation_uses"
    __table_args__ = (Index("invitation_uses_user", "user_id"),)

    invitation_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.invitations.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
