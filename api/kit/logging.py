"""Logging of a process: structlog over the standard library, as readable lines or JSON."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

from api.kit.logging_secrets import hide_secrets, scrubbed
from api.kit.printable import printable, printable_lines


class _ConsoleFormatter(structlog.stdlib.ProcessorFormatter):
    """A request's path may hold escapes that a terminal obeys: they are shown instead."""

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(scrubbed(super().format(record)))


def configure(form: Literal["console", "json"], level: str = "INFO") -> None:
    """Set up the process's log on standard error; call once, from a composition root."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    ending: list[structlog.typing.Processor]
    formatter = structlog.stdlib.ProcessorFormatter
    if form == "json":
        ending = [
            structlog.processors.format_exc_info,
            # Again: the text of an exception may quote what nobody logged by name.
            hide_secrets,
            structlog.processors.JSONRenderer(),
        ]
    else:
        # The default formatter prints local variables, passwords and tokens among them. No colours: an escape that a
        # terminal obeys must not be told apart from ours.
        formatter = _ConsoleFormatter
        plain = structlog.dev.plain_traceback
        ending = [
            keep_event_on_its_line,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain),
        ]
    structlog.configure(
        # A line below the level costs nothing more than the question.
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        formatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # Our own line per request says more; uvicorn's errors stay.
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True


def keep_event_on_its_line(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Nobody forges a line with a line break; the renderer quotes those of all other values."""
    event["event"] = printable(str(event["event"]))
    return event
