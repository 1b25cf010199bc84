"""Errors of SCIM (RFC 7644 §3.12): a status and a word of its own for most of them."""

from core.errors import DomainError


class ScimError(DomainError):
    def __init__(self, status: int, detail: str, kind: str | None = None) -> None:
        super().__init__(f"scim_{kind or status}", detail)
        self.status = status
        self.kind = kind


def bad_value(detail: str) -> ScimError:
    return ScimError(400, detail, "invalidValue")


def bad_path(detail: str) -> ScimError:
    return ScimError(400, detail, "invalidPath")


def bad_filter(detail: str) -> ScimError:
    return ScimError(400, detail, "invalidFilter")


def bad_syntax(detail: str) -> ScimError:
    return ScimError(400, detail, "invalidSyntax")


def read_only(name: str) -> ScimError:
    return ScimError(400, f"{name} cannot be changed.", "mutability")


def no_target(detail: str) -> ScimError:
    return ScimError(400, detail, "noTarget")


def taken(detail: str) -> ScimError:
    return ScimError(409, detail, "uniqueness")


def missing(noun: str, key: str) -> ScimError:
    return ScimError(404, f"There is no {noun} {key[:100]!r} that this directory keeps.")
