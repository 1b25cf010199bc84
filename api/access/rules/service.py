"""Which rows of a table are whose. Whoever has the level admin on the table sees and says it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.grants.repository import hold, raise_policy
from api.access.people import find_people
from api.access.repository import TableGrant
from api.access.rules import repository
from api.access.rules.repository import StoredRule
from api.access.service import Access
from api.access.subjects import SubjectBody, resolve
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.kit.newid import new_id
from api.tables.schema import Schemas
from core.access.levels import RowAccess, TableLevel
from core.access.policy import Policy
from core.access.rights import RowRule
from core.access.rules import leaves
from core.access.subjects import Subject
from core.access.writing import concealed, named_filter, stored_filter, understood
from core.errors import Forbidden, Invalid
from core.ids import PREFIXES
from core.query.people import mentioned
from core.schema import TableSchema
from core.values import JsonValue

MOST_CONDITIONS = 1_000
"""In all rules of a table together: they are read afresh for everybody whom they name."""


@dataclass(frozen=True, slots=True)
class Given:
    """A rule as somebody writes it."""

    subject: SubjectBody
    access: RowAccess
    filter: JsonValue


@dataclass(frozen=True, slots=True)
class SeenRule:
    """``filter`` by names. ``broken``: it is not understood any more, and fails closed."""

    stored: StoredRule
    filter: JsonValue
    broken: bool


@dataclass(frozen=True, slots=True)
class _Place:
    grant: TableGrant
    schema: TableSchema
    policy: Policy
    rules: Sequence[StoredRule]


class RowRules:
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas

    async def get(self, session: ReadSession, user: CurrentUser, table_id: str) -> list[SeenRule]:
        """Raises NotFound, Forbidden."""
        here = await self._place(await self._database.driver(session), user, table_id)
        return _seen(here.rules, here.schema)

    async def replace(
        self, session: WriteSession, user: CurrentUser, table_id: str, given: Sequence[Given]
    ) -> list[SeenRule]:
        """``given`` takes the place of all rules. Raises NotFound, Forbidden, Invalid."""
        conn = await self._database.driver(session)
        workspace = (await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)).base.workspace_id
        await hold(conn, workspace)
        # Asked only now: rights may have changed while this waited for its turn.
        here = await self._place(conn, user, table_id)
        wanted = await _read(conn, workspace, here, given)
        if [_same(rule.to.subject, rule.access, rule.filter) for rule in here.rules] == [
            _same(rule.subject, rule.access, rule.filter) for rule in wanted
        ]:
            return _seen(here.rules, here.schema)
        await repository.replace(conn, table_id, wanted)
        await raise_policy(conn, workspace)
        return _seen(await repository.list_rules(conn, table_id), here.schema)

    async def _place(self, conn: AsyncConnection, user: CurrentUser, table_id: str) -> _Place:
        """Raises Forbidden too where rules speak of what is hidden from the caller: their conditions would show it."""
        grant = await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)
        schema = await self._schemas.fresh(conn, grant.number)
        policy = await self._access.policy_now(user, grant, schema, conn)
        rules = await repository.list_rules(conn, table_id)
        if any(concealed(rule.filter, schema, policy) for rule in rules):
            raise Forbidden(
                "Rules of this table speak of fields or tables that are hidden from you."
                " Ask an owner or admin of the workspace to show or change its rules."
            )
        return _Place(grant, schema, policy, rules)


async def _read(conn: AsyncConnection, workspace: str, here: _Place, given: Sequence[Given]) -> list[RowRule]:
    subjects, faults = await resolve(conn, workspace, [rule.subject for rule in given], "rules", repeated=True)
    said = frozenset[str]().union(*(mentioned(rule.filter) for rule in given))
    people = await find_people(conn, workspace, {one for one in said if "\0" not in one})
    ids = {_same(rule.to.subject, rule.access, rule.filter): rule.id for rule in here.rules}
    wanted: list[RowRule] = []
    conditions = 0
    for at, (rule, subject) in enumerate(zip(given, subjects, strict=True)):
        path = f"rules[{at}].filter"
        try:
            found = stored_filter(rule.filter, here.schema, here.policy, path, people.numbers, people.ids)
        except Invalid as error:
            faults.extend(error.faults)
            continue
        conditions += sum(1 for _ in leaves(found))
        if subject is not None:
            key = ids.pop(_same(subject, rule.access, found), None) or new_id(PREFIXES["rule"])
            wanted.append(RowRule(key, subject, rule.access, found))
    if faults:
        raise Invalid(faults[:100], faults[0].code)
    if conditions > MOST_CONDITIONS:
        message = f"The rules of a table have at most {MOST_CONDITIONS:,} conditions; these have {conditions:,}."
        raise Invalid.one("rules", "too_many_conditions", message)
    return wanted


def _seen(rules: Sequence[StoredRule], schema: TableSchema) -> list[SeenRule]:
    return [SeenRule(rule, named_filter(rule.filter, schema), not understood(rule.filter, schema)) for rule in rules]


def _same(subject: Subject, access: RowAccess, filter: JsonValue) -> tuple[Subject, RowAccess, str]:
    """Rules that are alike keep their ids, so that they stay recognizable where they are spoken of."""
    return subject, access, json.dumps(filter, sort_keys=True)
