"""What indexes of records are made and kept for."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base


class IndexUse(Base):
    """``want`` names what an index would help (``api/records/wants.py``); ``slow`` counts slow questions that lacked
    it. Of an index that is there, ``scans`` is PostgreSQL's count at ``scanned_at``, when it last rose."""

    __tablename__ = "index_uses"

    table_number: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("dataos.tables.number", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    want: Mapped[str] = mapped_column(primary_key=True)
    slow: Mapped[int] = mapped_column(server_default=text("0"))
    slow_at: Mapped[datetime | None]
    scans: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    scanned_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]
