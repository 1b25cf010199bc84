"""A browser that signs in at identity providers, and the providers' settings."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from fastapi import FastAPI

from tests.support.app import API, BASE_URL, Person, settings_for

PUBLIC = {"DATAOS_PUBLIC_URL": BASE_URL, "DATAOS_OUTBOUND_ALLOW": "127.0.0.1,localhost"}


def sso_settings(database_url: str, **environ: str) -> Any:
    return settings_for(database_url, **{**PUBLIC, **environ})


def browser_of(app: FastAPI) -> httpx2.AsyncClient:
    """Keeps cookies, as a browser does, and does not follow redirects."""
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app, raise_app_exceptions=False), base_url=BASE_URL, follow_redirects=False
    )


async def make_provider(owner: Person, workspace: str, body: dict[str, Any]) -> Any:
    return await owner.post(f"/workspaces/{workspace}/identity-providers", {"name": "Acme", **body})


def oidc_body(issuer: str, **more: Any) -> dict[str, Any]:
    return {"oidc": {"issuer": issuer, "clientId": "dataos", "clientSecret": "s3cret", **more.pop("oidc", {})}, **more}


@dataclass(frozen=True)
class Went:
    """Where a redirect led: a path of ours, and what stands in its query."""

    status: int
    path: str
    query: dict[str, str]

    @property
    def refused(self) -> str | None:
        return self.query.get("sso") if self.path == "/login" else None


def went(answer: httpx2.Response) -> Went:
    parts = urlsplit(answer.headers.get("location", ""))
    return Went(
        answer.status_code,
        f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path,
        {name: values[0] for name, values in parse_qs(parts.query).items()},
    )


async def start(browser: httpx2.AsyncClient, provider: str, next_: str | None = None) -> str:
    """The address at the provider that the browser is sent to."""
    params = {} if next_ is None else {"next": next_}
    answer = await browser.get(f"{API}/auth/sso/{provider}/start", params=params)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def authorize(address: str, subject: str) -> str:
    """What the test provider sends the browser back with."""
    async with httpx2.AsyncClient() as client:
        answer = await client.post(address, data={"sub": subject})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


async def sign_in_at(browser: httpx2.AsyncClient, provider: str, subject: str, next_: str | None = None) -> Went:
    """The whole way through the test provider."""
    back = await authorize(await start(browser, provider, next_), subject)
    return went(await browser.get(back))


async def me(browser: httpx2.AsyncClient) -> Any:
    answer = await browser.get(f"{API}/me")
    return answer.json() if answer.status_code == 200 else None
