"""For random rules, people and rows, what SQL answers equals what the rules say, worked out row by row in memory.

The oracle knows nothing of policies: it asks who is named by hand, and holds each condition against each row.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from fastapi import FastAPI

from api.access.service import Access
from api.auth.current import CurrentUser
from core.access.policy import compile_policy
from core.access.roles import BaseRole
from core.ids import UserId
from core.query.evaluate import EvalContext, holds
from core.query.parse import parse_filter
from core.schema import TableSchema
from core.values import JsonValue
from tests.support.app import Person, World

SEEDS = range(12)
ROWS = 14
_WORDS = ["amber", "birch", "coral", "dune"]
_STATES = ["Open", "Shut"]
_ALL = compile_policy(BaseRole.CREATOR, 0)


@dataclass(frozen=True)
class Somebody:
    person: Person
    role: str
    number: int
    attributes: Mapping[str, JsonValue]


def _condition(rng: random.Random) -> dict[str, Any]:
    number = rng.randint(0, 5)
    return rng.choice(
        [
            {"field": "Size", "operator": rng.choice(["lessThan", "greaterOrEqual", "equals"]), "value": number},
            {"field": "Size", "operator": "isEmpty"},
            {"field": "Word", "operator": rng.choice(["equals", "notEquals", "contains"]), "value": rng.choice(_WORDS)},
            {"field": "State", "operator": rng.choice(["equals", "notEquals"]), "value": rng.choice(_STATES)},
            {"field": "Owner", "operator": rng.choice(["equals", "notEquals"]), "value": {"currentUser": True}},
            {"field": "Word", "operator": rng.choice(["equals", "notEquals"]), "value": {"userAttribute": "word"}},
            {"field": "Size", "operator": "lessOrEqual", "value": {"userAttribute": "most"}},
        ]
    )


def _filter(rng: random.Random, depth: int = 0) -> dict[str, Any]:
    if depth == 2 or rng.random() < 0.5:
        return _condition(rng)
    members = [_filter(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    return {"conjunction": rng.choice(["and", "or"]), "filters": members}


def _names(subject: Mapping[str, str], who: Somebody) -> bool:
    match subject["type"]:
        case "everyone":
            return True
        case "role":
            return subject["role"] == who.role
        case _:
            return subject["email"] == who.person.email


def _holds(raw: Any, access: str, who: Somebody, schema: TableSchema, cells: Mapping[int, JsonValue]) -> bool:
    if "filters" in raw:
        if not raw["filters"]:
            return True
        each = [_holds(item, access, who, schema, cells) for item in raw["filters"]]
        return all(each) if raw["conjunction"] == "and" else any(each)
    value = raw.get("value")
    if isinstance(value, dict) and "userAttribute" in value:
        if value["userAttribute"] not in who.attributes:
            return access == "none"
        raw = {**raw, "value": who.attributes[value["userAttribute"]]}
    context = EvalContext(datetime.now(UTC), ZoneInfo("UTC"), who.number)
    return holds(parse_filter(raw, schema, _ALL), cells, {}, context)


def _readable(
    rules: list[Any], who: Somebody, schema: TableSchema, cells: Mapping[int, JsonValue]
) -> tuple[bool, bool]:
    mine = [] if who.role == "owner" else [rule for rule in rules if _names(rule["subject"], who)]
    if not mine:
        return True, True
    found = {rule["access"] for rule in mine if _holds(rule["filter"], rule["access"], who, schema, cells)}
    return "none" not in found and bool(found & {"read", "write"}), "none" not in found and "write" in found


@pytest.mark.parametrize("seed", SEEDS)
async def test_sql_answers_what_the_rules_say(app: FastAPI, world: World, database_url: str, seed: int) -> None:
    rng = random.Random(seed)
    people = [
        Somebody(person, role, _number(database_url, person), attributes)
        for person, role, attributes in (
            (world.owner, "owner", {}),
            (world.creator, "creator", {"word": rng.choice(_WORDS)}),
            (world.editor, "editor", {"word": rng.choice(_WORDS), "most": rng.randint(0, 5)}),
            (world.viewer, "viewer", {"most": rng.randint(0, 5)}),
        )
    ]
    fields = [
        {"name": "Word", "type": "text"},
        {"name": "Size", "type": "number"},
        {"name": "State", "type": "singleSelect", "config": {"options": [{"name": name} for name in _STATES]}},
        {"name": "Owner", "type": "user"},
    ]
    rng.shuffle(fields)
    fields.insert(0, {"name": "Key", "type": "text"})
    made = await world.owner.post(f"/bases/{world.base}/tables", {"name": f"T{seed}", "fields": fields})
    table = f"/tables/{made['id']}"
    rows = [
        {
            "Key": f"k{number}",
            "Word": rng.choice([*_WORDS, None]),
            "Size": rng.choice([0, 1, 2, 3, 4, 5, None]),
            "State": rng.choice([*_STATES, None]),
            "Owner": rng.choice([None, *(who.person.email for who in people)]),
        }
        for number in range(ROWS)
    ]
    kept = await world.owner.post(f"{table}/records", {"records": [{"fields": row} for row in rows]})
    ids = [item["id"] for item in kept["items"]]
    subjects: list[dict[str, str]] = [
        {"type": "everyone"},
        *({"type": "role", "role": role} for role in ("creator", "editor", "viewer")),
        *({"type": "user", "email": who.person.email} for who in people),
    ]
    rules = [
        {
            "subject": rng.choice(subjects),
            "access": rng.choice(["read", "write", "read", "none"]),
            "filter": _filter(rng),
        }
        for _ in range(rng.randint(1, 5))
    ]
    answer = await world.owner.http.put(f"{table}/rules", json={"rules": rules})
    assert answer.status_code == 200, answer.text
    for who in people:
        path = f"/workspaces/{world.workspace}/members/{who.person.id}/attributes"
        assert (await world.owner.http.put(path, json={"attributes": dict(who.attributes)})).status_code == 200

    access: Access = app.state.services.get(Access)
    owner = CurrentUser(UserId(world.owner.id), people[0].number, "O", world.owner.email, "")
    schema = (await access.table(owner, made["id"])).schema
    numbers = {who.person.email: who.number for who in people}
    stored = [_cells(row, schema, made, numbers) for row in rows]
    for who in people:
        expected = [_readable(rules, who, schema, cells) for cells in stored]
        await _check(who, table, rows, ids, [read for read, _ in expected])
        for record, (read, write) in zip(ids, expected, strict=True):
            told = await world.owner.get(f"/records/{record}/explain?email={who.person.email}")
            edits = who.role != "viewer"
            assert told["record"] == {"readable": read, "writable": read and write and edits}, (who.role, rules)


async def _check(who: Somebody, table: str, rows: list[dict[str, Any]], ids: list[str], read: list[bool]) -> None:
    seen = [row for row, readable in zip(rows, read, strict=True) if readable]
    page = await who.person.http.post(f"{table}/query", json={"count": True, "limit": 100})
    assert [item["fields"]["Key"] for item in page.json()["items"]] == [row["Key"] for row in seen]
    assert page.json()["total"] == len(seen)

    asked = {"groups": [{"field": "State"}], "aggregates": [{"fn": "count"}, {"fn": "sum", "field": "Size"}]}
    groups = (await who.person.http.post(f"{table}/query", json=asked)).json()["groups"]
    counts = {group["keys"][0]: group["count"] for group in groups}
    assert counts == {state: n for state in (*_STATES, None) if (n := sum(row["State"] == state for row in seen))}
    whole = await who.person.http.post(f"{table}/query", json={"aggregates": [{"fn": "sum", "field": "Size"}]})
    assert (whole.json()["groups"][0]["aggregates"][0] or 0) == sum(row["Size"] or 0 for row in seen)

    for word in _WORDS:
        found = await who.person.http.post(f"{table}/query", json={"search": word})
        keys = {item["fields"]["Key"] for item in found.json()["items"]}
        assert keys == {row["Key"] for row in seen if row["Word"] == word}
    codes = [(await who.person.http.get(f"/records/{record}")).status_code for record in ids]
    assert codes == [200 if readable else 404 for readable in read]


def _cells(
    row: Mapping[str, Any], schema: TableSchema, made: Mapping[str, Any], numbers: Mapping[str, int]
) -> dict[int, JsonValue]:
    state = next(field for field in made["fields"] if field["name"] == "State")
    options = {option["name"]: option["id"] for option in state["config"]["options"]}
    cells: dict[int, JsonValue] = {}
    for name, value in row.items():
        kept = options.get(value) if name == "State" else numbers.get(value) if name == "Owner" else value
        cells[schema.by_name[name].number] = kept
    return cells


def _number(database_url: str, person: Person) -> int:
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute("SELECT number FROM dataos.users WHERE id = %s", [person.id]).fetchone()
    assert row is not None
    return int(row[0])
