"""Links between tables; the pairs of records live in physical tables of their own."""

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created


class Link(Base, Created):
    """``number`` names the table of pairs, ``ws_<workspace>.l_<number>``; records of table a are in its column a."""

    __tablename__ = "links"
    __table_args__ = (
        Index("links_table_a", "table_a"), Index("links_table_b", "table_b"),
        Index("links_field_a", "field_a"), Index("links_field_b", "field_b"),
    )  # fmt: skip

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    table_a: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    field_a: Mapped[str] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"))
    table_b: Mapped[str] = mapped_column(ForeignKey("dataos.tables.id", ondelete="CASCADE"))
    field_b: Mapped[str] = mapped_column(ForeignKey("dataos.fields.id", ondelete="CASCADE"))
