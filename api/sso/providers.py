"""What an identity provider is here, and how people of it are told apart."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from api.http.body import Body, Name
from core.access.roles import WorkspaceRole
from core.ids import WorkspaceId
from core.text import unstorable

MAX_PROVIDERS = 20
"""Of one workspace."""


class Kind(StrEnum):
    OIDC = "oidc"
    SAML = "saml"


def _plain(text: str) -> str:
    if not text.isprintable() or unstorable(text) is not None:
        raise ValueError("this is one line without control characters")
    return text


def _address(text: str) -> str:
    scheme, _, rest = _plain(text).partition("://")
    if scheme not in {"https", "http"} or not rest or " " in text or "@" in rest.split("/")[0]:
        raise ValueError("this is an address such as https://login.example.org")
    return text


Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_plain)]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=8, max_length=2000), AfterValidator(_address)
]
Certificate = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class OidcConfig(Body):
    """``trustsEmail``: addresses count as verified although the provider does not say so for each."""

    issuer: Address
    client_id: Term
    scopes: Annotated[list[Term], Field(max_length=20)] = Field(default_factory=lambda: ["openid", "email", "profile"])
    email_claim: Term = "email"
    name_claim: Term = "name"
    groups_claim: Term = "groups"
    trusts_email: bool = False


class SamlConfig(Body):
    """Where the name of an attribute is empty the usual ones are tried, and for the address the NameID."""

    entity_id: Term
    sso_url: Address
    certificates: Annotated[list[Certificate], Field(min_length=1, max_length=5)]
    email_attribute: Annotated[str, StringConstraints(max_length=500), AfterValidator(_plain)] = ""
    name_attribute: Annotated[str, StringConstraints(max_length=500), AfterValidator(_plain)] = ""
    groups_attribute: Annotated[str, StringConstraints(max_length=500), AfterValidator(_plain)] = ""
    idp_initiated: bool = False


class GroupTeam(Body):
    """Whoever is in ``group`` at the provider is in the team, and nobody else whom the provider speaks of."""

    group: Name
    team_id: Annotated[str, StringConstraints(max_length=100)]


GivenRole = Literal["member", "admin"]


@dataclass(frozen=True, slots=True)
class Provider:
    """``creates``: it makes members of the workspace; ``exclusive``: its people sign in here and not by password.

    ``secret`` is sealed.
    """

    id: str
    workspace_id: WorkspaceId
    name: str
    config: OidcConfig | SamlConfig
    secret: str | None
    domains: tuple[str, ...]
    role: WorkspaceRole
    creates: bool
    enabled: bool
    exclusive: bool
    groups: tuple[GroupTeam, ...]
    provisions: bool
    created_at: datetime

    @property
    def kind(self) -> Kind:
        return Kind.OIDC if isinstance(self.config, OidcConfig) else Kind.SAML

    @property
    def anchor(self) -> tuple[str, ...]:
        """What its word is believed by. With another one it is another provider: who came by the old one is not known
        to it."""
        match self.config:
            case OidcConfig(issuer=issuer, client_id=client_id, email_claim=email):
                return issuer, client_id, email
            case SamlConfig(entity_id=entity_id, certificates=certificates):
                return entity_id, *sorted(certificates)


@dataclass(frozen=True, slots=True)
class Who:
    """What a provider says of somebody. ``groups`` is None where it says nothing about groups."""

    subject: str
    email: str | None
    verified: bool
    name: str | None
    groups: tuple[str, ...] | None
