"""What one reader sees of the records that a table links to.

Row rules of the other table are conditions on each linked record, and stand wherever its pairs are read for somebody:
in cells, filters, groups, aggregates, sorts. As text without parameters, because cells are text (``Column``).
"""

from dataclasses import dataclass

from api.records.sql.filter import where
from api.records.sql.fragment import compose, inlined
from api.records.sql.project import RowColumn, column_of
from core.access.policy import Policy
from core.query.evaluate import EvalContext, of_policy
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
        rule = where(across[1].read_filter, column_of(alias), of_policy(self.context))
        return inlined(compose(" AND ({it}) IS TRUE", it=rule))

    def titled(self, link: FieldDef) -> bool:
        """Whether the reader may see titles of linked records."""
        return self.policy.titles(self.schema, link)
