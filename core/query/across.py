"""Conditions that reach over a link: on the titles of linked records, or by a path on one of their fields.

``{"field": "Company", "operator": "contains", "value": "Inc"}`` asks titles, ``{"field": "Company.Country", …}`` asks
the field Country of the companies. A field whose own name has a dot wins over a path.
"""

from dataclasses import replace

from core.access.policy import Policy
from core.fields.base import FieldConfig
from core.fields.text import Text
from core.query.ast import Condition, Linked, Match, Operator
from core.query.operators import POSITIVE, TITLES
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

ALONE = (
    "Conditions here see one record and not those it links to, so they cannot ask for titles or by a path. "
    "Ask for records by id (hasAny), or show the value in a lookup field and ask that."
)


_TEXT = Text()


def step(schema: TableSchema, policy: Policy, said: str) -> tuple[FieldDef, TableSchema, Policy, str] | None:
    """The link that a path begins with, the table and policy at its other end, and the rest. None for what is no path,
    or leads where the subject may not look."""
    link_name, dot, rest = said.partition(".")
    link = policy.find(schema, link_name) if dot else None
    reached = None if link is None or link.kind is not ValueKind.LINK else policy.across(schema, link)
    return None if link is None or reached is None else (link, *reached, rest)


def titles_behind(schema: TableSchema, policy: Policy, link: FieldDef) -> TableSchema | None:
    """The table at the other end of a link, where the subject may see the titles of its records."""
    return schema.linked[link.number] if policy.titles(schema, link) else None


def asks_titles(field: FieldDef, operator: Operator) -> bool:
    return field.kind is ValueKind.LINK and operator in TITLES


def title_field(target: TableSchema) -> FieldDef:
    """A text field that stands for the titles of the table's records."""
    return replace(target.primary, type=_TEXT, config=FieldConfig(), formulas=None)


def positive(linked: Linked) -> tuple[Condition, bool]:
    """The condition that some linked record must satisfy, and whether it is the opposite of that which is asked."""
    asked = linked.condition
    if asked.operator in (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY):
        return replace(asked, operator=Operator.IS_NOT_EMPTY), asked.operator is Operator.IS_EMPTY
    operator = POSITIVE.get(asked.operator, asked.operator)
    negated = (operator is not asked.operator) != (asked.match is Match.NONE)
    return replace(asked, operator=operator, match=Match.ANY if asked.match is Match.NONE else asked.match), negated
