"""A table whose lists are kept, and two API processes that answer about it."""

import asyncio
import random
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from api.access.service import TableAccess
from api.records import read, write
from api.records.acts import RecordDraft
from api.records.snapshots.pages import Cold, Pages
from api.records.snapshots.store import Snapshots
from api.records.sql.project import Shape
from core.formula.settle import settled
from core.query.ast import Page, Query
from core.query.evaluate import EvalContext
from core.query.parse import parse_query
from core.schema import TableSchema
from core.values import JsonValue, StoredValue
from tests.api.records.world import World, by, define

CONTEXT = EvalContext(datetime(2026, 11, 22, 12, tzinfo=UTC), ZoneInfo("Europe/Athens"), 1)
CHOICES = ("optaaaaaaaa", "optbbbbbbbb", "optcccccccc")
QUERIES: tuple[dict[str, JsonValue], ...] = (
    {},
    {"sorts": [{"field": "Name"}]},
    {"sorts": [{"field": "N", "direction": "desc"}, {"field": "Name"}]},
    {"sorts": [{"field": "Choice"}, {"field": "Edited", "direction": "desc"}]},
    {"filter": {"field": "N", "operator": "greaterThan", "value": 4}, "sorts": [{"field": "Due"}]},
    {"filter": {"field": "Name", "operator": "contains", "value": "a"}, "sorts": [{"field": "Tags"}]},
    {"filter": {"field": "Changed by", "operator": "equals", "value": {"currentUser": True}}},
    {"filter": {"field": "Due", "operator": "within", "value": {"mode": "thisWeek"}}, "sorts": [{"field": "Flag"}]},
    {"search": "b", "sorts": [{"field": "Name", "direction": "desc"}]},
    {"sorts": [{"field": "Ratio", "direction": "desc"}, {"field": "Shout"}]},
    {"filter": {"field": "Ratio", "operator": "notEquals", "value": 2}, "sorts": [{"field": "Shout"}]},
)


async def make_table(world: World) -> TableSchema:
    options: dict[str, JsonValue] = {"options": [{"id": key, "name": key[3]} for key in CHOICES]}
    fields = [
        define(1, "Name", "text"),
        define(2, "N", "number"),
        define(3, "Choice", "singleSelect", options),
        define(4, "Tags", "multiSelect", options),
        define(5, "Due", "date"),
        define(6, "Flag", "checkbox"),
        define(7, "Other", "text"),
        define(8, "Edited", "modifiedTime"),
        define(9, "Changed by", "modifiedBy"),
        define(10, "Ratio", "formula", {"expression": "10 / N"}),
        define(11, "Shout", "formula", {"expression": 'UPPER(Name) & "%!"'}),
    ]
    formulas = [field.id for field in fields if field.type.name == "formula"]
    return await world.table(settled(fields, formulas, dict.fromkeys(formulas, "config"), fields))


def some_cells(dice: random.Random) -> dict[int, StoredValue]:
    """Few values, so that there are many ties; sometimes empty."""
    return {
        1: dice.choice([None, "a", "A", "b", "ab", "c", "B"]),
        2: dice.choice([None, 0, 1, 4, 5, 5.5, 9]),
        3: dice.choice([None, *CHOICES]),
        4: dice.choice([None, list[JsonValue]([CHOICES[0]]), list[JsonValue]([CHOICES[2], CHOICES[1]])]),
        5: dice.choice([None, "2026-11-16", "2026-11-22", "2026-11-23", "2025-01-01"]),
        6: dice.choice([True, False]),
        7: dice.choice([None, "b", "x"]),
    }


async def fill(world: World, access: TableAccess, count: int, seed: int = 1) -> list[int]:
    dice = random.Random(seed)
    async with world.database.records() as conn:
        drafts = [RecordDraft(some_cells(dice)) for _ in range(count)]
        return (await write.create(conn, access, drafts, by(world.ada), shape=Shape.NAME)).keys


@dataclass
class Process:
    """What one API process has of its own."""

    world: World
    snapshots: Snapshots
    pages: Pages

    async def page(self, access: TableAccess, query: Query, context: EvalContext = CONTEXT) -> dict[str, Any]:
        async with self.world.database.records() as conn:
            answer = await self.pages.page(conn, access, query, context, Shape.NAME, last=False)
        if isinstance(answer, Cold):
            await self.pages.wait(answer, 10)
            async with self.world.database.records() as conn:
                answer = await self.pages.page(conn, access, query, context, Shape.NAME, last=True)
        assert not isinstance(answer, Cold)
        return orjson.loads(answer.body)

    async def position(self, access: TableAccess, query: Query, key: int, context: EvalContext = CONTEXT) -> Any:
        async with self.world.database.records() as conn:
            answer = await self.pages.position(conn, access, query, context, key, last=True)
        assert not isinstance(answer, Cold)
        return orjson.loads(answer.body)

    async def warm(self, access: TableAccess, queries: Sequence[Query], context: EvalContext = CONTEXT) -> None:
        for query in queries:
            while "estimated" in await self.page(access, with_page(query, 1, 1), context):
                await asyncio.sleep(0.01)


@asynccontextmanager
async def processes(world: World, count: int = 2, max_bytes: int = 1 << 26) -> AsyncGenerator[list[Process]]:
    """For them every table is a large one."""
    async with AsyncExitStack() as stack:
        made: list[Process] = []
        for _ in range(count):
            snapshots = Snapshots(world.database, max_bytes=max_bytes)
            await stack.enter_async_context(snapshots.building())
            made.append(Process(world, snapshots, Pages(snapshots, small=0)))
        yield made


def parsed(access: TableAccess, raw: dict[str, JsonValue]) -> Query:
    return parse_query(raw, access.schema, access.policy, max_limit=1000)


def with_page(query: Query, offset: int, limit: int = 7) -> Query:
    return Query(
        filter=query.filter,
        sorts=query.sorts,
        search=query.search,
        without=query.without,
        page=Page(limit=limit, offset=offset),
        count=True,
    )


async def live(world: World, access: TableAccess, query: Query, context: EvalContext = CONTEXT) -> dict[str, Any]:
    """What the whole query gives now."""
    async with world.database.records() as conn:
        return orjson.loads((await read.page(conn, access, query, context, Shape.NAME)).body)
