"""The `dataos api` process: HTTP and the built web app."""

import logging as stdlib_logging
import os
import socket

import structlog
import uvicorn
from setproctitle import setproctitle

from api.app import create_app
from api.kit import logging
from api.settings import Settings
from ops.processes.handover import LISTEN_FD

_log = structlog.get_logger(__name__)
_GOODBYE_SECONDS = 3


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; running requests get a few seconds to finish."""
    setproctitle("dataos api")
    logging.configure(settings.log.format.value, settings.log.level.value)
    # Four lines per start that say less than ours.
    stdlib_logging.getLogger("uvicorn.error").setLevel(stdlib_logging.WARNING)
    _log.info("api serves", address=f"http://{settings.http.host}:{settings.http.port}")
    descriptor = os.environ.get(LISTEN_FD)
    uvicorn.Server(configure(settings)).run([socket.socket(fileno=int(descriptor))] if descriptor else None)


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
