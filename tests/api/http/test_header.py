"""One header of a request, read without parsing them all."""

import pytest
from starlette.datastructures import Headers

from api.http.header import header_of

RAW = [(b"host", b"test"), (b"if-match", b'"3"'), (b"x-client-tab", b""), (b"if-match", b'"4"'), (b"x-name", b"\xe9")]


@pytest.mark.parametrize("name", ["Host", "If-Match", "if-match", "X-Client-Tab", "X-Name", "Authorization"])
def test_it_is_what_starlette_reads(name: str) -> None:
    scope = {"type": "http", "headers": RAW}
    assert header_of(scope, name) == Headers(scope=scope).get(name)
