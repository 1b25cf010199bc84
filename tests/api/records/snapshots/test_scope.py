"""Two people share a list only where the same statement answers both; tomorrow's list is another one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.records.sql import scope as scopes
from api.records.sql.fragment import Fragment
from api.records.sql.scope import Scope, scope_of
from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.errors import NotFound
from core.query.parse import parse_filter
from core.schema import TableSchema
from core.values import JsonValue
from tests.api.records.snapshots.lists import CONTEXT, fill, live, make_table, parsed, processes, with_page
from tests.api.records.world import World

_ALL = compile_policy(BaseRole.EDITOR, 1)


async def _scope(
    world: World, schema: TableSchema, raw: dict[str, JsonValue], policy: Policy = _ALL, **when: Any
) -> Scope:
    return scope_of(schema, policy, parsed(world.access(schema), raw), replace(CONTEXT, **when))


async def test_what_a_list_depends_on(world: World) -> None:
    schema = await make_table(world)
    cases: list[tuple[dict[str, JsonValue], tuple[int, ...], bool]] = [
        ({}, (), False),
        ({"sorts": [{"field": "Due"}, {"field": "Name"}]}, (1, 5), False),
        ({"filter": {"field": "Tags", "operator": "hasAny", "value": ["a"]}}, (4,), False),
        ({"filter": {"field": "Name", "operator": "equals", "value": {"field": "Other"}}}, (1, 7), False),
        ({"search": "x"}, (1, 7), False),
        ({"sorts": [{"field": "Edited"}]}, (), True),
        ({"sorts": [{"field": "Ratio"}]}, (2,), False),
        ({"filter": {"field": "Changed by", "operator": "isEmpty"}}, (), True),
    ]
    for raw, numbers, every_update in cases:
        found = await _scope(world, schema, raw)
        assert (found.numbers, found.every_update, found.lasting) == (numbers, every_update, True), raw


async def test_people_share_a_list_unless_it_speaks_of_them(world: World) -> None:
    schema = await make_table(world)
    plain: dict[str, JsonValue] = {"sorts": [{"field": "Name"}]}
    mine: dict[str, JsonValue] = {
        "filter": {"field": "Changed by", "operator": "equals", "value": {"currentUser": True}}
    }
    assert (await _scope(world, schema, plain)).key == (await _scope(world, schema, plain, user_number=2)).key
    assert (await _scope(world, schema, mine)).key != (await _scope(world, schema, mine, user_number=2)).key


async def test_a_row_rule_makes_a_list_of_its_own(world: World) -> None:
    schema = await make_table(world)
    access = world.access(schema)
    await fill(world, access, 40)
    rule = parse_filter({"field": "Flag", "operator": "equals", "value": True}, schema, _ALL)
    narrowed = replace(_ALL, read_filter=rule)
    bo = world.access(schema, world.bo, narrowed)
    asked = with_page(parsed(access, {"sorts": [{"field": "Name"}]}), 0, 100)
    async with processes(world, 1) as (process,):
        await process.warm(access, [asked])
        everything = await process.page(access, asked)
        await process.warm(bo, [asked])
        theirs = await process.page(bo, asked)
        assert everything["total"] == 40
        assert theirs == await live(world, bo, asked)
        assert theirs["total"] < 40
        assert all(item["fields"]["Flag"] for item in theirs["items"])
        hidden = next(item["no"] for item in everything["items"] if not item["fields"]["Flag"])
        with pytest.raises(NotFound):
            await process.position(bo, asked, hidden)


async def test_a_hidden_field_is_not_searched_through_anothers_list(world: World) -> None:
    schema = await make_table(world)
    hidden = replace(_ALL, hidden=frozenset({schema.by_name["Other"].id}))
    raw: dict[str, JsonValue] = {"search": "x"}
    assert (await _scope(world, schema, raw)).key != (await _scope(world, schema, raw, hidden)).key


async def test_a_relative_date_is_another_list_the_next_day_and_in_another_zone(world: World) -> None:
    schema = await make_table(world)
    raw: dict[str, JsonValue] = {"filter": {"field": "Due", "operator": "equals", "value": {"mode": "today"}}}
    today = await _scope(world, schema, raw)
    later = await _scope(world, schema, raw, now=CONTEXT.now + timedelta(hours=3))
    tomorrow = await _scope(world, schema, raw, now=CONTEXT.now + timedelta(days=1))
    elsewhere = await _scope(world, schema, raw, zone=ZoneInfo("Pacific/Apia"))
    assert today.lasting
    assert today.key == later.key
    assert today.key != tomorrow.key
    # On the other side of the date line it is tomorrow already.
    assert elsewhere.key == tomorrow.key


async def test_the_last_moment_of_a_day_is_not_kept(world: World) -> None:
    schema = await make_table(world)
    raw: dict[str, JsonValue] = {"filter": {"field": "Due", "operator": "equals", "value": {"mode": "today"}}}
    midnight = CONTEXT.now.replace(hour=21, minute=59, second=59, microsecond=500_000)  # Athens is two hours ahead
    assert not (await _scope(world, schema, raw, now=midnight)).lasting


@pytest.mark.parametrize(
    "condition",
    [
        "t.f_5 < current_date",
        "t.created_at < now()",
        "EXISTS (SELECT FROM ws_1.l_3 l WHERE l.a = t.id)",
        "random() < 1",
    ],
)
async def test_what_changes_by_itself_is_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    """Stands for formulas of the clock and conditions across links, whose SQL would be like this."""
    schema = await make_table(world)

    def matching(*_: object) -> Fragment:
        return Fragment(condition)

    monkeypatch.setattr(scopes, "matches", matching)
    assert not (await _scope(world, schema, {})).lasting


async def test_another_version_of_the_table_is_another_list(world: World) -> None:
    schema = await make_table(world)
    changed = await world.changed(schema)
    assert (await _scope(world, schema, {})).key != (await _scope(world, changed, {})).key
