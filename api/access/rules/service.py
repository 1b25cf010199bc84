"""Rules on the rows of a table. Whoever has the level admin on the table sees and makes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.access.grants.repository import hold, raise_policy
from api.access.people import find_people
from api.access.rules import repository
from api.access.rules.repository import StoredRule
from api.access.rules.settled import settled_filter
from api.access.service import Access
from api.access.subjects import SubjectBody, resolve
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.kit.newid import new_id
from api.tables.schema import Schemas
from core.access.levels import RowAccess, TableLevel
from core.access.rights import RowRule
from core.errors import Fault, Invalid
from core.query.people import mentioned
from core.values import JsonValue


@dataclass(frozen=True, slots=True)
class WantedRule:
    """``id`` is that of a rule there was, which keeps it."""

    id: str | None
    subject: SubjectBody
    access: RowAccess
    filter: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class ReplacedRules:
    """The rules before and after; alike where nothing was changed."""

    before: Sequence[StoredRule]
    after: Sequence[StoredRule]


class RowRules:
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas

    async def get(self, session: ReadSession, user: CurrentUser, table_id: str) -> Sequence[StoredRule]:
        """Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)
        return await repository.list_rules(conn, table_id)

    async def replace(
        self, session: WriteSession, user: CurrentUser, table_id: str, wanted: Sequence[WantedRule]
    ) -> ReplacedRules:
        """``wanted`` takes the place of all rules. Raises NotFound, Forbidden, Invalid."""
        conn = await self._database.driver(session)
        workspace = (await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)).base.workspace_id
        await hold(conn, workspace)
        # Asked again: rights may have changed while this waited for its turn.
        grant = await self._access.table_now(user, table_id, TableLevel.ADMIN, conn)
        subjects, faults = await resolve(conn, workspace, [rule.subject for rule in wanted], "rules", once=False)
        schema = await self._schemas.fresh(conn, grant.number)
        known = await find_people(conn, workspace, mentioned([rule.filter for rule in wanted]))
        before = await repository.list_rules(conn, table_id)
        ids = {rule.id for rule in before}
        rules: list[RowRule] = []
        for at, (rule, subject) in enumerate(zip(wanted, subjects, strict=True)):
            path = f"rules[{at}]"
            if rule.id is not None and rule.id not in ids:
                faults.append(Fault(f"{path}.id", "unknown_rule", "The table has no such rule. Leave out the id."))
            elif rule.id is not None and any(rule.id == made.id for made in rules):
                faults.append(Fault(f"{path}.id", "duplicate_id", "There is a rule with this id already."))
            try:
                asked = settled_filter(rule.filter, schema, known.numbers, known.ids, f"{path}.filter")
            except Invalid as error:
                faults.extend(error.faults)
                continue
            if subject is not None:
                made = RowRule(rule.id or new_id("rul"), subject, rule.access, asked)
                same = before[at].rule if rule.id is None and at < len(before) else made
                rules.append(same if replace(made, id=same.id) == same else made)
        if faults:
            raise Invalid(faults[:100], faults[0].code)
        if [item.rule for item in before] == rules:
            return ReplacedRules(before, before)
        await repository.replace(conn, table_id, rules)
        await raise_policy(conn, workspace)
        return ReplacedRules(before, await repository.list_rules(conn, table_id))
