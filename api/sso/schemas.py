"""Wire models of identity providers."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from api.auth.schemas import TypedPassword
from api.http.body import Answer, Body, Name, Patch
from api.sso.providers import Address, Certificate, GivenRole, GroupTeam, Kind, OidcConfig, SamlConfig, Term
from core.text import fold

_DOMAIN = re.compile(r"(?=.{3,253}$)([^\s@/.:]{1,63}\.)+[^\s@/.:]{2,63}")
MAX_METADATA = 500_000


def _domain(text: str) -> str:
    if not text.isprintable() or not _DOMAIN.fullmatch(text):
        raise ValueError("this is the part of an e-mail address behind the @, such as example.org")
    return fold(text)


Domain = Annotated[str, StringConstraints(strip_whitespace=True, max_length=253), AfterValidator(_domain)]
Domains = Annotated[list[Domain], Field(max_length=50)]
Groups = Annotated[list[GroupTeam], Field(max_length=500)]


class ConnectBody(Body):
    """``password`` is the account's."""

    password: TypedPassword


class ConnectAnswer(Answer):
    """``address`` is where the browser goes to sign in at the provider."""

    address: str


class OidcBody(OidcConfig):
    """Without ``clientSecret`` a new provider is a public client.

    A known one keeps its secret while ``issuer`` and ``clientId`` stay the same.
    """

    client_secret: Annotated[str, StringConstraints(min_length=1, max_length=2000)] | None = None


class SamlBody(Body):
    """Either ``metadata``, the provider's own XML, or its three parts."""

    metadata: Annotated[str, StringConstraints(min_length=1, max_length=MAX_METADATA)] | None = None
    entity_id: Term | None = None
    sso_url: Address | None = None
    certificates: Annotated[list[Certificate], Field(min_length=1, max_length=5)] | None = None
    email_attribute: Annotated[str, StringConstraints(max_length=500)] = ""
    name_attribute: Annotated[str, StringConstraints(max_length=500)] = ""
    groups_attribute: Annotated[str, StringConstraints(max_length=500)] = ""
    idp_initiated: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        parts = (self.entity_id, self.sso_url, self.certificates)
        if self.metadata is None and None in parts:
            raise ValueError("give metadata, or entityId, ssoUrl and certificates")
        return self


class ProviderBody(Body):
    """``only``: people of its domains sign in here and not by password, except owners of the workspace."""

    name: Name
    oidc: OidcBody | None = None
    saml: SamlBody | None = None
    domains: Domains = Field(default_factory=list[str])
    role: GivenRole = "member"
    create_members: bool = True
    groups: Groups = Field(default_factory=list[GroupTeam])
    enabled: bool = True
    only: bool = False

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.oidc is None) == (self.saml is None):
            raise ValueError("give either oidc or saml")
        return self


class ProviderPatch(Patch):
    """``oidc`` and ``saml`` are given whole; a provider stays of its kind."""

    name: Name | None = None
    oidc: OidcBody | None = None
    saml: SamlBody | None = None
    domains: Domains | None = None
    role: GivenRole | None = None
    create_members: bool | None = None
    groups: Groups | None = None
    enabled: bool | None = None
    only: bool | None = None


class AddressesAnswer(Answer):
    """What is copied into the provider."""

    start: str
    redirect_uri: str
    acs: str
    entity_id: str
    metadata: str
    scim: str


class ProviderAnswer(Answer):
    id: str
    kind: Kind
    name: str
    oidc: OidcConfig | None
    saml: SamlConfig | None
    has_secret: bool
    domains: Sequence[str]
    role: str
    create_members: bool
    groups: Sequence[GroupTeam]
    enabled: bool
    only: bool
    has_scim_token: bool
    addresses: AddressesAnswer
    created_time: datetime


class Finding(Answer):
    level: Literal["ok", "problem"]
    text: str


class CheckAnswer(Answer):
    """``ok``: nothing was found that would stop people from signing in."""

    ok: bool
    findings: Sequence[Finding]


class ScimTokenAnswer(Answer):
    """The token is shown this once."""

    token: str
    address: str


class OfferAnswer(Answer):
    """``start`` is where the browser goes to sign in."""

    id: str
    kind: Kind
    name: str
    only: bool
    start: str


class OffersAnswer(Answer):
    items: Sequence[OfferAnswer]
