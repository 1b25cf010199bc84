"""Rules on the rows of a table. Whoever has the level admin on the table sees and makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from psycopg import AsyncConnection

from api.access.grants.repository import hold, raise_policy
from api.access.people import find_people
from api.access.repository import TableGrant
from api.access.rules import repository
from api.access.rules.repository import StoredRule
from api.access.service import Access
from api.access.subjects import SubjectBody, resolve, told
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.kit.newid import new_id
from api.tables.schema import Schemas
from core.access.levels import RowAccess, TableLevel
from core.access.policy import Policy
from core.access.rights import RowRule
from core.access.rules import leaves
from core.access.writing import concealed, named_filter, stored_filter, understood
from core.errors import Fault, Forbidden, Invalid
from core.ids import PREFIXES
from core.query.people import mentioned
from core.schema import TableSchema
from core.values import JsonValue

MOST_CONDITIONS = 1_000
"""In all rules of a table together: they are read afresh for everybody whom they name."""


@dataclass(frozen=True, slots=True)
class WantedRule:
    """``id`` is that of a rule there was, which keeps it."""

    id: str | None
    subject: SubjectBody
    access: RowAccess
    filter: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class SeenRule:
    """``filter`` by names. ``broken``: it is not understood any more, and fails closed."""

    stored: StoredRule
    filter: JsonValue
    broken: bool


@dataclass(frozen=True, slots=True)
class ReplacedRules:
    """The rules before and after; alike where nothing was changed."""

    before: Sequence[SeenRule]
    after: Sequence[SeenRule]


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

    async def get(self, session: ReadSession, user: CurrentUser, table_id: str) -> Sequence[SeenRule]:
        """Raises NotFound, Forbidden."""
        here = await self._place(await self._database.driver(session), user, table_id)
        return _seen(here.rules, here.schema)

    async def replace(
        self, session: WriteSession, user: CurrentUser, table_id: str, wanted: Sequence[WantedRule]
    ) -> ReplacedRules:
        """``wanted`` takes the place of all rules. Raises NotFound, Forbidden, Invalid."""
        conn = await self._database.driver(session)
        workspace = (await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)).base.workspace_id
        await hold(conn, workspace)
        # Asked again: rights may have changed while this waited for its turn.
        here = await self._place(conn, user, table_id)
        rules = await _read(conn, here, wanted)
        before = _seen(here.rules, here.schema)
        if [item.rule for item in here.rules] == rules:
            return ReplacedRules(before, before)
        await repository.replace(conn, table_id, rules)
        await raise_policy(conn, workspace)
        after = _seen(await repository.list_rules(conn, table_id), here.schema)
        audit.describe(before=_told(before), after=_told(after))
        return ReplacedRules(before, after)

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


def _told(rules: Sequence[SeenRule]) -> Sequence[Mapping[str, JsonValue]]:
    return [{"to": told(each.stored.to), "access": each.stored.access, "filter": each.filter} for each in rules]


async def _read(conn: AsyncConnection, here: _Place, wanted: Sequence[WantedRule]) -> list[RowRule]:
    """Raises Invalid."""
    workspace, before = here.grant.base.workspace_id, here.rules
    subjects, faults = await resolve(
        conn,
        workspace,
        [rule.subject for rule in wanted],
        "rules",
        named=[rule.to.subject for rule in before],
        once=False,
    )
    said = frozenset[str]().union(*(mentioned(rule.filter) for rule in wanted))
    people = await find_people(conn, workspace, {one for one in said if "\0" not in one})
    ids = {rule.id for rule in before}
    rules: list[RowRule] = []
    conditions = 0
    for at, (rule, subject) in enumerate(zip(wanted, subjects, strict=True)):
        path = f"rules[{at}]"
        if rule.id is not None and rule.id not in ids:
            faults.append(Fault(f"{path}.id", "unknown_rule", "The table has no such rule. Leave out the id."))
        elif rule.id is not None and any(rule.id == made.id for made in rules):
            faults.append(Fault(f"{path}.id", "duplicate_id", "There is a rule with this id already."))
        try:
            asked = stored_filter(rule.filter, here.schema, here.policy, f"{path}.filter", people.numbers, people.ids)
        except Invalid as error:
            faults.extend(error.faults)
            continue
        conditions += sum(1 for _ in leaves(asked))
        if subject is not None:
            made = RowRule(rule.id or new_id(PREFIXES["rule"]), subject, rule.access, asked)
            same = before[at].rule if rule.id is None and at < len(before) else made
            rules.append(same if replace(made, id=same.id) == same else made)
    if faults:
        raise Invalid(faults[:100], faults[0].code)
    if conditions > MOST_CONDITIONS:
        message = f"The rules of a table have at most {MOST_CONDITIONS:,} conditions; these have {conditions:,}."
        raise Invalid.one("rules", "too_many_conditions", message)
    return rules


def _seen(rules: Sequence[StoredRule], schema: TableSchema) -> list[SeenRule]:
    return [SeenRule(rule, named_filter(rule.filter, schema), not understood(rule.filter, schema)) for rule in rules]
