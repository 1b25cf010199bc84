"""What one subject may see and do in one table, compiled once per (subject, policy version); decision 22.

Every statement takes its policy: ``read_filter`` and ``write_filter`` are ANDed into the SQL, ``hidden`` fields do not
exist, ``writable`` says which ones may be changed, ``across`` gives the same for the other end of a link. Grants, masks
and row rules come together in ``core.access.compiling``; there is no second gate.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.access.levels import TableLevel, ViewLevel, level_of
from core.access.reasons import Reason
from core.access.roles import BaseRole
from core.errors import Fault, Forbidden
from core.near import did_you_mean
from core.query.ast import BoundFilter
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True)
class Policy:
    """``version`` is the workspace's policy version that this was compiled from; statements check it is current."""

    level: TableLevel
    version: int
    read_filter: BoundFilter | None = None
    """Which rows exist for the subject; None for all."""
    write_filter: BoundFilter | None = None
    """Which rows they may change, delete or make, asked before and after; None for all that they may read."""
    hidden: frozenset[str] = frozenset()
    """Ids of the fields that do not exist for the subject, among them those made of what is hidden."""
    read_only: frozenset[str] = frozenset()
    """Ids of fields that the subject sees and may not change although they may edit the table."""
    editable: frozenset[str] = frozenset()
    """Ids of fields that a subject below ``edit`` may change all the same, in records that exist."""
    closed: frozenset[int] = frozenset()
    """Numbers of linked tables that the subject may not read."""
    linked: Mapping[int, "Policy"] = field(default_factory=dict[int, "Policy"], compare=False)
    """By table number: the policies of linked tables in which something is withheld. Those that are neither here nor
    in ``closed`` are open to the subject as a whole."""
    views: Mapping[str, ViewLevel] = field(default_factory=dict[str, ViewLevel], compare=False)
    """By id, of the views that a grant speaks of to the subject; the others follow the table."""
    plain: bool = field(default=False, compare=False)
    """Whether the level is all there is, here and in every table of the workspace: no grant, rule or role of theirs
    says anything else. To others something may be withheld of what was here before, too."""
    why: Reason | None = field(default=None, compare=False)
    """Of the level."""
    reasons: Mapping[str, Reason] = field(default_factory=dict[str, Reason], compare=False)
    """Of what is said of single fields, by their ids; the others follow the table."""

    def across(self, schema: TableSchema, link: FieldDef) -> "tuple[TableSchema, Policy] | None":
        """The table at the other end of a link, and what the subject may see of it; None where that is nothing.

        The one place that decides what of linked records is shown, filtered and sorted by.
        """
        target = schema.linked.get(link.number)
        if target is None or target.number in self.closed:
            return None
        return target, self.linked.get(target.number) or Policy(TableLevel.READ, self.version)

    def whole(self, schema: TableSchema, link: FieldDef) -> bool:
        """Whether the subject may read every record that the link could lead to: what is made of linked records is made
        of all of them, for everybody."""
        reached = self.across(schema, link)
        return reached is not None and reached[1].read_filter is None

    def titles(self, schema: TableSchema, link: FieldDef) -> bool:
        """Whether the subject sees by which titles linked records are known."""
        reached = self.across(schema, link)
        return reached is not None and reached[1].visible(reached[0].primary)

    def visible(self, field: FieldDef) -> bool:
        return field.id not in self.hidden

    def writable(self, field: FieldDef) -> bool:
        """Whether the subject may change the field's cells in records that they may change."""
        if not self.visible(field) or field.read_only:
            return False
        if self.level.covers(TableLevel.EDIT):
            return field.id not in self.read_only
        return field.id in self.editable

    def view_level(self, view: str) -> ViewLevel:
        """Whoever may edit records may change the views that no grant speaks of."""
        usual = ViewLevel.EDIT if self.level.covers(TableLevel.EDIT) else ViewLevel.READ
        return self.views.get(view, usual)

    def reveals(self, field: FieldDef) -> bool:
        """Whether the subject sees the values of this field, if it is encrypted; to others they are masked.

        The one place that decides it. Their level in the table counts as the role that would give it.
        """
        return field.reveal_to is None or self.level.covers(level_of(field.reveal_to))

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

    @cached_property
    def ruled(self) -> bool:
        """Whether there are rules on rows, here or in a linked table: statements then depend on who asks and when."""
        return (
            self.read_filter is not None
            or self.write_filter is not None
            or any(policy.ruled for policy in self.linked.values())
        )

    @cached_property
    def mask(self) -> Hashable:
        """Everything but rules that a statement's text may depend on."""
        linked = frozenset((number, policy.mask) for number, policy in self.linked.items())
        return self.version, self.level, self.hidden, self.read_only, self.editable, self.closed, linked

    def require(self, needed: TableLevel, doing: str) -> None:
        """Raises Forbidden naming the level that ``doing`` needs."""
        if not self.level.covers(needed):
            raise Forbidden(f"To {doing} you need the level {needed} in this table; yours is {self.level}.")

    def require_changing(self, doing: str) -> None:
        """For changes of records that exist: some field may be open to somebody who may not edit the table.

        Which fields: ``writable``. Raises Forbidden.
        """
        if not self.editable:
            self.require(TableLevel.EDIT, doing)


def compile_policy(role: BaseRole, version: int, closed: frozenset[int] = frozenset()) -> Policy:
    """The policy of somebody with this role in the base, whom no grant and no rule names."""
    return Policy(level_of(role), version, closed=closed, plain=not closed)
