"""The `dataos api` process: HTTP and the built web app."""

import gc
import logging as stdlib_logging
import os
import signal
import socket
import sys
from types import FrameType
from typing import NoReturn

import structlog
import uvicorn
from setproctitle import setproctitle

from api.app import create_app
from api.kit import logging
from api.settings import HttpSettings, Settings
from ops.processes.access_log import check_access_log
from ops.processes.errors import PortTakenError
from ops.processes.given_servers import look_before_serving
from ops.processes.handover import LISTEN_FD
from ops.processes.ports import listen

_log = structlog.get_logger(__name__)
_GOODBYE_SECONDS = 3


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; running requests get a few seconds to finish. Raises ProcessError."""
    setproctitle("dataos api")
    logging.configure(settings.log.format.value, settings.log.level.value)
    # Four lines per start that say less than ours.
    stdlib_logging.getLogger("uvicorn.error").setLevel(stdlib_logging.WARNING)
    check_access_log(settings.log)
    listening = _listening(settings.http)
    look_before_serving(settings)
    _log.info("api serves", address=f"http://{settings.http.host}:{settings.http.port}")
    # uvicorn raises the signal that stopped it once more when all is closed: being told to stop is no failure.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    config = configure(settings)
    # What has been loaded by now stays: the collector need not go through it again and again, which a batch of a
    # thousand records would make it do.
    gc.collect()
    gc.freeze()
    uvicorn.Server(config).run([listening])


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def _listening(http: HttpSettings) -> socket.socket:
    """The socket that `dataos up` holds for us, or one of our own."""
    if descriptor := os.environ.get(LISTEN_FD):
        return socket.socket(fileno=int(descriptor))
    listening = listen(http.host, [http.port])
    if listening is None:
        raise PortTakenError(f"port {http.port} is taken by another program; choose another with DATAOS_PORT")
    return listening


def configure(settings: Settings) -> uvicorn.Config:
    proxies = settings.http.trusted_proxies
    return uvicorn.Config(
        create_app(settings),
        host=settings.http.host,
        port=settings.http.port,
        log_config=None,
        access_log=False,
        server_header=False,
        # Believed from anybody, even 127.0.0.1, the header would let a caller choose which address is throttled.
        proxy_headers=proxies is not None,
        forwarded_allow_ips=proxies or "",
        timeout_graceful_shutdown=_GOODBYE_SECONDS,
    )
