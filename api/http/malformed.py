"""Text that should have been JSON."""

from core.errors import Invalid


def not_json(path: str, reason: str) -> Invalid:
    """``reason`` has line and column where the reader knows them; ``path`` is the parameter, or "body"."""
    return Invalid.one(path, "malformed_json", f"This is not JSON: {reason}. Send a valid JSON document.")
