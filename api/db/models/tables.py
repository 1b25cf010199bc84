"""Tables, their fields and views; the records live in physical tables of their own."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created, Trashed
from core.values import JsonValue

_ROLES = "reveal_to IN ('viewer', 'commenter', 'editor', 'creator')"
_LIVE = text("deleted_at IS NULL")
_IN_TRASH = text("deleted_at IS NOT NULL AND purged_at IS NULL")


class Table(Base, Created, Trashed):
    __tablename__ = "tables"
    __table_args__ = (Index("tables_base", "base_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    base_id: Mapped[str] = mapped_column(ForeignKey("dataos.bases.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=text("''"))
    primary_field_id: Mapped[str] = mapped_column(server_default=text("''"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    next_field: Mapped[int] = mapped_column(server_default=text("1"))
    position: Mapped[int] = mapped_column(server_default=text("0"))
    ready: Mapped[bool] = mapped_column(server_default=text("true"))


Index(
    "tables_name_key",
    Table.base_id,
    func.lower(Table.name),
    unique=True,
    postgresql_where=text("deleted_at IS NULL AND ready"),
)


class Field(Base, Created, Trashed):
    __tablename__ = "fields"
    __table_args__ = (UniqueConstraint("table_id", "number"), CheckConstraint(_ROLES, name="fields_reveal_to_check"))

    id: Mapped[str] = mapped_column(primary_key=True)
    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    type: Mapped[str]
    config: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    description: Mapped[str] = mapped_column(server_default=text("''"))
    required: Mapped[bool] = mapped_column(server_default=text("false"))
    is_unique: Mapped[bool] = mapped_column(server_default=text("false"))
    reveal_to: Mapped[str | None]
    position: Mapped[int] = mapped_column(server_default=text("0"))
    deleted_with: Mapped[str | None]


Index("fields_name_key", Field.table_id, func.lower(Field.name), unique=True, postgresql_where=_LIVE)


class View(Base, Created, Trashed):
    __tablename__ = "views"
    __table_args__ = (Index("views_table", "table_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    table_id: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    name: Mapped[str]
    type: Mapped[str]
    config: Mapped[dict[str, JsonValue]] = mapped_column(server_default=text("'{}'"))
    position: Mapped[int] = mapped_column(server_default=text("0"))


for _table in (Table, Field, View):
    Index(f"{_table.__tablename__}_trash", _table.deleted_at, postgresql_where=_IN_TRASH)
