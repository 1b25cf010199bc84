"""Create or update, by what the records say rather than by id.

Whoever upserts a key holds an advisory lock on it until commit, so two upserts of the same key come one after the other
and the second one finds the record of the first. The locks are taken in one order, so they cannot deadlock. Keys share
a few locks per table: with one each, a handful of large requests would fill PostgreSQL's lock table for everybody.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from api.records.acts import RecordDraft, RecordEdit, Written
from api.records.linking.wishes import is_link
from api.records.sql.lookup import keys_matching
from api.records.writing.act import WriteAct
from api.records.writing.creating import create
from api.records.writing.defaults import fields_of
from api.records.writing.transaction import in_one
from api.records.writing.updating import update
from core.errors import Fault, Invalid
from core.schema import FieldDef
from core.values import StoredValue

_LOCKS_PER_TABLE = 64

_Match = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Upserted:
    """``created`` are the keys of the records that were not there before."""

    written: Written
    created: list[int]


async def upsert(act: WriteAct, on: Sequence[FieldDef], drafts: Sequence[RecordDraft]) -> Upserted:
    """All in one transaction. Raises what create and update raise, Invalid for keys that are empty or not distinct."""
    matches = _matches(drafts, on)

    async def work() -> Upserted:
        await _lock(act, matches)
        known = await keys_matching(act.conn, act.access, act.rules, on, [draft.values for draft in drafts])
        _refuse_ambiguous(known, on)
        found = {place: keys[0] for place, keys in known.items()}
        edits = [RecordEdit(found[place], draft.values) for place, draft in enumerate(drafts) if place in found]
        fresh = [(place, draft) for place, draft in enumerate(drafts) if place not in found]
        updated = await update(act, edits)
        created = await create(act, [draft for _, draft in fresh])
        found.update(zip((place for place, _ in fresh), created.keys, strict=True))
        keys = [found[place] for place in range(len(drafts))]
        body, versions = await act.show(keys)
        return Upserted(Written(keys, body, updated.changed + created.changed, versions), created.keys)

    fields = fields_of(act.schema, [draft.values for draft in drafts])
    return await in_one(act, work, linked=any(map(is_link, fields)))


def _matches(drafts: Sequence[RecordDraft], on: Sequence[FieldDef]) -> list[_Match]:
    faults: list[Fault] = []
    places: dict[_Match, int] = {}
    found: list[_Match] = []
    for place, draft in enumerate(drafts):
        for field in on:
            if draft.values.get(field.number) is None:
                path = f"records[{place}].fields.{field.name}"
                faults.append(Fault(path, "missing_key", f"upsertOn needs a value for {field.name}."))
        match = _match(draft.values, on)
        first = places.setdefault(match, place)
        if first != place:
            message = f"records[{first}] has the same values in the upsertOn fields."
            faults.append(Fault(f"records[{place}]", "duplicate_key", message))
        found.append(match)
    if faults:
        raise Invalid(faults[:100])
    return found


def _match(values: Mapping[int, StoredValue], on: Sequence[FieldDef]) -> _Match:
    return tuple(orjson.dumps(_canonical(values.get(field.number))).decode() for field in on)


def _canonical(value: StoredValue) -> StoredValue:
    """1 and 1.0 are the same key."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


async def _lock(act: WriteAct, matches: Sequence[_Match]) -> None:
    numbers = sorted({_lock_number(act.schema.number, match) for match in matches})
    await act.conn.execute(
        "SELECT pg_advisory_xact_lock(number) FROM (SELECT unnest(%s::bigint[]) AS number ORDER BY 1) n", [numbers]
    )


def _lock_number(table: int, match: _Match) -> int:
    bucket = int.from_bytes(_digest("\x1f".join(match))) % _LOCKS_PER_TABLE
    return int.from_bytes(_digest(f"upsert {table} {bucket}"), signed=True)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _refuse_ambiguous(known: Mapping[int, Sequence[int]], on: Sequence[FieldDef]) -> None:
    names = ", ".join(field.name for field in on)
    faults = [
        Fault(f"records[{place}]", "ambiguous_key", f"{len(keys)} records match by {names}; it must be one at most.")
        for place, keys in sorted(known.items())
        if len(keys) > 1
    ]
    if faults:
        raise Invalid(faults[:100])
