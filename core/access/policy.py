"""What one subject may see and do in one table, compiled once per (subject, policy version).

Every statement takes its policy: ``read_filter`` and ``write_filter`` are ANDed into the SQL, ``visible`` and
``writable`` mask fields. Today roles alone decide, so filters are None (= every row) and masks are all fields or none;
table grants, field masks and row rules arrive as more inputs to ``compile_policy``, not as a second gate.
"""

from dataclasses import dataclass

from core.access.roles import BaseRole
from core.errors import Fault, Forbidden
from core.near import did_you_mean
from core.query.ast import BoundFilter
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True)
class Policy:
    """``version`` is the workspace's policy version that this was compiled from; statements check it is current."""

    role: BaseRole
    version: int
    read_filter: BoundFilter | None = None
    write_filter: BoundFilter | None = None
    hidden: frozenset[str] = frozenset()
    closed: frozenset[int] = frozenset()
    """Numbers of linked tables, of other bases, that the subject may not read: their records are ids without titles."""

    def across(self, schema: TableSchema, link: FieldDef) -> "tuple[TableSchema, Policy] | None":
        """The table at the other end of a link, and what the subject may see of it; None where that is nothing.

        The one place that decides what of linked records is shown, filtered and sorted by.
        """
        target = schema.linked.get(link.number)
        if target is None or target.number in self.closed:
            return None
        return target, Policy(BaseRole.VIEWER, self.version)

    def visible(self, field: FieldDef) -> bool:
        return field.id not in self.hidden

    def reveals(self, field: FieldDef) -> bool:
        """Whether the subject sees the values of this field, if it is encrypted; to others they are masked.

        The one place that decides it: grants of fields will.
        """
        return field.reveal_to is None or self.role.covers(field.reveal_to)

    def find(self, schema: TableSchema, key: str) -> FieldDef | None:
        """The field by name or id, as this subject sees the table: a hidden field does not exist."""
        found = schema.find(key)
        return found if found is not None and self.visible(found) else None

    def unknown(self, schema: TableSchema, key: str, path: str) -> Fault:
        """The fault for a name that ``find`` does not find, with the visible names that are near it."""
        hint = did_you_mean(key, (field.name for field in self.visible_fields(schema)))
        return schema.unknown(key, path, hint) if hint else schema.unknown(key, path)

    def visible_fields(self, schema: TableSchema) -> tuple[FieldDef, ...]:
        return tuple(field for field in schema.fields if self.visible(field))

    def require(self, needed: BaseRole, doing: str) -> None:
        """Raises Forbidden naming the role that ``doing`` needs."""
        if not self.role.covers(needed):
            raise Forbidden(f"To {doing} you need the role {needed.value} in this base; yours is {self.role.value}.")


def compile_policy(role: BaseRole, version: int, closed: frozenset[int] = frozenset()) -> Policy:
    """The policy of a subject with this effective role; ``closed`` are linked tables that are not theirs to read."""
    return Policy(role=role, version=version, closed=closed)
