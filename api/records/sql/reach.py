"""What one reader sees of the records that a table links to.

Row rules of the other table are conditions on each linked record, and stand wherever its pairs are read for somebody:
in cells, filters, groups, aggregates, sorts. As text without parameters, because cells are text (``Column``).
"""

from dataclasses import dataclass

from api.records.sql.filter import where
from api.records.sql.fragment import compose, inlined
from api.records.sql.project import RowColumn, column_of
from core.access.policy import Policy
from core.query.evaluate import EvalContext
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class Reach:
    """``context`` says who reads and when: rules may speak of the current user and of today."""

    schema: TableSchema
    policy: Policy
    context: EvalContext

    def column(self, alias: str) -> RowColumn:
        """The columns of a row as it stands, its links as the reader sees them."""
        return column_of(alias, self.seen)

    def seen(self, link: FieldDef, alias: str) -> str:
        """What the linked record ``alias`` must satisfy besides being live, as `` AND …``; empty for nothing."""
        across = self.policy.across(self.schema, link)
        if across is None or across[1].read_filter is None:
            return ""
        return inlined(compose(" AND ({it}) IS TRUE", it=where(across[1].read_filter, column_of(alias), self.context)))

    def titled(self, link: FieldDef) -> bool:
        """Whether the reader may see titles of linked records."""
        across = self.policy.across(self.schema, link)
        return across is not None and across[1].visible(across[0].primary)


def by_rules(schema: TableSchema, policy: Policy) -> bool:
    """Whether what the reader sees of linked records depends on who they are, and when they look."""
    reached = (policy.across(schema, field) for field in schema.fields if field.number in schema.linked)
    return any(across is not None and across[1].read_filter is not None for across in reached)


def titles_seen(schema: TableSchema, policy: Policy) -> tuple[int, ...]:
    """The numbers of the links whose records show titles to this reader."""
    numbers: list[int] = []
    for field in schema.fields:
        across = policy.across(schema, field) if field.number in schema.linked else None
        if across is not None and across[1].visible(across[0].primary):
            numbers.append(field.number)
    return tuple(numbers)
