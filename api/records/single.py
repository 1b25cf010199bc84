"""Requests about one record."""

from collections.abc import Generator
from contextlib import contextmanager

from core.errors import Fault, Invalid, NotFound, VersionConflict


@contextmanager
def told_of(record: str) -> Generator[None]:
    """Who asked for a record is told about the record: its table is none of theirs to know.

    The write path counts records; here there is only one.
    """
    try:
        yield
    except NotFound as error:
        if error.noun not in ("table", "record"):
            raise
        raise NotFound("record", record) from None
    except VersionConflict as error:
        raise VersionConflict(sent=error.sent, current=error.current, record=error.record) from None
    except Invalid as error:
        faults = [Fault(f.path.removeprefix("records[0]."), f.code, f.message) for f in error.faults]
        raise Invalid(faults, error.code) from None
