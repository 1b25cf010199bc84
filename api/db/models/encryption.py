"""Keys of encrypted fields."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created


class DataKey(Base, Created):
    """``wrapped`` is the key, encrypted under the master key ``master_id``, which is not in the database."""

    __tablename__ = "data_keys"
    __table_args__ = (
        Index("data_keys_workspace", "workspace_id"),
        Index("data_keys_current", "workspace_id", unique=True, postgresql_where=text("retired_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    master_id: Mapped[str]
    retired_at: Mapped[datetime | None]
