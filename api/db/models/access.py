"""Grants on tables, fields and views, and rules on rows (``core/access``).

``subject_id`` is the id of a user, team, token or link, the name of a base role, or empty for everyone. Whoever removes
such a subject removes what names it.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue

_SUBJECT = "subject_type IN ('user', 'team', 'role', 'token', 'link', 'everyone')"


class TableGrant(Base):
    __tablename__ = "table_grants"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="table_grants_subject_check"),
        CheckConstraint("level IN ('admin', 'edit', 'comment', 'read', 'none')", name="table_grants_level_check"),
        Index("table_grants_subject", "subject_id"),
    )

    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"), primary_key=True)
    subject_type: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]


class FieldGrant(Base):
    __tablename__ = "field_grants"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="field_grants_subject_check"),
        CheckConstraint("level IN ('edit', 'read', 'hidden')", name="field_grants_level_check"),
        Index("field_grants_subject", "subject_id"),
    )

    field_id: Mapped[str] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"), primary_key=True)
    subject_type: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]


class ViewGrant(Base):
    __tablename__ = "view_grants"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="view_grants_subject_check"),
        CheckConstraint("level IN ('edit', 'read', 'none')", name="view_grants_level_check"),
        Index("view_grants_subject", "subject_id"),
    )

    view_id: Mapped[str] = mapped_column(ForeignKey("dataos.views.id", ondelete="CASCADE"), primary_key=True)
    subject_type: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]


class MemberAttributes(Base):
    """What row rules may ask of a person: ``core.access.attributes``. Guests of the workspace have them too."""

    __tablename__ = "member_attributes"
    __table_args__ = (Index("member_attributes_user", "user_id"),)

    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    attributes: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))


class RowRule(Base, Created):
    """``filter`` names fields by id."""

    __tablename__ = "row_rules"
    __table_args__ = (
        CheckConstraint(_SUBJECT, name="row_rules_subject_check"),
        CheckConstraint("access IN ('read', 'write', 'none')", name="row_rules_access_check"),
        Index("row_rules_table", "table_id"),
        Index("row_rules_subject", "subject_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(server_default=text("0"))
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    access: Mapped[str]
    filter: Mapped[dict[str, JsonValue]]
