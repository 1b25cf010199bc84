"""Why somebody may see or change something, answered from the policy that decides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from psycopg import AsyncConnection

from api.access import people, repository
from api.access.people import find_people
from api.access.rights import rights_of
from api.access.rules.repository import StoredRule, list_rules
from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.explain.asked import Row, row_of
from api.kit import clock
from api.tables.schema import Schemas
from core.access.levels import FieldLevel, TableLevel
from core.access.policy import Policy
from core.access.reasons import TABLE, Cause, Reason
from core.access.rights import Rights
from core.access.rules import Caller, bound_rule
from core.access.writing import concealed
from core.errors import Forbidden, NotFound
from core.fields.people import Person
from core.ids import RecordRef, UserId
from core.query.ast import BoundFilter
from core.query.evaluate import EvalContext
from core.query.people import mentioned
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class ExplainedField:
    field: FieldDef
    level: FieldLevel
    why: Reason


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """``holds``: whether the rule's filter finds the record; None where no record was asked for."""

    rule: StoredRule
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of what ``person`` may do. ``rules`` are those that bind them, for askers who may see rules, without those that
    speak of something that is hidden from the asker: where they hold would tell its values."""

    person: Person
    schema: TableSchema
    level: TableLevel
    why: Reason
    fields: Sequence[ExplainedField]
    rules: Sequence[ExplainedRule]
    ruled: bool
    row: Row | None


class Explaining:
    def __init__(self, database: Database, access: Access, schemas: Schemas) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas

    async def of_table(self, user: CurrentUser, table_id: str, email: str | None, zone: ZoneInfo) -> Explanation:
        """Raises NotFound ``table_not_found``, ``user_not_found``, Forbidden."""
        async with self._database.records() as conn:
            grant = await self._access.table_now(user, table_id, TableLevel.READ, conn)
            schema = await self._schemas.fresh(conn, grant.number)
            return await self._explained(conn, user, schema, None, email, zone)

    async def of_record(
        self, user: CurrentUser, ref: RecordRef, record: str, email: str | None, zone: ZoneInfo
    ) -> Explanation:
        """Raises NotFound ``record_not_found``, ``user_not_found``, Forbidden."""
        async with self._database.records() as conn:
            try:
                access = await self._access.table(user, ref.table, conn)
                grant = await self._access.table_now(user, access.schema.id, TableLevel.READ, conn)
            except NotFound:
                raise NotFound("record", record) from None
            schema = await self._schemas.fresh(conn, grant.number)
            return await self._explained(conn, user, schema, (ref.key, record), email, zone)

    async def _explained(
        self,
        conn: AsyncConnection,
        user: CurrentUser,
        schema: TableSchema,
        asked: tuple[int, str] | None,
        email: str | None,
        zone: ZoneInfo,
    ) -> Explanation:
        mine = await self._access.table_now(user, schema.id, TableLevel.READ, conn)
        own = await self._access.policy_now(user, mine, schema, conn)
        other = await self._person(conn, user, schema, own, email)
        place = await repository.place_of_table(conn, other.id, repository.TableKey.ID, schema.id)
        rights = mine.base.rights
        if other.id != user.id:
            rights = await rights_of(conn, other.id, None, mine.base.workspace_id)
        policy = await self._access.policy_by(rights, schema, conn) if place is not None else Policy(TableLevel.NONE, 0)
        decided = rights.table(schema.id, schema.base_id)
        rules, filters = await self._rules(conn, schema, rights)
        row = None
        if asked is not None:
            now = clock.now()
            theirs = TableAccess(schema, policy, other), EvalContext(now, zone, other.number)
            readers = TableAccess(schema, own, user), EvalContext(now, zone, user.number)
            row = await row_of(conn, asked[0], theirs, readers, filters)
            if row is None:
                raise NotFound("record", asked[1])
        sees_rules = own.level is TableLevel.ADMIN
        return Explanation(
            Person(other.id, other.name, other.email),
            schema,
            decided.level,
            decided.why,
            [_field(field, policy, decided.level) for field in own.visible_fields(schema)],
            [
                ExplainedRule(rule, None if row is None else row.rules[at])
                for at, rule in enumerate(rules)
                if sees_rules and not concealed(rule.filter, schema, own)
            ],
            bool(rules),
            row,
        )

    async def _person(
        self, conn: AsyncConnection, user: CurrentUser, schema: TableSchema, own: Policy, email: str | None
    ) -> CurrentUser:
        if email is None or email.lower() in (user.email.lower(), user.id):
            return user
        if own.level is not TableLevel.ADMIN:
            raise Forbidden("Only who has the level admin in the table may ask about others. Leave out email.")
        found = await find_people(conn, schema.workspace_id, [email] if "\0" not in email else [])
        number = found.numbers.get(email) or found.numbers.get(email.lower())
        if number is None:
            raise NotFound("user", email[:254], "email")
        person = (await people.shown(conn, [number]))[number]
        return CurrentUser(UserId(person.id), number, person.name, person.email, "")

    async def _rules(
        self, conn: AsyncConnection, schema: TableSchema, rights: Rights
    ) -> tuple[list[StoredRule], list[BoundFilter]]:
        """The rules that bind the person, and what each asks of a row."""
        binding = {rule.id for rule in rights.naming(schema.id, schema.base_id)}
        if not binding:
            return [], []
        rules = [rule for rule in await list_rules(conn, schema.id) if rule.id in binding]
        said = [key for key in mentioned([rule.filter for rule in rules]) if key.startswith("usr_")]
        numbers: Mapping[str, int] = await repository.numbers_of(conn, said)
        caller = Caller(rights.user is not None, rights.attributes, numbers)
        return rules, [bound_rule(rule.rule, schema, caller) for rule in rules]


def _field(field: FieldDef, policy: Policy, level: TableLevel) -> ExplainedField:
    if level is TableLevel.NONE:
        return ExplainedField(field, FieldLevel.HIDDEN, TABLE)
    why = policy.reasons.get(field.id, TABLE)
    if not policy.visible(field):
        return ExplainedField(field, FieldLevel.HIDDEN, why)
    if policy.writable(field):
        return ExplainedField(field, FieldLevel.EDIT, why)
    return ExplainedField(field, FieldLevel.READ, Reason(Cause.COMPUTED) if field.read_only else why)
