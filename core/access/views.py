"""Who may open and change a view: the level of the nearest subject whom its grants name (decision 22)."""

from enum import StrEnum


class ViewLevel(StrEnum):
    """Grants on a view give nothing in its table: who may not read that opens none of its views."""

    NONE = "none"
    READ = "read"
    EDIT = "edit"

    def covers(self, needed: "ViewLevel") -> bool:
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER = list(ViewLevel)


def view_level(granted: str | None, *, edits: bool) -> ViewLevel:
    """``granted`` is what a grant says; without one, whoever may edit records of the table may change its views.

    >>> view_level(None, edits=False), view_level("edit", edits=False), view_level("none", edits=True)
    (<ViewLevel.READ: 'read'>, <ViewLevel.EDIT: 'edit'>, <ViewLevel.NONE: 'none'>)
    """
    if granted is None:
        return ViewLevel.EDIT if edits else ViewLevel.READ
    return ViewLevel(granted)
