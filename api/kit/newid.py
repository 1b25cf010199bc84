"""New public ids: the clock and the randomness that `core.ids` does without."""

import secrets
from uuid import UUID

from api.kit.clock import unix_ms
from core import ids

_OPTION_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """A fresh TypeID, e.g. ``new_id("tbl")``."""
    return ids.encode(prefix, ids.uuid7(unix_ms(), secrets.randbits(80)))


def new_change_set() -> UUID:
    """Sortable by time, like every id of ours."""
    return ids.uuid7(unix_ms(), secrets.randbits(80))


def new_option_id() -> str:
    """An id of a select option; short, because every cell that holds the option stores it."""
    return "opt" + "".join(secrets.choice(_OPTION_ALPHABET) for _ in range(8))
