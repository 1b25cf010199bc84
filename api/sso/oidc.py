"""OpenID Connect as a relying party: authorization code with PKCE.

Signatures are joserfc's; requests go through the one client of outbound requests. The client library of authlib is
left out: it brings its own session and HTTP client, and would go round the guard of both.
"""

import asyncio
import base64
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar, cast
from urllib.parse import urlencode, urlsplit
from weakref import WeakValueDictionary

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.kit import clock
from api.kit.outbound import Outbound
from api.sso.fetching import fetch_json
from api.sso.oidc_keys import signing_keys
from api.sso.providers import OidcConfig, Who
from api.sso.refusals import Refused, not_understood
from core.values import JsonValue

# Signed with a key that only the provider has; neither "none" nor a shared secret.
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
_HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
_LEEWAY = 60
_FRESH_SECONDS = 600.0
_LEAST_SECONDS = 30.0
_REMEMBERED = 200
_MAX_SUBJECT = 255
_MAX_GROUPS = 1000
Claims = Mapping[str, JsonValue]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Discovered:
    """What the provider says of itself."""

    issuer: str
    authorization: str
    token: str
    jwks: str
    userinfo: str | None
    by_post: bool
    names_issuer: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What the browser brought back."""

    code: str
    redirect_uri: str
    nonce: str
    verifier: str


@dataclass(slots=True)
class _Known:
    discovered: Discovered
    at: float
    keys: KeySet | None = None
    keys_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Failed:
    code: str
    detail: str
    at: float


class Oidc:
    """One per process: it remembers what providers say of themselves for ten minutes, and a failure for half a one.

    Anybody may begin a sign-in. Without that, and without one asking for all, each would be a request to the provider.
    """

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._failed: OrderedDict[str, _Failed] = OrderedDict()
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def discover(self, issuer: str, *, afresh: bool = False) -> Discovered:
        """Raises Refused."""
        if afresh or (known := self._fresh(issuer)) is None:
            lock = self._asking.setdefault(issuer, asyncio.Lock())
            async with lock:
                if afresh or (known := self._fresh(issuer)) is None:
                    known = await self._discover(issuer)
        return known.discovered

    def _fresh(self, issuer: str) -> _Known | None:
        """Raises Refused where it has just failed."""
        known, failed = self._known.get(issuer), self._failed.get(issuer)
        if known is not None and clock.monotonic() <= known.at + _FRESH_SECONDS:
            return known
        if failed is not None and clock.monotonic() <= failed.at + _LEAST_SECONDS:
            raise Refused(failed.code, failed.detail)
        return None

    async def _discover(self, issuer: str) -> _Known:
        try:
            document = await fetch_json(self._outbound, "GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            known = _Known(_discovered(issuer, document), clock.monotonic())
        except Refused as refused:
            _remember(self._failed, issuer, _Failed(refused.short, refused.detail, clock.monotonic()))
            raise
        self._failed.pop(issuer, None)
        _remember(self._known, issuer, known)
        return known

    async def keys(self, issuer: str, *, afresh: bool = False) -> KeySet:
        """Raises Refused."""
        discovered = await self.discover(issuer)
        known = self._known[issuer]
        age = clock.monotonic() - known.keys_at
        if known.keys is None or age > _FRESH_SECONDS or (afresh and age > _LEAST_SECONDS):
            document = await fetch_json(self._outbound, "GET", discovered.jwks)
            known.keys = signing_keys(document)
            known.keys_at = clock.monotonic()
        return known.keys

    async def start(self, config: OidcConfig, *, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Where the browser goes. Raises Refused."""
        discovered = await self.discover(config.issuer)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "response_type": "code",
            "client_id": config.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(dict.fromkeys(["openid", *config.scopes])),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{discovered.authorization}{'&' if '?' in discovered.authorization else '?'}{urlencode(asked)}"

    async def who(self, config: OidcConfig, secret: str | None, answered: Answered) -> Who:
        """Trades the code for what the provider says of the person. Raises Refused."""
        discovered = await self.discover(config.issuer)
        tokens = await self._tokens(discovered, config, secret, answered)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str):
            raise not_understood("it sent no id_token")
        access = access_token if isinstance(access_token, str) else None
        claims = await self.checked(config, id_token, nonce=answered.nonce, access_token=access)
        wanted = (config.email_claim, config.name_claim, config.groups_claim)
        if access is not None and discovered.userinfo is not None and any(name not in claims for name in wanted):
            more = await fetch_json(
                self._outbound, "GET", discovered.userinfo, headers={"Authorization": f"Bearer {access}"}
            )
            if more.get("sub") != claims["sub"]:
                raise not_understood("its userinfo is of somebody else")
            claims = {**more, **claims}
        return _who(config, claims)

    async def checked(self, config: OidcConfig, id_token: str, *, nonce: str, access_token: str | None) -> Claims:
        """The claims of an id_token that is for us, now (OpenID Connect Core §3.1.3.7). Raises Refused."""
        token = await self._verified(config.issuer, id_token)
        claims = cast("Claims", token.claims)
        now = clock.unix_ms() / 1000
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        expires, issued = claims.get("exp"), claims.get("iat")
        if claims.get("iss") != config.issuer:
            raise not_understood("the id_token is of another issuer")
        if config.client_id not in audiences:
            raise not_understood("the id_token is for another audience")
        if claims.get("azp", config.client_id) != config.client_id or (len(audiences) > 1 and "azp" not in claims):
            raise not_understood("the id_token was made for another client")
        if not _number(expires) or float(cast("float", expires)) < now - _LEEWAY:
            raise not_understood("the id_token has expired")
        if not _number(issued) or float(cast("float", issued)) > now + _LEEWAY:
            raise not_understood("the id_token is from the future")
        if not _same(claims.get("nonce"), nonce):
            raise not_understood("the id_token belongs to another sign-in")
        if "at_hash" in claims and not _same(claims["at_hash"], _half_hash(access_token, token.header.get("alg"))):
            raise not_understood("the access token is not the one of the id_token")
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= _MAX_SUBJECT or not subject.isprintable():
            raise not_understood("the id_token does not say who it is about")
        return claims

    async def _verified(self, issuer: str, id_token: str) -> jwt.Token:
        for afresh in (False, True):
            keys = await self.keys(issuer, afresh=afresh)
            try:
                return jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
            except (JoseError, ValueError, KeyError, TypeError) as error:
                # The provider may have changed its keys since we asked.
                if afresh:
                    raise not_understood(f"the id_token's signature does not hold ({type(error).__name__})") from error
        raise AssertionError

    async def _tokens(
        self, discovered: Discovered, config: OidcConfig, secret: str | None, answered: Answered
    ) -> Claims:
        form = {
            "grant_type": "authorization_code",
            "code": answered.code,
            "redirect_uri": answered.redirect_uri,
            "code_verifier": answered.verifier,
        }
        headers: dict[str, str] = {}
        if secret is None or discovered.by_post:
            form |= {"client_id": config.client_id, **({} if secret is None else {"client_secret": secret})}
        else:
            pair = f"{_form(config.client_id)}:{_form(secret)}"
            headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return await fetch_json(self._outbound, "POST", discovered.token, data=form, headers=headers)


def _remember(known: OrderedDict[str, T], issuer: str, what: T) -> None:
    known[issuer] = what
    while len(known) > _REMEMBERED:
        known.popitem(last=False)


def _discovered(issuer: str, document: Claims) -> Discovered:
    """Raises Refused."""
    if document.get("issuer") != issuer:
        raise not_understood(f"it calls itself {document.get('issuer')!r}, and the issuer entered here is {issuer!r}")
    found: dict[str, str] = {}
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        value = document.get(name)
        if not isinstance(value, str) or urlsplit(value).scheme not in {"https", "http"}:
            raise not_understood(f"it does not say its {name}")
        found[name] = value
    userinfo, methods = document.get("userinfo_endpoint"), document.get("token_endpoint_auth_methods_supported")
    by_post = isinstance(methods, list) and "client_secret_basic" not in methods and "client_secret_post" in methods
    return Discovered(
        issuer,
        found["authorization_endpoint"],
        found["token_endpoint"],
        found["jwks_uri"],
        userinfo if isinstance(userinfo, str) else None,
        by_post,
        document.get("authorization_response_iss_parameter_supported") is True,
    )


def _who(config: OidcConfig, claims: Claims) -> Who:
    email, name, groups = (claims.get(key) for key in (config.email_claim, config.name_claim, config.groups_claim))
    # Some providers write booleans as words.
    verified = claims.get("email_verified") in {True, "true"} if not config.trusts_email else True
    return Who(
        subject=str(claims["sub"]),
        email=email if isinstance(email, str) else None,
        verified=verified,
        name=name if isinstance(name, str) else None,
        groups=_groups(groups),
    )


def _groups(claim: JsonValue) -> tuple[str, ...] | None:
    if isinstance(claim, str):
        return (claim,)
    if not isinstance(claim, list):
        return None
    return tuple(item for item in claim[:_MAX_GROUPS] if isinstance(item, str))


def _number(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _half_hash(access_token: str | None, algorithm: object) -> str:
    """``at_hash``: the left half of the hash that the signature's algorithm uses."""
    if access_token is None:
        return ""
    make = _HASHES.get(str(algorithm)[-3:], hashlib.sha512)
    whole = make(access_token.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).decode().rstrip("=")


def _same(one: JsonValue, other: str) -> bool:
    return isinstance(one, str) and other != "" and hmac.compare_digest(one.encode(), other.encode())


def _form(text: str) -> str:
    """Client ids and secrets are form-encoded before they are a user and a password (RFC 6749 §2.3.1)."""
    return urlencode({"": text})[1:]
