"""What a list of records depends on, read off its SQL.

``scope_of`` compiles the condition and the order of a query. Their text and parameters *are* the list's identity: row
rules, the current user, relative dates resolved to days and hidden fields are all in them, so two people share a list
only where the same statement would answer both, and a list of "today" is another one tomorrow. The text also says which
columns matter: a change of others moves nothing.

What can change without a change of its own records cannot be kept: a condition that reads another relation, or the
clock.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import timedelta

from api.records.sql.fragment import Fragment
from api.records.sql.page import matches
from api.records.sql.reach import Reach
from api.records.sql.sort import order_by
from core.access.policy import Policy
from core.query.ast import Page, Query
from core.query.evaluate import EvalContext
from core.schema import TableSchema

_FIELD = re.compile(r"\bt\.f_(\d+)")
_EVERY_UPDATE = re.compile(r"\bt\.(?:updated_at|updated_by|version)\b")
_ELSEWHERE = re.compile(r"\b(?:ws_\d+|dataos)\.")
_CLOCK = re.compile(
    r"\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|random)\s*\("
    r"|\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b",
    re.IGNORECASE,
)
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """A list of one table's records: those ``matching``, in ``order``.

    ``numbers`` are the fields that decide on it; with ``every_update`` any update may. Only what is ``lasting`` stays
    the same as long as none of its records changes.
    """

    schema: TableSchema
    policy: Policy
    context: EvalContext
    matching: Fragment
    order: Fragment
    numbers: tuple[int, ...]
    every_update: bool
    lasting: bool
    key: Hashable

    @property
    def reach(self) -> Reach:
        return Reach(self.schema, self.policy, self.context)


def scope_of(schema: TableSchema, policy: Policy, query: Query, context: EvalContext) -> Scope:
    """The scope of the query's filter, search and sorts, whatever page of it is asked for."""
    asked = Query(filter=query.filter, sorts=query.sorts, search=query.search, page=Page())
    matching = matches(schema, policy, asked, context)
    order = order_by(asked.sorts, Reach(schema, policy, context).column("t"), "t.id")
    text = f"{matching.sql} {order.sql}"
    later = replace(context, now=context.now + _A_MOMENT)
    lasting = not _ELSEWHERE.search(text) and not _CLOCK.search(text)
    return Scope(
        schema=schema,
        policy=policy,
        context=context,
        matching=matching,
        order=order,
        numbers=tuple(sorted({int(number) for number in _FIELD.findall(text)})),
        every_update=_EVERY_UPDATE.search(text) is not None,
        lasting=lasting and matches(schema, policy, asked, later) == matching,
        key=(schema.number, schema.version, text, repr(matching.params), repr(order.params)),
    )
