"""SAML 2.0 as a service provider; the only module that knows python3-saml and xmlsec.

The library checks schema, signature, times and issuer. What it leaves open is checked here, on the one assertion that
the signature covers: that it is addressed to us (audience, recipient and destination, exactly), that it answers the
request that this sign-in sent, and that its NameID lasts.
"""

# The library has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import base64
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from cryptography import x509
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from api.kit import clock
from api.sso.addresses import Addresses
from api.sso.providers import SamlConfig, Who
from api.sso.refusals import not_understood
from core.errors import Invalid

_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
_REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
_UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
_CONFIRMATION = "./saml:Assertion/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
_TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_NS = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion", "samlp": "urn:oasis:names:tc:SAML:2.0:protocol"}
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
_TRANSFORMS = {
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
}
_METHODS = frozenset(
    f"http://www.w3.org/2001/04/xmldsig-more#{kind}-sha{size}" for kind in ("rsa", "ecdsa") for size in (256, 384, 512)
)
_SKEW = timedelta(minutes=3)
_MAX_SUBJECT = 500
_MAX_GROUPS = 1000
_CERTIFICATE = re.compile(r"-----(BEGIN|END) CERTIFICATE-----|\s")
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
EMAIL_NAMES = ("email", "mail", "emailAddress", f"{_CLAIMS}/emailaddress", "urn:oid:0.9.2342.19200300.100.1.3")
PERSON_NAMES = ("displayName", "name", "cn", "http://schemas.microsoft.com/identity/claims/displayname",
                "urn:oid:2.16.840.1.113730.3.1.241", "urn:oid:2.5.4.3", f"{_CLAIMS}/name")  # fmt: skip
GROUP_NAMES = ("groups", "memberOf", "http://schemas.xmlsoap.org/claims/Group",
               "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """An assertion that holds. It must not be taken twice before ``expires_at``."""

    assertion_id: str
    expires_at: datetime
    who: Who


def read_metadata(xml: str, path: str) -> tuple[str, str, list[str]]:
    """Entity id, address for sign-ins by redirect, and signing certificates. Raises Invalid."""
    try:
        found = cast("dict[str, Any]", OneLogin_Saml2_IdPMetadataParser.parse(xml.encode())).get("idp", {})
    except Exception as error:
        # As below: the library lets through whatever it stumbled over.
        raise Invalid.one(path, "invalid_value", f"This is no SAML metadata that can be read: {error}") from error
    service = found.get("singleSignOnService", {})
    if not found.get("entityId") or not service.get("url"):
        raise Invalid.one(
            path,
            "invalid_value",
            "The metadata describes no identity provider with a sign-in address for the binding HTTP-Redirect.",
        )
    several = cast("dict[str, list[str]]", found.get("x509certMulti", {})).get("signing", [])
    certificates = several or [found["x509cert"]] if several or "x509cert" in found else []
    if not certificates:
        raise Invalid.one(path, "invalid_value", "The metadata has no certificate for signing.")
    return str(found["entityId"]), str(service["url"]), read_certificates(certificates[:5], path)


def read_certificates(given: Sequence[str], path: str) -> list[str]:
    """Base64 without lines and headers. Raises Invalid."""
    read: list[str] = []
    for place, text in enumerate(given):
        plain = _CERTIFICATE.sub("", text)
        try:
            x509.load_der_x509_certificate(base64.b64decode(plain, validate=True))
        except ValueError:
            where = path if path.endswith("metadata") else f"{path}[{place}]"
            raise Invalid.one(where, "invalid_value", "This is no X.509 certificate in PEM or base64.") from None
        read.append(plain)
    return read


def expired_certificates(config: SamlConfig) -> int:
    """How many of the certificates have run out."""
    ends = [x509.load_der_x509_certificate(base64.b64decode(text)).not_valid_after_utc for text in config.certificates]
    return sum(end < clock.now() for end in ends)


def our_metadata(config: SamlConfig, addresses: Addresses, provider: str) -> bytes:
    made = _settings(config, addresses, provider).get_sp_metadata()
    return made.encode() if isinstance(made, str) else bytes(made)


def start(config: SamlConfig, addresses: Addresses, provider: str, *, request_id: str, relay_state: str) -> str:
    """Where the browser goes: the request in the address, deflated (binding HTTP-Redirect)."""
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    request = (
        f'<samlp:AuthnRequest xmlns:samlp="{_NS["samlp"]}" xmlns:saml="{_NS["saml"]}" ID={quoteattr(request_id)}'
        f' Version="2.0" IssueInstant="{now}" Destination={quoteattr(config.sso_url)} ProtocolBinding="{_POST}"'
        f" AssertionConsumerServiceURL={quoteattr(addresses.acs(provider))}>"
        f"<saml:Issuer>{escape(addresses.metadata(provider))}</saml:Issuer>"
        f'<samlp:NameIDPolicy Format="{_UNSPECIFIED}" AllowCreate="true"/></samlp:AuthnRequest>'
    )
    # A raw deflate stream: without the header and the checksum of zlib.
    deflated = zlib.compress(request.encode())[2:-4]
    asked = {"SAMLRequest": base64.b64encode(deflated).decode(), "RelayState": relay_state}
    return f"{config.sso_url}{'&' if '?' in config.sso_url else '?'}{urlencode(asked)}"


def accept(config: SamlConfig, addresses: Addresses, provider: str, response: str, *, answers: str | None) -> Accepted:
    """What a response in base64 says, for the request with the id ``answers``; None: for none. It works the processor.

    Raises Refused.
    """
    acs = urlsplit(addresses.acs(provider))
    request = {
        "https": "on" if acs.scheme == "https" else "off",
        "http_host": acs.netloc,
        "script_name": acs.path,
        "get_data": {},
        "post_data": {"SAMLResponse": response},
    }
    try:
        found = OneLogin_Saml2_Response(_settings(config, addresses, provider), response)
        found.is_valid(request, answers, raise_exceptions=True)
        attributes = cast("dict[str, list[str]]", found.get_attributes())
        subject, form = str(found.get_nameid()), found.get_nameid_format()
        audiences = cast("list[str]", found.get_audiences())
        assertion_id = str(found.get_assertion_id())
        root = cast("Any", found.document)
        _check_signatures(root)
    except Exception as error:
        # The library raises its own errors, lxml's, xmlsec's and plain ones for what it cannot read.
        raise not_understood(str(error)[:300] or type(error).__name__) from error
    if addresses.metadata(provider) not in audiences:
        raise not_understood("the assertion is for another audience")
    if root.get("Destination") not in {None, addresses.acs(provider)}:
        raise not_understood("the response was sent to another address")
    if answers is not None and root.get("InResponseTo") not in {None, answers}:
        raise not_understood("the response answers another request")
    if not 0 < len(subject) <= _MAX_SUBJECT or form == _TRANSIENT:
        raise not_understood("the NameID changes with each sign-in: let the provider send a persistent one")
    expires_at = _confirmed(root, addresses.acs(provider), answers)
    return Accepted(assertion_id, expires_at + 2 * _SKEW, _who(config, subject, attributes))


def _check_signatures(root: Any) -> None:
    """A signature is of the whole element that it stands in, and of nothing that a transform leaves of it.

    Raises ValueError.
    """
    for signature in root.iter(f"{_SIGNATURE}Signature"):
        references = list(signature.iter(f"{_SIGNATURE}Reference"))
        if [item.get("URI") for item in references] != [f"#{signature.getparent().get('ID')}"]:
            raise ValueError("a signature is not of the element that it stands in")
        if {item.get("Algorithm") for item in signature.iter(f"{_SIGNATURE}Transform")} - _TRANSFORMS:
            raise ValueError("a signature uses a transform that hides parts of what it signs")
        if {item.get("Algorithm") for item in signature.iter(f"{_SIGNATURE}SignatureMethod")} - _METHODS:
            raise ValueError("a signature uses an algorithm that is not accepted")


def _confirmed(root: Any, acs: str, answers: str | None) -> datetime:
    """When the assertion ends that is confirmed for this address and request: at the latest end of its confirmations,
    for until then it could come again. Raises Refused.

    The library has counted the assertions: ``root`` holds one, a child of it, and the signature is of that. What stands
    elsewhere is signed by nobody.
    """
    found = [
        ends
        for data in root.iterfind(_CONFIRMATION, _NS)
        if data.getparent().get("Method") == _BEARER
        and data.get("Recipient") == acs
        and data.get("InResponseTo") == answers
        and (ends := _time(data.get("NotOnOrAfter"))) is not None
        and ends > clock.now() - _SKEW
    ]
    if not found:
        raise not_understood("the assertion is not confirmed for this address and this sign-in")
    return max(found)


def _time(text: str | None) -> datetime | None:
    try:
        found = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=UTC)


def _who(config: SamlConfig, subject: str, attributes: dict[str, list[str]]) -> Who:
    email = _first(attributes, config.email_attribute, EMAIL_NAMES) or (subject if "@" in subject else None)
    groups: tuple[str, ...] | None = None
    for name in (config.groups_attribute,) if config.groups_attribute else GROUP_NAMES:
        if name in attributes:
            groups = tuple(str(value) for value in attributes[name][:_MAX_GROUPS])
            break
    return Who(subject, email, True, _first(attributes, config.name_attribute, PERSON_NAMES), groups)


def _first(attributes: dict[str, list[str]], wanted: str, usual: Sequence[str]) -> str | None:
    for name in (wanted,) if wanted else usual:
        values = attributes.get(name)
        if values and values[0]:
            return str(values[0]).strip()
    return None


def _settings(config: SamlConfig, addresses: Addresses, provider: str) -> OneLogin_Saml2_Settings:
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "debug": False,
            "sp": {
                "entityId": addresses.metadata(provider),
                "assertionConsumerService": {"url": addresses.acs(provider), "binding": _POST},
                "NameIDFormat": _UNSPECIFIED,
            },
            "idp": {
                "entityId": config.entity_id,
                "singleSignOnService": {"url": config.sso_url, "binding": _REDIRECT},
                "x509cert": config.certificates[0],
                "x509certMulti": {"signing": list(config.certificates)},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantNameId": True,
                "wantAttributeStatement": False,
                "rejectDeprecatedAlgorithm": True,
                "rejectUnsolicitedResponsesWithInResponseTo": True,
                "requestedAuthnContext": False,
                "allowRepeatAttributeName": True,
                "allowSingleLabelDomains": True,
            },
        }
    )
