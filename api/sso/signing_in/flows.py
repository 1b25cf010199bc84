"""A sign-in between its start and its end: what the browser that began it must bring back.

A cookie, signed with the installation's secret, holds the sign-in's random name (``state``), its provider and where
the person wanted to go, and for somebody who connects their account, whose that is. Nonce, PKCE verifier and the id of
a SAML request are made of that name and the secret, so nothing is stored and none of them leaves this server before its
time.

The cookie is SameSite=Lax. A SAML response is a POST from another site and comes without it: there the state travels
as RelayState, signed, and the browser that comes back by a redirect of ours brings the cookie (``saml_responses.py``).
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import cast

from api.auth.tokens import derived
from api.kit import clock

SECONDS = 600
"""How long somebody may take to sign in at the provider."""
MAX_COOKIE = 4000
MAX_NEXT = 2000
_STATE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Flow:
    """``until`` is in seconds since 1970; ``link`` is whose account the sign-in is to be connected to, or empty."""

    provider: str
    state: str
    next: str
    until: int
    link: str = ""


class Flows:
    def __init__(self, secret: str) -> None:
        self._secret = secret

    def begin(self, provider: str, next_: str, link: str = "") -> Flow:
        until = clock.unix_ms() // 1000 + SECONDS
        return Flow(provider, secrets.token_urlsafe(_STATE_BYTES), inside(next_), until, link)

    def cookie(self, flow: Flow) -> str:
        content = json.dumps([flow.provider, flow.state, flow.next, flow.until, flow.link]).encode()
        text = base64.urlsafe_b64encode(content).decode().rstrip("=")
        return f"{text}.{derived(self._secret, 'sso flow', text)}"

    def read(self, cookie: str | None, provider: str) -> Flow | None:
        """The sign-in at this provider that the browser began, while it lasts."""
        if cookie is None or len(cookie) > MAX_COOKIE:
            return None
        text, _, signature = cookie.partition(".")
        if not _same(signature, derived(self._secret, "sso flow", text)):
            return None
        try:
            content = cast("list[object]", json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))
            provider_id, state, next_, until, link = (str(item) for item in content)
            flow = Flow(provider_id, state, inside(next_), int(until), link)
        except (binascii.Error, ValueError):
            return None
        return flow if flow.provider == provider and flow.until > clock.unix_ms() // 1000 else None

    def nonce(self, flow: Flow) -> str:
        return derived(self._secret, "oidc nonce", flow.state)

    def verifier(self, flow: Flow) -> str:
        """43 characters of the alphabet that RFC 7636 allows."""
        return derived(self._secret, "oidc verifier", flow.state)

    def relay_state(self, flow: Flow) -> str:
        """Below the 80 characters that SAML allows."""
        text = f"{flow.state}.{flow.until}"
        return f"{text}.{derived(self._secret, 'saml relay', f'{flow.provider} {text}')[:22]}"

    def relayed(self, relay_state: str, provider: str) -> str | None:
        """The state in a RelayState of ours for this provider, while it lasts."""
        text, _, signature = relay_state.rpartition(".")
        state, _, until = text.partition(".")
        expected = derived(self._secret, "saml relay", f"{provider} {text}")[:22]
        if len(relay_state) > 80 or not _same(signature, expected):
            return None
        return state if int(until) > clock.unix_ms() // 1000 else None


def request_id(state: str) -> str:
    """Of the SAML request of a sign-in; an XML id may not begin with a digit."""
    return f"_{state}"


def inside(next_: str | None) -> str:
    """Where to go after signing in: a path of ours, or the start page for anything that could lead elsewhere.

    >>> inside("/w/wsp_1?tab=2"), inside("//evil.example"), inside("/\\\\evil.example"), inside("https://evil.example")
    ('/w/wsp_1?tab=2', '/', '/', '/')
    """
    if next_ is None or len(next_) > MAX_NEXT or not next_.startswith("/") or next_.startswith("//"):
        return "/"
    return next_ if next_.isascii() and next_.isprintable() and "\\" not in next_ and " " not in next_ else "/"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
