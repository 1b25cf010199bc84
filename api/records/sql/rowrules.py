"""Row rules of a policy as SQL conditions on any row, as it is or as it would become."""

from dataclasses import dataclass

from api.records.sql.filter import where
from api.records.sql.fragment import TRUE, Fragment, compose
from api.records.sql.late import late
from api.records.sql.project import Column
from api.records.sql.reach import Reach
from core.access.policy import Policy
from core.query.ast import BoundFilter
from core.query.evaluate import EvalContext, of_policy
from core.schema import TableSchema


@dataclass(frozen=True, slots=True)
class RowRules:
    """``context`` says who asks and when: rules may speak of the current user and of today, which is that of UTC."""

    policy: Policy
    context: EvalContext

    @property
    def any(self) -> bool:
        return self.policy.read_filter is not None or self.policy.write_filter is not None

    @property
    def late(self) -> bool:
        """Whether it takes values that are worked out after a write to tell if the subject may write a row."""
        return late(self.policy.write_filter)

    def reach(self, schema: TableSchema) -> Reach:
        return Reach(schema, self.policy, self.context)

    def readable(self, column: Column) -> Fragment:
        """Whether the subject may know of the row."""
        return self._holds(self.policy.read_filter, column)

    def writable(self, column: Column) -> Fragment:
        """Whether the subject may change the row; asked before and after each change."""
        return self._holds(self.policy.write_filter, column)

    def _holds(self, rule: BoundFilter | None, column: Column) -> Fragment:
        if rule is None:
            return TRUE
        return compose("({it}) IS TRUE", it=where(rule, column, of_policy(self.context)))
