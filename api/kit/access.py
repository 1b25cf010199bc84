"""The log of requests: a line for each in a file, and in the process's own log those that failed or were slow.

An ordinary request costs the making of its line; lines reach the file in batches, so a kill loses the last second's.
"""

import asyncio
import logging
import re
import time

import structlog

from api.kit import clock
from api.kit.printable import printable
from api.kit.rotated import RotatedFile

_SLOW_SECONDS = 1.0
_FAILED = 500
_BATCH_LINES = 100
_BATCH_SECONDS = 1.0
_LETS_IN = re.compile(r"^((?:/api/v1/invitations|(?:/api/v1)?/shared)/+)[^/]+|(/invitations/)[A-Za-z0-9_-]{40,}")
"""Tokens of invitations and addresses of links: whoever reads one gets in."""

_level = logging.getLogger("api.access")
_log = structlog.stdlib.get_logger("api.access")


def without_secrets(path: str) -> str:
    """A path as logs may show it.

    >>> without_secrets("/api/v1/shared/deals/records"), without_secrets("/api/v1/workspaces/wsp_1/invitations/inv_1")
    ('/api/v1/shared/…/records', '/api/v1/workspaces/wsp_1/invitations/inv_1')
    """
    return _LETS_IN.sub(lambda found: f"{found[1] or found[2]}…", path)


class AccessLog:
    """`file`: None for no file. Used within a running event loop."""

    def __init__(self, file: RotatedFile | None = None) -> None:
        self._file = file
        self._lines: list[str] = []
        self._writing: asyncio.TimerHandle | None = None
        self._second = 0
        self._time = ""

    def answered(self, request_id: str, method: str, path: str, status: int, seconds: float) -> None:
        """`path` is as the client sent it: it may hold anything."""
        path = without_secrets(path)
        if self._file is not None:
            self._keep(f"{self._now()} {status} {method} {printable(path)} {seconds * 1000:.1f}ms {request_id}\n")
        if status >= _FAILED:
            _log.warning("failed request", method=method, path=path, status=status, ms=_ms(seconds))
        elif seconds >= _SLOW_SECONDS:
            _log.warning("slow request", method=method, path=path, status=status, ms=_ms(seconds))
        elif _level.isEnabledFor(logging.DEBUG):
            _log.debug("request", method=method, path=path, status=status, ms=_ms(seconds))

    def close(self) -> None:
        """Write what waits to be written."""
        self._write()
        if self._file is not None:
            self._file.close()

    def _keep(self, line: str) -> None:
        self._lines.append(line)
        if len(self._lines) >= _BATCH_LINES:
            self._write()
        elif self._writing is None:
            self._writing = asyncio.get_running_loop().call_later(_BATCH_SECONDS, self._write)

    def _write(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        if self._file is not None and self._lines:
            self._file.write("".join(self._lines))
        self._lines.clear()

    def _now(self) -> str:
        milliseconds = clock.unix_ms()
        second = milliseconds // 1000
        if second != self._second:
            self._second = second
            self._time = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return f"{self._time}.{milliseconds % 1000:03d}Z"


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
