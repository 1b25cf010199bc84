"""A SAML identity provider: responses as one would send them, signed, and what a test changes in them."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.etree import ElementTree as ET

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.example/metadata"
SSO = "https://idp.example/sso"
_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
_PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_NS = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'


@dataclass(frozen=True)
class Asked:
    """What our request says, and the RelayState beside it."""

    id: str
    issuer: str
    acs: str
    relay_state: str


@dataclass(frozen=True)
class Keys:
    key: str
    certificate: str

    @classmethod
    def make(cls) -> "Keys":
        key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .sign(key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return cls(private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


@dataclass
class Idp:
    """``attributes`` are what it says of the person; the other fields are what a test may make wrong."""

    keys: Keys
    subject: str = "alice-7"
    attributes: Mapping[str, list[str]] = field(
        default_factory=lambda: {"email": ["alice@acme.example"], "displayName": ["Alice A."]}
    )

    def body(self, **more: Any) -> dict[str, Any]:
        saml = {"entityId": ENTITY, "ssoUrl": SSO, "certificates": [self.keys.certificate], **more.pop("saml", {})}
        return {"saml": saml, **more}

    def metadata(self) -> str:
        plain = "".join(self.keys.certificate.splitlines()[1:-1])
        return (
            f'<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">'
            '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
            '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>'
            f"<ds:X509Certificate>{plain}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"'
            f' Location="{SSO}"/></md:IDPSSODescriptor></md:EntityDescriptor>'
        )

    def assertion(self, asked: Asked, **wrong: Any) -> str:
        """Not signed yet."""
        now = wrong.get("now", datetime.now(UTC))
        ends = now + timedelta(minutes=5)
        audience = wrong.get("audience", asked.issuer)
        answers = wrong.get("answers", asked.id)
        bound = f' InResponseTo="{answers}"' if answers else ""
        recipient = wrong.get("recipient", asked.acs)
        statements = "".join(
            f'<saml:Attribute Name="{name}">'
            + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        restricted = (
            f"<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>"
            if audience
            else ""
        )
        return (
            f'<saml:Assertion {_NS} ID="{wrong.get("id", f"_{uuid4().hex}")}" Version="2.0"'
            f' IssueInstant="{_time(now)}"><saml:Issuer>{wrong.get("issuer", ENTITY)}</saml:Issuer>'
            f'<saml:Subject><saml:NameID Format="{wrong.get("format", _PERSISTENT)}">{self.subject}</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData NotOnOrAfter="{_time(ends)}" Recipient="{recipient}"{bound}/>'
            "</saml:SubjectConfirmation></saml:Subject>"
            f'<saml:Conditions NotBefore="{_time(now - timedelta(minutes=1))}" NotOnOrAfter="{_time(ends)}">'
            f'{restricted}</saml:Conditions><saml:AuthnStatement AuthnInstant="{_time(now)}"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>"
            "</saml:AuthnContext></saml:AuthnStatement>"
            f"<saml:AttributeStatement>{statements}</saml:AttributeStatement></saml:Assertion>"
        )

    def signed(self, xml: str, **how: Any) -> str:
        made: bytes | str = OneLogin_Saml2_Utils.add_sign(xml, self.keys.key, self.keys.certificate, **how)
        plain = made.decode() if isinstance(made, bytes) else made
        return plain.partition("?>")[2].strip() or plain

    def response(self, asked: Asked, assertion: str, **wrong: Any) -> str:
        answers = wrong.get("response_answers", asked.id)
        bound = f' InResponseTo="{answers}"' if answers else ""
        return (
            f'<samlp:Response {_NS} ID="_{uuid4().hex}" Version="2.0" IssueInstant="{_time(datetime.now(UTC))}"'
            f' Destination="{wrong.get("destination", asked.acs)}"{bound}>'
            f"<saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status>"
            f'<samlp:StatusCode Value="{wrong.get("status", _SUCCESS)}"/></samlp:Status>{assertion}</samlp:Response>'
        )

    def answer(self, asked: Asked, **wrong: Any) -> str:
        """A whole response in base64; honest but for what is ``wrong``."""
        how = {name: wrong.pop(name) for name in ("sign_algorithm", "digest_algorithm") if name in wrong}
        return encoded(self.response(asked, self.signed(self.assertion(asked, **wrong), **how), **wrong))


def encoded(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()


def asked_by(address: str) -> Asked:
    """Reads the request in the address that the browser is sent to."""
    query = parse_qs(urlsplit(address).query)
    xml = zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15)
    root = ET.fromstring(xml)
    issuer = root.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer") or ""
    return Asked(root.attrib["ID"], issuer, root.attrib["AssertionConsumerServiceURL"], query["RelayState"][0])


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
