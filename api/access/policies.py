"""Rights and policies of callers, remembered by what they were made from.

Both hold as long as the policy version (and the schema's) does, so nobody needs to be told of changes. What an open
transaction sees is not remembered: its versions may be rolled back and used again for something else.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from typing import TypeVar

from psycopg import AsyncConnection

from api.access import repository
from api.access.repository import Place
from api.access.rights import rights_of
from api.auth.current import CurrentUser
from api.tables.schema import Schemas
from core.access.compiling import compile_plain, compile_rights
from core.access.derived import reached_from
from core.access.policy import Policy
from core.access.rights import Rights
from core.errors import NotFound
from core.query.people import mentioned
from core.schema import TableSchema

Lend = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""A connection for as long as the block lasts: one that the caller holds, or one of the pool."""
Value = TypeVar("Value")
_MOST_RIGHTS = 5_000
_MOST_POLICIES = 10_000


class Policies:
    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._rights: OrderedDict[Hashable, Rights] = OrderedDict()
        self._policies: OrderedDict[Hashable, Policy] = OrderedDict()

    async def rights(self, user: CurrentUser, place: Place, lend: Lend, *, remember: bool) -> Rights:
        """One statement, or none where they are remembered; none at all are of somebody who is looked at by a person
        who is no admin of the workspace."""
        if user.seen_by is not None:
            async with lend() as conn:
                if not await repository.administers(conn, user.seen_by, place.workspace_id):
                    return Rights(place.policy_version, None)
        known = self._rights.get((user.id, user.token, place.workspace_id, place.policy_version))
        if known is not None:
            return known
        async with lend() as conn:
            found = await rights_of(conn, user.id, user.token, place.workspace_id)
        if remember:
            _keep(self._rights, (user.id, user.token, place.workspace_id, found.version), found, _MOST_RIGHTS)
        return found

    async def policy(self, schema: TableSchema, rights: Rights, lend: Lend, *, remember: bool) -> Policy:
        """``schema`` with what it links to."""
        key = (rights.user, rights.token, schema.number, schema.version, rights.version)
        known = self._policies.get(key) if remember and not rights.plain else None
        if known is not None:
            return known
        found = (await self.policies([schema], rights, lend))[schema.id]
        if remember and not rights.plain:
            _keep(self._policies, key, found, _MOST_POLICIES)
        return found

    async def policies(self, schemas: Collection[TableSchema], rights: Rights, lend: Lend) -> dict[str, Policy]:
        """By id, afresh: in as many statements as links of these tables are deep, however many tables there are."""
        if rights.plain:
            return {schema.id: compile_plain(schema, rights) for schema in schemas}
        known = await self._reached(schemas, lend)
        asked = [rule.filter for table in known.values() for rule in rights.naming(table.id, table.base_id)]
        people = [said for said in mentioned(list(asked)) if said.startswith("usr_")]
        numbers: dict[str, int] = {}
        if people:
            async with lend() as conn:
                numbers = await repository.numbers_of(conn, people)
        return {schema.id: compile_rights(schema, rights, _behind(schema, known), numbers) for schema in schemas}

    async def _reached(self, schemas: Collection[TableSchema], lend: Lend) -> dict[int, TableSchema]:
        """By number: these tables, those that they link to, and all that derived fields of any are made of."""
        known = {schema.number: schema for schema in schemas}
        asked = set(known)
        waiting = {number for schema in schemas for number in _links(schema) | reached_from(schema)} - asked
        while waiting:
            asked |= waiting
            tables = await self._current(waiting, lend)
            known |= {table.number: table for table in tables}
            waiting = {number for table in tables for number in reached_from(table)} - asked
        return known

    async def _current(self, numbers: Collection[int], lend: Lend) -> list[TableSchema]:
        """These tables, those that are gone aside. What is remembered of them may be out of date, and no statement on
        the table that a policy is for would notice."""
        found: list[TableSchema] = []
        async with lend() as conn:
            for number, version in (await repository.table_versions(conn, numbers)).items():
                known = self._schemas.remembered(number)
                if known is None or known.version != version:
                    with suppress(NotFound):
                        found.append(await self._schemas.fresh(conn, number))
                else:
                    found.append(known)
        return found


def _keep(cache: OrderedDict[Hashable, Value], key: Hashable, value: Value, most: int) -> None:
    cache[key] = value
    while len(cache) > most:
        cache.popitem(last=False)


def _links(schema: TableSchema) -> set[int]:
    return {target.number for target in schema.linked.values()}


def _behind(schema: TableSchema, known: Mapping[int, TableSchema]) -> dict[str, TableSchema]:
    """By id: the tables that ``schema`` links to and all that derived fields of them are made of."""
    found: dict[int, TableSchema] = {}
    waiting = _links(schema) - {schema.number}
    while waiting:
        tables = [known[number] for number in waiting if number in known]
        found |= {table.number: table for table in tables}
        waiting = {number for table in tables for number in reached_from(table)} - found.keys() - {schema.number}
        waiting &= known.keys()
    return {table.id: table for table in found.values()}
