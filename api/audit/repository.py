"""SQL that writes entries."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from api.audit.entries import INSTALLATION, Entry
from api.audit.places import BY_NUMBER, NOWHERE, PLACES
from api.kit.newid import new_id

_ADD = """
INSERT INTO dataos.audit_log (at, id, chain, action, outcome, actor_kind, actor_id, actor_name, on_behalf, address,
  user_agent, request_id, base_id, table_id, targets, before, after, detail)
SELECT coalesce(%(at)s::timestamptz, now()), %(id)s,
  coalesce(%(workspace)s::text, p.workspace_id, '{installation}'), %(action)s, %(outcome)s, %(actor_kind)s,
  %(actor_id)s, %(actor_name)s, %(on_behalf)s, %(address)s, %(user_agent)s, %(request_id)s,
  coalesce(%(base)s::text, p.base_id), coalesce(%(table)s::text, p.table_id), %(targets)s::text[], %(before)s::jsonb,
  %(after)s::jsonb, %(detail)s::jsonb
FROM (SELECT) one LEFT JOIN ({place}) p ON true
"""


async def add(conn: AsyncConnection, entry: Entry) -> str:
    """In the transaction of ``conn``; its id."""
    entry_id = new_id("aud")
    await conn.execute(_statement(entry), {**_values(entry), "id": entry_id})
    return entry_id


async def add_all(conn: AsyncConnection, entries: Iterable[Entry]) -> None:
    """In the transaction of ``conn``, in their order."""
    async with conn.cursor() as cursor:
        for statement, same in groupby(entries, _statement):
            await cursor.executemany(statement, [{**_values(entry), "id": new_id("aud")} for entry in same])


def _statement(entry: Entry) -> bytes:
    if entry.table_number is not None:
        place = BY_NUMBER
    else:
        place = NOWHERE if entry.place is None else PLACES.get(entry.place.noun, NOWHERE)
    return _ADD.format(installation=INSTALLATION, place=place).encode()


def _values(entry: Entry) -> Mapping[str, object]:
    return {
        "at": entry.at,
        "workspace": entry.workspace,
        "base": entry.base,
        "table": entry.table,
        "action": entry.action,
        "outcome": entry.outcome.value,
        "actor_kind": entry.actor.kind.value,
        "actor_id": entry.actor.id or None,
        "actor_name": entry.actor.name,
        "on_behalf": entry.on_behalf,
        "address": entry.address,
        "user_agent": entry.user_agent,
        "request_id": entry.request_id,
        "targets": list(entry.targets),
        "before": None if entry.before is None else Jsonb(entry.before),
        "after": None if entry.after is None else Jsonb(entry.after),
        "detail": Jsonb(dict(entry.detail)),
        "key": entry.place.key if entry.place else None,
        "number": entry.table_number,
    }
