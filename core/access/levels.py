"""How much somebody may do with a table, a field or a view; each level holds those before it (decision 22)."""

from enum import StrEnum

from core.access.roles import BaseRole


class TableLevel(StrEnum):
    """``none``: the table does not exist for them. ``admin`` is for its fields, grants and rules."""

    NONE = "none"
    READ = "read"
    COMMENT = "comment"
    EDIT = "edit"
    ADMIN = "admin"

    def covers(self, needed: "TableLevel") -> bool:
        return _TABLE.index(self) >= _TABLE.index(needed)


class FieldLevel(StrEnum):
    """``hidden``: the field does not exist for them."""

    HIDDEN = "hidden"
    READ = "read"
    EDIT = "edit"

    def covers(self, needed: "FieldLevel") -> bool:
        return _FIELD.index(self) >= _FIELD.index(needed)


class ViewLevel(StrEnum):
    """``none``: the view does not exist for them."""

    NONE = "none"
    READ = "read"
    EDIT = "edit"

    def covers(self, needed: "ViewLevel") -> bool:
        return _VIEW.index(self) >= _VIEW.index(needed)


class RowAccess(StrEnum):
    """What a rule gives of the rows that its filter finds."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


_TABLE = list(TableLevel)
_FIELD = list(FieldLevel)
_VIEW = list(ViewLevel)
_OF_ROLE = {
    BaseRole.VIEWER: TableLevel.READ,
    BaseRole.COMMENTER: TableLevel.COMMENT,
    BaseRole.EDITOR: TableLevel.EDIT,
    BaseRole.CREATOR: TableLevel.ADMIN,
}


def level_of(role: BaseRole | None) -> TableLevel:
    """What a role in the base gives in each of its tables, where no grant says otherwise.

    >>> level_of(BaseRole.COMMENTER), level_of(None)
    (<TableLevel.COMMENT: 'comment'>, <TableLevel.NONE: 'none'>)
    """
    return TableLevel.NONE if role is None else _OF_ROLE[role]
