"""The one error tree. Logic raises these; each rim (HTTP, Temporal) has one translator.

DomainError
├── NotSignedIn          who are you?            not_signed_in, invalid_credentials, session_revoked
├── Forbidden            you may not             forbidden, csrf_failed
├── NotFound             it isn't there, or you may not know that it is    <noun>_not_found
├── Conflict             the world moved         name_taken, email_taken, last_view, request_in_progress …
│   └── VersionConflict  a newer version exists  version_conflict
├── Invalid              the input is wrong, with a path for every fault
├── LimitExceeded        too big or too many     body_too_large, too_many_records, too_many_requests
└── Unavailable          a part we need is away  database_unavailable, temporal_unavailable

``code`` is stable and for programs; ``detail`` is for people: what, where, remedy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input. ``path`` like ``records[3].fields.Due``; empty for the whole input."""

    path: str
    code: str
    message: str

    def under(self, prefix: str) -> "Fault":
        """The same fault seen from one level further out."""
        joined = prefix + self.path if self.path.startswith("[") or not self.path else f"{prefix}.{self.path}"
        return Fault(joined, self.code, self.message)


def _sendable(text: str) -> str:
    """Quotes of the input may hold half a surrogate pair, which no answer can be encoded with."""
    return text.encode(errors="backslashreplace").decode()


class DomainError(Exception):
    """Base of everything our logic raises on purpose. ``path``: the place of the input that it is about, if any."""

    def __init__(self, code: str, detail: str, path: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.faults: tuple[Fault, ...] = () if path is None else (Fault(_sendable(path), code, _sendable(detail)),)


class NotSignedIn(DomainError):
    def __init__(self, detail: str = "Sign in to continue.", code: str = "not_signed_in") -> None:
        super().__init__(code, detail)


class Forbidden(DomainError):
    def __init__(self, detail: str, code: str = "forbidden") -> None:
        super().__init__(code, detail)


class NotFound(DomainError):
    """``noun`` is one of DESIGN §4's; the text never says whether the thing exists for somebody else."""

    def __init__(self, noun: str, key: str, path: str | None = None) -> None:
        super().__init__(f"{noun.replace(' ', '_')}_not_found", f"There is no {noun} {key!r} that you can open.", path)
        self.noun = noun
        self.key = key


class Conflict(DomainError):
    pass


class VersionConflict(Conflict):
    """Somebody changed the record after the version that the caller had read; ``path`` is where it was sent."""

    def __init__(
        self, *, sent: int, current: int, record: Mapping[str, object] | None = None, path: str = "If-Match"
    ) -> None:
        detail = f"The record is at version {current}; you sent version {sent}. Reload it and apply your change again."
        super().__init__("version_conflict", detail, path)
        self.sent = sent
        self.current = current
        self.record = record


class Invalid(DomainError):
    """Input that cannot be accepted; nothing of it was applied."""

    def __init__(self, faults: Iterable[Fault], code: str = "invalid_request") -> None:
        found = tuple(Fault(_sendable(fault.path), fault.code, _sendable(fault.message)) for fault in faults)
        first = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        super().__init__(code, f"{first.path}: {first.message}{more}" if first.path else f"{first.message}{more}")
        self.faults = found

    @classmethod
    def one(cls, path: str, code: str, message: str) -> "Invalid":
        return cls([Fault(path, code, message)], code)


class LimitExceeded(DomainError):
    pass


class Unavailable(DomainError):
    pass
