"""Fixtures of tests that talk to the application over HTTP."""

import pytest
import structlog

from tests.support.app import anonymous, app, settings, world
from tests.support.ids import ids

__all__ = ["anonymous", "app", "ids", "quiet_log", "settings", "world"]


@pytest.fixture(scope="session", autouse=True)
def quiet_log() -> None:
    """Errors only: the default log prints the local variables of every frame of a failure, which takes seconds."""
    structlog.configure(
        processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)],
        wrapper_class=structlog.make_filtering_bound_logger(40),
    )
