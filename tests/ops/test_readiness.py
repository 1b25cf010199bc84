"""Ready is said when it is so, at the address where the server listens."""

import asyncio
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ops.processes import probe
from ops.processes.ports import Address, listen
from ops.processes.readiness import wait_ready

WELL = (200, {"checks": {"database": {"ok": True}}})
NOT_WELL = (503, {"checks": {"database": {"ok": True}, "workflows": {"ok": False, "error": "away"}}})


class Api:
    def __init__(self, address: Address, answer: tuple[int, object]) -> None:
        self.address = address
        self.answer = answer


@contextmanager
def serving(host: str, answer: tuple[int, object]) -> Generator[Api]:
    listening = listen(host, [0])
    assert listening is not None
    api = Api(Address.of(listening), answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = api.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer((host, 0), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


async def test_what_is_not_ready_is_told_and_waited_for() -> None:
    said: list[str] = []
    with serving("127.0.0.1", NOT_WELL) as api:
        waiting = asyncio.create_task(wait_ready(api.address, said.append, 0.2))
        for _ in range(200):
            await asyncio.sleep(0.02)
            if len(said) >= 2:
                break
        assert not waiting.done()
        assert said[:2] == ["still waiting: workflows is not well: away"] * 2
        api.answer = WELL
        await asyncio.wait_for(waiting, 5)


@pytest.mark.parametrize("answer", [(404, {}), (503, {"checks": {}})])
def test_an_answer_other_than_200_is_never_ready(answer: tuple[int, object]) -> None:
    with serving("127.0.0.1", answer) as api:
        assert probe.faults(api.address) == {"api": f"answered {answer[0]}"}


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:"),
        ("127.0.0.2", "http://127.0.0.2:"),
        ("0.0.0.0", "http://127.0.0.1:"),
        ("::1", "http://[::1]:"),
        ("::", "http://[::1]:"),
    ],
)
def test_a_server_is_reached_where_it_listens(host: str, url: str) -> None:
    with serving(host, WELL) as api:
        assert api.address.url == f"{url}{api.address.port}"
        assert probe.faults(api.address) == {}
