"""What comes of a link: the policy of everybody who uses it (decision 28).

It is that of the subject ``link``, compiled like any other: level read on the table, hidden what the view does not
show, and what is made of that. Linked tables are closed, but for those whose titles were opened: of them the primary
field is all there is. What grants hide from everyone is hidden from strangers too, unless a grant names the link. The
view's filter and the rules on rows that bind the link must both hold.
"""

from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from psycopg import AsyncConnection

from api.access.policies import Policies
from api.access.repository import numbers_of
from api.sharing import repository
from api.sharing.links import LinkKind, OpenLink
from api.tables.grid import GridConfig
from api.views.giving import shown_fields
from core.access.grants import Grant
from core.access.levels import FieldLevel, RowAccess, TableLevel
from core.access.policy import Policy
from core.access.rights import Rights, RowRule
from core.access.rules import Caller, row_filters
from core.access.subjects import Subject, SubjectType
from core.query.ast import BoundFilter, conjoin
from core.query.people import mentioned
from core.schema import TableSchema


async def policy_of(
    conn: AsyncConnection, policies: Policies, opened: OpenLink, schema: TableSchema, *, also: frozenset[str]
) -> Policy:
    """``also`` are ids of fields that are there besides the ones that the view shows: what a form fills in unseen."""
    link, me = opened.link, Subject(SubjectType.LINK, opened.link.id)
    tables = {schema.id, *link.opened}
    stored = await repository.rules_of(conn, tables, link.id)
    said = await repository.grants_on_fields(conn, tables, link.id)
    shown = {field.id for field in shown_fields(opened.config, schema)} | also
    own = _split(stored.get(schema.id, ()), opened, me)
    rights = Rights(
        opened.policy_version,
        None,
        link=link.id,
        tables={table: (Grant(me, TableLevel.READ),) for table in link.opened}
        | {schema.id: (Grant(me, TableLevel.EDIT if link.kind is LinkKind.FORM else TableLevel.READ),)},
        fields={
            **{key: grants for key, grants in said.items() if key in shown},
            **{field.id: (Grant(me, FieldLevel.HIDDEN),) for field in schema.fields if field.id not in shown},
            # Whoever makes a form says what it fills in, and it is not told to anybody.
            **{key: (Grant(me, FieldLevel.EDIT),) for key in also},
            **dict(_titles_alone(schema, link.opened, me, said)),
        },
        rules={**stored, schema.id: own[0]},
    )

    @asynccontextmanager
    async def lend() -> AsyncGenerator[AsyncConnection]:
        yield conn

    policy = await policies.policy(schema, rights, lend, remember=False)
    if link.kind is LinkKind.FORM:
        return _filling_in(policy)
    return await _narrowed(conn, policy, schema, own[1])


def _filling_in(policy: Policy) -> Policy:
    """Of somebody who makes records and reads none; rules say which they may make."""
    return replace(policy, read_filter=None)


def _split(
    rules: tuple[RowRule, ...], opened: OpenLink, me: Subject
) -> tuple[tuple[RowRule, ...], tuple[RowRule, ...]]:
    """The rules to compile, and those that must hold besides: of several that allow, one is enough, and the view's
    filter is no alternative to any other."""
    narrowing = GridConfig.model_validate(opened.config).filter
    if narrowing is None or opened.link.kind is LinkKind.FORM:
        return rules, ()
    view = RowRule("", me, RowAccess.READ, narrowing)
    denying = tuple(rule for rule in rules if rule.access is RowAccess.NONE)
    allowing = tuple(rule for rule in rules if rule.access is not RowAccess.NONE)
    return (view, *denying), allowing


async def _narrowed(conn: AsyncConnection, policy: Policy, schema: TableSchema, rules: tuple[RowRule, ...]) -> Policy:
    if not rules:
        return policy
    people = [said for said in mentioned([rule.filter for rule in rules]) if said.startswith("usr_")]
    numbers = await numbers_of(conn, people) if people else {}
    found = row_filters(rules, schema, Caller(known=False, people=numbers)).read
    linked = dict(policy.linked)
    if schema.number in linked:
        linked[schema.number] = _and(linked[schema.number], found)
    return replace(_and(policy, found), linked=linked)


def _and(policy: Policy, filter: BoundFilter | None) -> Policy:
    return replace(policy, read_filter=conjoin([policy.read_filter, filter]))


def _titles_alone(
    schema: TableSchema,
    opened: frozenset[str],
    me: Subject,
    said: Mapping[str, tuple[Grant[FieldLevel], ...]],
) -> Iterator[tuple[str, tuple[Grant[FieldLevel], ...]]]:
    targets: Mapping[str, TableSchema] = {target.id: target for target in schema.linked.values()}
    for key, target in targets.items():
        if key == schema.id or key not in opened:
            continue
        for field in target.fields:
            primary = field.id == target.primary_field_id and not field.encrypted
            grants = said.get(field.id, ())
            if primary and any(grant.level is FieldLevel.HIDDEN for grant in grants):
                # Hidden from everyone, and so from strangers, unless one of the grants is the link's own.
                yield field.id, grants
                continue
            yield field.id, (Grant(me, FieldLevel.READ if primary else FieldLevel.HIDDEN),)
