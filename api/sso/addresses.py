"""Where a provider finds us: what its administrator copies into it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """``origin`` is what browsers and the provider call this installation, without a slash at the end."""

    origin: str

    @property
    def api(self) -> str:
        return f"{self.origin}/api/v1"

    @property
    def scim(self) -> str:
        return f"{self.api}/scim/v2"

    def start(self, provider: str) -> str:
        return f"{self.api}/auth/sso/{provider}/start"

    def callback(self, provider: str) -> str:
        """Of OpenID Connect: the redirect URI."""
        return f"{self.api}/auth/sso/{provider}/callback"

    def acs(self, provider: str) -> str:
        """Of SAML: where responses are posted."""
        return f"{self.api}/auth/saml/{provider}/acs"

    def metadata(self, provider: str) -> str:
        """Also our entity id there."""
        return f"{self.api}/auth/saml/{provider}/metadata"
