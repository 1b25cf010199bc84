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
    config = uvicorn.Config(
        create_app(settings),
        host=settings.http.host,
        port=settings.http.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GOODBYE_SECONDS,
    )
    descriptor = os.environ.get(LISTEN_FD)
    uvicorn.Server(config).run([socket.socket(fileno=int(descriptor))] if descriptor else None)
