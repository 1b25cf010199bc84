"""The keys that an OpenID provider shows (JWKS). It may show anything, so what is looked at is bounded."""

from collections.abc import Mapping
from typing import cast

from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, import_key

from api.sso.refusals import not_understood
from core.values import JsonValue

_MAX_KEYS = 50
# What everybody may know of a key. Private members are none of our business, and OpenSSL checks them for a long time.
_PUBLIC = ("kty", "n", "e", "crv", "x", "y", "kid", "use", "alg")
# Of base64url: enough for a modulus of 16,384 bits.
_MAX_MEMBER = 3000


def signing_keys(document: Mapping[str, JsonValue]) -> KeySet:
    """Those for signing that are of a kind we know. Raises Refused."""
    found: list[Key] = []
    entries = document.get("keys")
    if isinstance(entries, list) and len(entries) > _MAX_KEYS:
        raise not_understood(f"it shows more than {_MAX_KEYS} keys")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig" or entry.get("kty") == "oct":
            continue
        public = {name: value for name in _PUBLIC if isinstance(value := entry.get(name), str)}
        if any(len(value) > _MAX_MEMBER for value in public.values()):
            continue
        try:
            found.append(import_key(cast("dict[str, str | list[str]]", public)))
        except (JoseError, ValueError, KeyError, TypeError):
            continue
    if not found:
        raise not_understood("it shows no key for signatures")
    return KeySet(found)
