"""Derived values that a workflow works out."""

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Identity, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue


class Calculation(Base, Created):
    """One derived field, and those of its records that are stale: see ``api/records/recompute/calculations.py``."""

    __tablename__ = "calculations"
    __table_args__ = (
        Index("calculations_table", "table_number"),
        Index("calculations_field", "field_id"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    workspace_number: Mapped[int] = mapped_column(BigInteger)
    table_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("dataos.tables.number", ondelete="CASCADE"))
    field_id: Mapped[str] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"))
    own: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    others: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    downstream: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    logged: Mapped[bool]
    context: Mapped[dict[str, JsonValue]]
    after_key: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    done: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    total: Mapped[int] = mapped_column(BigInteger)
