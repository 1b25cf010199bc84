"""Automations that would not pass publishing any more, once a field has changed.

Definitions name fields as their authors did, by id or name, so those are looked at that have either in their text, and
checked against the tables as they are and as they would be: what is wrong only then is told. People whom steps name are
not looked up, which would make the same faults both times. Only those of tables whose automations the person may list.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.fields.breaks.turn import Broken, Turn
from core.access.levels import TableLevel
from core.access.policy import Policy
from core.errors import Fault, Invalid
from core.query.people import mentioned
from core.schema import TableSchema
from core.values import JsonValue
from workflows.language.model import Definition, parse_definition
from workflows.language.plan import compile_plan
from workflows.language.tables import KnownTable, Tables

_MOST = 200
_PUBLISHED = b"""
SELECT a.id, a.name, a.table_id, v.definition FROM dataos.automations a
  JOIN dataos.automation_versions v ON v.automation_id = a.id AND v.version = a.published_version
 WHERE a.table_id = ANY(%s) AND a.deleted_at IS NULL
   AND EXISTS (SELECT FROM unnest(%s::text[]) AS f(word) WHERE position(f.word IN v.definition::text) > 0)
 ORDER BY a.name, a.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Published:
    id: str
    name: str
    table_id: str
    definition: dict[str, JsonValue]


async def automations_of(conn: AsyncConnection, turn: Turn, policies: Mapping[str, Policy]) -> list[Published]:
    tables = [key for key, policy in policies.items() if policy.level.covers(TableLevel.EDIT)]
    fields = [
        table.by_id[key] for table in turn.before.values() for key in (turn.gone | {turn.field.id}) & table.by_id.keys()
    ]
    # As JSON writes names in a text.
    words = [word for field in fields for word in (field.id, json.dumps(field.name, ensure_ascii=False)[1:-1])]
    rows = await (await conn.execute(_PUBLISHED, [tables, words, _MOST])).fetchall()
    return [Published(*row) for row in rows]


def broken_automations(turn: Turn, found: Iterable[Published], policies: Mapping[str, Policy]) -> Iterator[Broken]:
    for automation in found:
        try:
            definition = parse_definition(automation.definition)
        except Invalid:
            continue
        known = {_key(fault) for fault in _faults(definition, automation, turn.before, policies)}
        fresh = [fault for fault in _faults(definition, automation, turn.after, policies) if _key(fault) not in known]
        if fresh:
            table = turn.after[automation.table_id]
            yield Broken("automation", automation.id, automation.name, table, fresh[0].message)


def _faults(
    definition: Definition, automation: Published, tables: Mapping[str, TableSchema], policies: Mapping[str, Policy]
) -> tuple[Fault, ...]:
    own = tables[automation.table_id]
    by_id = {
        key: KnownTable(table, policies[key])
        for key, table in tables.items()
        if key in policies and table.base_id == own.base_id
    }
    people = dict.fromkeys(mentioned([automation.definition.get("conditions"), automation.definition.get("steps")]), 0)
    try:
        compile_plan(definition, Tables(by_id[own.id], by_id, people))
    except Invalid as error:
        return error.faults
    return ()


def _key(fault: Fault) -> tuple[str, str]:
    return fault.path, fault.code
