"""Compiled statements, kept as long as the schema object they were compiled from.

A new version of a table is a new object, so nothing here needs to be told. Statements with row rules in them are not
kept: rules speak of today and of the current user.
"""

import weakref
from collections.abc import Callable, Hashable
from dataclasses import replace

from api.records.sql.fragment import Fragment, Statement, compiled
from core.access.policy import Policy
from core.schema import TableSchema

_PER_SCHEMA = 500
_statements: dict[int, dict[Hashable, Statement]] = {}


def statement_for(
    schema: TableSchema, policy: Policy, key: tuple[Hashable, ...], build: Callable[[], Fragment]
) -> Statement:
    """The statement that ``build`` makes for this key; ``key`` must hold everything that ``build`` depends on besides
    the schema and the policy."""
    if policy.ruled:
        return compiled(build())
    known = _statements.get(id(schema))
    if known is None:
        known = _statements[id(schema)] = {}
        weakref.finalize(schema, _statements.pop, id(schema), None)
    seen = tuple(policy.reveals(field) for field in schema.sealed)
    full = (policy.mask, seen, *key)
    found = known.get(full)
    if found is None:
        if len(known) >= _PER_SCHEMA:
            known.clear()
        found = known[full] = replace(compiled(build()), kept=True)
    return found
