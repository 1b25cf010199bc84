"""Names that a unique index found to be taken."""

from sqlalchemy.exc import IntegrityError

from core.errors import Conflict


def taken(error: IntegrityError, index: str, message: str, path: str = "name") -> Exception:
    """Conflict ``name_taken`` at ``path`` when ``index`` was violated, else the error itself."""
    violated = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return Conflict("name_taken", f"{message} Choose another name.", path) if violated == index else error
