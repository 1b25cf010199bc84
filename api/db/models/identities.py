"""Single sign-on and provisioning: who vouches for whom."""

from datetime import datetime

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.db.models.base import Base, Created, SoftDeleted
from core.values import JsonValue


class IdentityProvider(Base, Created):
    """``secret`` is sealed; ``exclusive``: passwords are refused to those who can sign in here; ``scim_hash`` is the
    digest of the token that its directory speaks with."""

    __tablename__ = "identity_providers"
    __table_args__ = (
        CheckConstraint("kind IN ('oidc', 'saml')", name="identity_providers_kind_check"),
        CheckConstraint("role IN ('admin', 'member')", name="identity_providers_role_check"),
        Index("identity_providers_workspace", "workspace_id"),
        Index("identity_providers_domains", "domains", postgresql_using="gin"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("dataos.workspaces.id", ondelete="CASCADE"))
    kind: Mapped[str]
    name: Mapped[str]
    config: Mapped[dict[str, JsonValue]]
    secret: Mapped[str | None]
    domains: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    role: Mapped[str] = mapped_column(server_default=text("'member'"))
    creates: Mapped[bool] = mapped_column(server_default=text("true"))
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    exclusive: Mapped[bool] = mapped_column(server_default=text("false"))
    scim_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)


class IdentityGroup(Base):
    """A group at the provider, and the team whose members it decides."""

    __tablename__ = "identity_groups"
    __table_args__ = (Index("identity_groups_team", "team_id"),)

    provider_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.identity_providers.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("dataos.teams.id", ondelete="CASCADE"), primary_key=True)


class Identity(Base, Created):
    """``subject`` is what the provider calls the person, for good; ``made``: the account began with this sign-in."""

    __tablename__ = "identities"
    __table_args__ = (Index("identities_user", "user_id"),)

    provider_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.identity_providers.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"))
    made: Mapped[bool] = mapped_column(server_default=text("false"))
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SamlAssertion(Base, Created):
    """Kept until it expires, so that it opens nothing twice. ``ticket`` is the digest of what the browser comes back
    with; ``who`` is forgotten with it."""

    __tablename__ = "saml_assertions"
    __table_args__ = (Index("saml_assertions_expires", "expires_at"),)

    provider_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.identity_providers.id", ondelete="CASCADE"), primary_key=True
    )
    assertion_id: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]
    ticket: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    ticket_expires_at: Mapped[datetime | None]
    state: Mapped[str | None]
    who: Mapped[dict[str, JsonValue] | None]


class ScimUser(Base, Created, SoftDeleted):
    """``made``: the directory made the account, so it may end it too; remembered when it deletes the person.

    ``resource`` is what it said of them.
    """

    __tablename__ = "scim_users"
    __table_args__ = (
        Index("scim_users_external", "provider_id", "external_id"),
        Index("scim_users_user", "user_id"),
    )

    provider_id: Mapped[str] = mapped_column(
        ForeignKey("dataos.identity_providers.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(ForeignKey("dataos.users.id", ondelete="CASCADE"), primary_key=True)
    user_name: Mapped[str]
    external_id: Mapped[str | None]
    active: Mapped[bool]
    made: Mapped[bool]
    resource: Mapped[dict[str, JsonValue]]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


Index(
    "scim_users_name_key",
    ScimUser.provider_id,
    func.lower(ScimUser.user_name),
    unique=True,
    postgresql_where=text("deleted_at IS NULL"),
)
