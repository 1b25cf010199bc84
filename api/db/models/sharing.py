"""Links by which people without an account look through a view or fill in a form (``api/sharing``)."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created
from core.values import JsonValue


class SharedLink(Base, Created):
    """``password`` is its argon2id hash. ``opened`` are ids of linked tables whose titles are shown, ``embed`` the
    origins whose pages may frame it, ``form`` what a form asks; ``submissions`` counts what it was sent."""

    __tablename__ = "shared_links"
    __table_args__ = (
        CheckConstraint("kind IN ('view', 'form')", name="shared_links_kind_check"),
        Index("shared_links_slug", "slug", unique=True),
        Index("shared_links_view", "view_id"),
        Index("shared_links_created_by", "created_by"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    view_id: Mapped[str] = mapped_column(ForeignKey("dataos.views.id", ondelete="CASCADE"))
    kind: Mapped[str]
    slug: Mapped[str]
    password: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    download: Mapped[bool] = mapped_column(server_default=text("false"))
    allow_copy: Mapped[bool] = mapped_column(server_default=text("true"))
    opened: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    embed: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    form: Mapped[dict[str, JsonValue] | None]
    submissions: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    created_by: Mapped[str | None] = mapped_column(ForeignKey("dataos.users.id", ondelete="SET NULL"))
