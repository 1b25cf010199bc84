"""The whole product as a user runs it: `dataos up` in a home of its own, driven over HTTP and by signals."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import psutil

ROOT = Path(__file__).resolve().parents[2]
Json = Any


@dataclass
class Answer:
    status: int
    body: Json


@dataclass
class Client:
    """A bearer client. A connection that breaks answers status 0: the caller cannot know what happened."""

    url: str
    token: str | None = None

    def call(self, method: str, path: str, body: Json = None, headers: dict[str, str] | None = None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1{path}", data, {"Content-Type": "application/json"}, method=method)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urlopen(request, timeout=30) as reply:
                raw = reply.read()
                return Answer(reply.status, json.loads(raw) if raw else None)
        except HTTPError as error:
            raw = error.read()
            return Answer(error.code, json.loads(raw) if raw.startswith(b"{") else raw.decode())
        except (URLError, OSError, json.JSONDecodeError):
            return Answer(0, None)

    def get(self, path: str) -> Json:
        answer = self.call("GET", path)
        assert answer.status == 200, answer
        return answer.body

    def post(self, path: str, body: Json) -> Json:
        answer = self.call("POST", path, body)
        assert 200 <= answer.status < 300, answer
        return answer.body


@dataclass
class Product:
    process: subprocess.Popen[str]
    home: Path
    url: str = ""
    lines: list[str] = field(default_factory=list)

    def child(self, title: str) -> psutil.Process | None:
        """The running child whose command line contains `title`, e.g. "dataos api" or "start-dev"."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if title in " ".join(process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE:
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def kill(self, title: str, seconds: float = 30) -> None:
        """SIGKILL to the child, which may just be on its way back from the last one."""
        deadline = time.monotonic() + seconds
        while (process := self.child(title)) is None:
            assert time.monotonic() < deadline, f"no child reads {title!r}"
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)

    def wait_ready(self, seconds: float = 60) -> None:
        """Until every part answers again, the worker and Temporal included."""
        deadline = time.monotonic() + seconds
        client = Client(self.url)
        while time.monotonic() < deadline:
            answer = client.call("GET", "/ready")
            if answer.status == 200 and all(check["ok"] for check in answer.body["checks"].values()):
                return
            time.sleep(0.2)
        raise AssertionError(f"not ready after {seconds} s; log:\n" + "\n".join(self.lines[-60:]))

    def demo_login(self) -> tuple[str, str]:
        """E-mail and password of the demo, as `dataos up` prints them under its ready line."""
        deadline = time.monotonic() + 10
        while not (found := [line for line in self.lines if line.startswith("  sign in")]):
            assert time.monotonic() < deadline, "no demo login was printed"
            time.sleep(0.05)
        email, _, password = found[0].split("sign in")[1].strip().partition(" / ")
        return email, password

    def demo_client(self) -> Client:
        email, password = self.demo_login()
        body = {"email": email, "password": password}
        return Client(self.url, Client(self.url).post("/auth/login", body)["accessToken"])

    def register(self, email: str = "ada@example.com", password: str = "correct horse battery") -> Client:
        body = {"email": email, "password": password, "name": email.partition("@")[0].title()}
        return Client(self.url, Client(self.url).post("/auth/register", body)["accessToken"])


@contextmanager
def running_product(home: Path, *arguments: str, seconds: float = 180) -> Generator[Product]:
    """`dataos up --home HOME …`, ready; stopped by SIGTERM at the end, and by force if that takes over 30 s."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.cli", "up", "--home", str(home), *arguments],
        cwd=ROOT,
        # A test writes in a loop, as fast as it can, for longer than any person.
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "DATAOS_RATE_API": "off"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    product = Product(process, home)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            product.lines.append(line.rstrip())
            if line.startswith("ready http"):
                product.url = line.split()[1].strip()
                ready.set()
        ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        ready.wait(seconds)
        assert product.url, "never ready; log:\n" + "\n".join(product.lines[-80:])
        yield product
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            raise
        reader.join(5)
