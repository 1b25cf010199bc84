"""What a provider shows as its keys is bounded, and of each only what everybody may know is looked at."""

import json

import pytest
from joserfc.jwk import ECKey

from api.kit.outbound import Allowed, Outbound
from api.sso.oidc import Oidc
from api.sso.refusals import Refused
from tests.support.oidc_forger import Forger


def _shows(forger: Forger, *keys: object) -> Oidc:
    forger.answers["/jwks"] = (200, json.dumps({"keys": list(keys)}).encode())
    return Oidc(Outbound(Allowed.of("127.0.0.1")))


async def test_private_members_are_left_out(forger: Forger) -> None:
    """To import a private key takes a hundred times as long, and nobody but its owner should have it."""
    shown = forger.key.as_dict(private=True), ECKey.generate_key("P-256", {"kid": "two"}).as_dict(private=True)
    oidc = _shows(forger, *shown, {"kty": "RSA", "n": 5, "e": ["AQAB"]}, {"kty": "none"}, "key")

    found = (await oidc.keys(forger.url)).keys

    assert [(key.kid, key.is_private) for key in found] == [("one", False), ("two", False)]


async def test_a_modulus_that_nobody_uses_is_left_out(forger: Forger) -> None:
    oidc = _shows(forger, forger.key.as_dict(private=False), {"kty": "RSA", "e": "AQAB", "n": "_" * 5_000})
    assert len((await oidc.keys(forger.url)).keys) == 1


async def test_no_more_than_fifty_keys_are_looked_at(forger: Forger) -> None:
    public = forger.key.as_dict(private=False)
    assert len((await _shows(forger, *[public] * 50).keys(forger.url)).keys) == 50
    with pytest.raises(Refused, match="more than 50 keys"):
        await _shows(forger, *[public] * 51).keys(forger.url)
