"""Whether a provider would let people in, in words: what the admin's "Test" shows."""

from dataclasses import dataclass

from api.sso import saml
from api.sso.addresses import Addresses
from api.sso.oidc import Oidc
from api.sso.providers import OidcConfig, Provider, SamlConfig
from api.sso.refusals import Refused
from core.counted import counted


@dataclass(frozen=True, slots=True)
class Found:
    good: bool
    text: str


async def check(provider: Provider, oidc: Oidc, addresses: Addresses) -> list[Found]:
    match provider.config:
        case OidcConfig() as config:
            return [*await _oidc(config, oidc, addresses, provider), *_people(provider)]
        case SamlConfig() as config:
            return [*_saml(config), *_people(provider)]


async def _oidc(config: OidcConfig, oidc: Oidc, addresses: Addresses, provider: Provider) -> list[Found]:
    try:
        await oidc.discover(config.issuer, afresh=True)
        keys = await oidc.keys(config.issuer, afresh=True)
    except Refused as refused:
        return [Found(False, refused.detail)]
    found = [Found(True, f"{config.issuer} answers and shows {counted(len(list(keys)), 'signing key')}.")]
    if provider.secret is None:
        found.append(Found(True, "There is no client secret: the provider must know this as a public client."))
    found.append(Found(True, f"The provider must allow the redirect address {addresses.callback(provider.id)}."))
    return found


def _saml(config: SamlConfig) -> list[Found]:
    ended = saml.expired_certificates(config)
    found = [Found(True, f"{config.entity_id} signs in at {config.sso_url}.")]
    if ended:
        found.append(
            Found(
                ended < len(config.certificates),
                f"{counted(ended, 'certificate')} of {len(config.certificates)} expired."
                " Ask the provider for its present metadata.",
            )
        )
    if config.idp_initiated:
        found.append(Found(True, "Sign-ins that begin at the provider are let in: nothing ties them to a browser."))
    return found


def _people(provider: Provider) -> list[Found]:
    found: list[Found] = []
    if not provider.enabled:
        found.append(Found(False, "The provider is switched off, so nobody can sign in with it."))
    if not provider.domains:
        found.append(Found(True, "No domains are named, so the sign-in page does not offer it by e-mail address."))
    return found
