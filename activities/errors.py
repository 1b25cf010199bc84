"""Our errors as Temporal knows them: the rim of the worker, as ``api/http/errors.py`` is of the API.

A DomainError means that trying again gives the same answer, so it is final and its code becomes the failure's type.
Unavailable, and everything the database raises while it is away or busy, passes: the call's policy retries it. Messages
stay out of Temporal's history, which keeps ids only; the run log has them.
"""

from collections.abc import Generator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from core.errors import DomainError, Unavailable


def final(code: str, what: str) -> ApplicationError:
    """A failure that is not tried again; ``what`` names the thing by its id."""
    return ApplicationError(f"{code}: see the log of {what}", type=code, non_retryable=True)


@contextmanager
def told_to_temporal(what: str) -> Generator[None]:
    """Raises ApplicationError for any DomainError, retryable only for Unavailable."""
    try:
        yield
    except Unavailable as error:
        raise ApplicationError(error.detail, type=error.code) from None
    except DomainError as error:
        raise final(error.code, what) from None  # the cause would carry cell values into the history
