"""Text that should have been JSON."""

from core.errors import Invalid


def is_json(content_type: str | None) -> bool:
    """Whether a Content-Type says JSON.

    >>> is_json("application/json; charset=utf-8"), is_json("application/scim+json"), is_json("text/plain")
    (True, True, False)
    """
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def not_as_json() -> Invalid:
    text = "Send the body as JSON, with the header Content-Type: application/json."
    return Invalid.one("Content-Type", "unsupported_media_type", text)


def not_json(path: str, reason: str) -> Invalid:
    """``reason`` has line and column where the reader knows them; ``path`` is the parameter, or "body"."""
    return Invalid.one(path, "malformed_json", f"This is not JSON: {reason}. Send a valid JSON document.")
