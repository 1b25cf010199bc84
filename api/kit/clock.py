"""The only place of the application that reads the clock."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


def unix_ms() -> int:
    return time.time_ns() // 1_000_000


def monotonic() -> float:
    """Seconds for measuring spans; unrelated to the calendar."""
    return time.monotonic()
