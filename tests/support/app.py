"""The real application on a real database, and people who use it over HTTP."""

import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.support.furnished import Furnished

BASE_URL = "http://dataos.test"
PASSWORD = "correct horse battery"
API = "/api/v1"
MASTER_KEYS = f"first:{'QUJD' * 10}QUI="
FILES = Path(tempfile.gettempdir()) / f"dataos-test-files-{os.getpid()}"
"""Where applications of this process keep files; keys are random, so they do not meet."""
atexit.register(shutil.rmtree, FILES, ignore_errors=True)


def settings_for(database_url: str, **environ: str) -> Settings:
    """Settings of a test: cheap password hashing, no Temporal, no rate limits."""
    return Settings.load(
        {
            "DATABASE_URL": database_url,
            "DATAOS_SECRET": "0123456789abcdef0123456789abcdef",
            "TEMPORAL_ADDRESS": "127.0.0.1:1",
            "DATAOS_PASSWORD_MEMORY_KIB": "64",
            "DATAOS_PASSWORD_ROUNDS": "1",
            "ENCRYPTION_KEYS": MASTER_KEYS,
            "DATAOS_FILES_DIRECTORY": str(FILES),
            # One person of a test does in a second what nobody does in a minute.
            **dict.fromkeys(("DATAOS_RATE_API", "DATAOS_RATE_HEAVY", "DATAOS_RATE_AUTH", "DATAOS_RATE_ADDRESS"), "off"),
            **environ,
        }
    )


@asynccontextmanager
async def running(settings: Settings, *, web_folder: Path | None = None) -> AsyncGenerator[FastAPI]:
    """The application between start and stop."""
    app = create_app(settings) if web_folder is None else create_app(settings, web_folder=web_folder)
    async with app.router.lifespan_context(app):
        yield app


def client_of(app: FastAPI, *, token: str | None = None) -> httpx2.AsyncClient:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    # A failure inside must come back as the answer that a client would see.
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx2.AsyncClient(transport=transport, base_url=BASE_URL + API, headers=headers)


@dataclass(frozen=True)
class Person:
    """A registered person and their HTTP client, signed in with a Bearer token."""

    id: str
    name: str
    email: str
    token: str
    http: httpx2.AsyncClient

    async def get(self, path: str) -> Any:
        return self._body(await self.http.get(path), 200)

    async def post(self, path: str, body: object, status: int = 201) -> Any:
        return self._body(await self.http.post(path, json=body), status)

    async def patch(self, path: str, body: object, status: int = 200) -> Any:
        return self._body(await self.http.patch(path, json=body), status)

    async def put(self, path: str, body: object, status: int = 200) -> Any:
        return self._body(await self.http.put(path, json=body), status)

    async def delete(self, path: str, status: int = 204) -> None:
        answer = await self.http.delete(path)
        assert answer.status_code == status, answer.text

    @staticmethod
    def _body(answer: httpx2.Response, status: int) -> Any:
        assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text}"
        return answer.json()


async def register(app: FastAPI, name: str) -> Person:
    email = f"{name.lower()}@example.org"
    async with client_of(app) as anonymous:
        answer = await anonymous.post("/auth/register", json={"email": email, "password": PASSWORD, "name": name})
    assert answer.status_code == 201, answer.text
    token = answer.json()["accessToken"]
    return Person(answer.json()["user"]["id"], name, email, token, client_of(app, token=token))


@dataclass(frozen=True)
class World:
    """A workspace with one base and one table, and a person for every role; the stranger belongs to another one."""

    owner: Person
    admin: Person
    creator: Person
    editor: Person
    commenter: Person
    viewer: Person
    stranger: Person
    workspace: str
    base: str
    table: dict[str, Any]

    @property
    def table_id(self) -> str:
        return str(self.table["id"])

    def field(self, name: str) -> str:
        """The id of the table's field of this name."""
        return next(str(item["id"]) for item in self.table["fields"] if item["name"] == name)

    def view(self) -> str:
        """The id of the table's first view."""
        return str(self.table["views"][0]["id"])


FIELDS: list[dict[str, Any]] = [
    {"name": "Name", "type": "text"},
    {"name": "Status", "type": "singleSelect", "config": {"options": [{"name": "Open"}, {"name": "Done"}]}},
    {"name": "Amount", "type": "number"},
]


async def make_world(app: FastAPI) -> World:
    names = ("Olga", "Adam", "Cleo", "Edda", "Cody", "Vera", "Stan")
    owner, admin, creator, editor, commenter, viewer, stranger = [await register(app, name) for name in names]
    workspace = await owner.post("/workspaces", {"name": "Acme"})
    members = f"/workspaces/{workspace['id']}/members"
    await owner.post(members, {"email": admin.email, "role": "admin"})
    base = await owner.post(f"/workspaces/{workspace['id']}/bases", {"name": "Sales"})
    for person, role in ((creator, "creator"), (editor, "editor"), (commenter, "commenter"), (viewer, "viewer")):
        await owner.post(members, {"email": person.email, "role": "member"})
        await owner.put(f"/bases/{base['id']}/members", {"email": person.email, "role": role})
    table = await owner.post(f"/bases/{base['id']}/tables", {"name": "Deals", "fields": FIELDS})
    await stranger.post("/workspaces", {"name": "Elsewhere"})
    return World(
        owner, admin, creator, editor, commenter, viewer, stranger, str(workspace["id"]), str(base["id"]), table
    )


@pytest.fixture
def settings(database_url: str) -> Settings:
    return settings_for(database_url)


@pytest.fixture
async def app(settings: Settings) -> AsyncGenerator[FastAPI]:
    async with running(settings) as application:
        yield application


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def world(app: FastAPI, furnished: Furnished) -> World:
    found = furnished.world(app)
    # As after making it: the application is connected, and knows the owner.
    await found.owner.get(f"/tables/{found.table_id}")
    return found
