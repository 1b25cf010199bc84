"""An OpenID provider whose every answer a test decides: the honest one is what a test changes one thing of."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "dataos"


@dataclass
class Forger:
    """``answers`` replace what a path answers: a status and a body. ``claims`` are laid over the honest ones."""

    url: str
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    claims: dict[str, Any] = field(default_factory=dict[str, Any])
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict[str, tuple[int, bytes]])
    userinfo: dict[str, Any] | None = None
    signed: Callable[["Forger", dict[str, Any]], str] | None = None
    kid: str = "one"
    nonce: str = ""
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list[tuple[str, Mapping[str, str]]])

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            **({"userinfo_endpoint": f"{self.url}/userinfo"} if self.userinfo is not None else {}),
        }

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        access = "access"
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "alice",
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="),
            "email": "alice@acme.example",
            "email_verified": True,
            "name": "Alice",
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        id_token = self.sign(claims) if self.signed is None else self.signed(self, claims)
        return {"access_token": access, "token_type": "Bearer", "id_token": id_token}

    def sign(self, claims: dict[str, Any], key: RSAKey | None = None) -> str:
        return jwt.encode({"alg": "RS256", "kid": self.kid}, claims, key or self.key)

    def sent_to(self, address: str) -> str:
        """Where the browser comes back to, from where it was sent."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        return f"{asked['redirect_uri']}?code=code&state={asked['state']}"


def unsigned(forger: Forger, claims: dict[str, Any]) -> str:
    """alg none."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def with_public_key_as_secret(forger: Forger, claims: dict[str, Any]) -> str:
    """HS256 keyed with what everybody can read: who takes the algorithm from the token accepts it."""
    signed = f"{_part({'alg': 'HS256', 'kid': 'one'})}.{_part(claims)}"
    mac = hmac.new(forger.key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def with_another_key(forger: Forger, claims: dict[str, Any]) -> str:
    return forger.sign(claims, RSAKey.generate_key(2048, {"kid": "one"}))


@contextmanager
def forging() -> Generator[Forger]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, form: Mapping[str, str]) -> None:
            forger.asked.append((self.path, form))
            made: dict[str, Callable[[], Any]] = {
                "/.well-known/openid-configuration": forger.document,
                "/jwks": lambda: {"keys": [forger.key.as_dict(private=False)]},
                "/token": forger.token,
                "/userinfo": lambda: forger.userinfo,
            }
            status, content = forger.answers.get(self.path) or (200, json.dumps(made[self.path]()).encode())
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if 300 <= status < 400:
                self.send_header("Location", content.decode())
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forger = Forger(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield forger
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
