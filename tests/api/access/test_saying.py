"""Grants, row rules and attributes as they are written and read: bounds, subjects, and what is refused."""

from typing import Any

import psycopg
import pytest

from tests.support.app import World
from tests.support.problems import assert_problem, paths

EDITORS = {"type": "role", "role": "editor"}
EVERY: dict[str, Any] = {"conjunction": "and", "filters": []}
TOKEN, LINK = "tok_01h2xcejqtf2nbrexx3vqjhp41", "lnk_01h2xcejqtf2nbrexx3vqjhp41"


def _version(database_url: str, world: World) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT policy_version FROM dataos.workspaces WHERE id = %s", [world.workspace]
        ).fetchone()
        assert row is not None
        return row[0]


def _is(field: str, value: Any, operator: str = "equals") -> dict[str, Any]:
    return {"conjunction": "and", "filters": [{"field": field, "operator": operator, "value": value}]}


@pytest.mark.parametrize(
    ("noun", "level", "other"), [("tables", "edit", "none"), ("fields", "read", "hidden"), ("views", "read", "none")]
)
async def test_grants_are_kept_nearest_first_and_raise_the_policy_only_when_they_change(
    world: World, database_url: str, noun: str, level: str, other: str
) -> None:
    key = {"tables": world.table_id, "fields": world.field("Amount"), "views": world.view()}[noun]
    path = f"/{noun}/{key}/grants"
    body = {
        "grants": [
            {"subject": {"type": "everyone"}, "level": other},
            {"subject": EDITORS, "level": level},
            {"subject": {"type": "user", "email": world.viewer.email.upper()}, "level": level},
            {"subject": {"type": "user", "id": world.creator.id}, "level": "admin" if noun == "tables" else "edit"},
            {"subject": {"type": "token", "id": TOKEN}, "level": other},
            {"subject": {"type": "link", "id": LINK}, "level": level},
        ]
    }
    assert (await world.creator.get(path)) == {"grants": []}
    before = _version(database_url, world)

    made = await world.creator.put(path, body)

    assert [item["subject"]["type"] for item in made["grants"]] == ["token", "link", "user", "user", "role", "everyone"]
    assert made["grants"][3]["subject"]["name"] == "Vera"
    assert _version(database_url, world) == before + 1
    assert await world.creator.get(path) == made
    assert await world.creator.put(path, body) == made
    assert _version(database_url, world) == before + 1
    assert await world.creator.put(path, {"grants": []}) == {"grants": []}
    assert _version(database_url, world) == before + 2


@pytest.mark.parametrize(
    ("subject", "code", "at"),
    [
        ({"type": "user", "email": "nobody@example.org"}, "unknown_user", "email"),
        ({"type": "user", "email": "stan@example.org"}, "unknown_user", "email"),
        ({"type": "user", "id": "usr_nonsense"}, "unknown_user", "id"),
        ({"type": "user"}, "unknown_user", "email"),
        ({"type": "team", "id": "tea_01h2xcejqtf2nbrexx3vqjhp41"}, "unknown_team", "id"),
        ({"type": "team", "id": "\x00"}, "unknown_team", "id"),
        ({"type": "team"}, "unknown_team", "id"),
        ({"type": "role"}, "required", "role"),
        ({"type": "token", "id": LINK}, "unknown_token", "id"),
        ({"type": "link"}, "unknown_link", "id"),
    ],
)
async def test_subjects_that_are_nobody_are_refused_where_they_stand(
    world: World, subject: dict[str, Any], code: str, at: str
) -> None:
    grants = {"grants": [{"subject": EDITORS, "level": "read"}, {"subject": subject, "level": "read"}]}
    rules = {"rules": [{"subject": subject, "access": "read", "filter": EVERY}]}
    for path, body, place in (("grants", grants, "grants[1]"), ("rules", rules, "rules[0]")):
        answer = await world.owner.http.put(f"/tables/{world.table_id}/{path}", json=body)
        assert_problem(answer, subject)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code), answer.text
        assert paths(answer) == [f"{place}.subject.{at}"]
    assert await world.owner.get(f"/tables/{world.table_id}/grants") == {"grants": []}


async def test_a_subject_has_one_grant_and_as_many_rules_as_wanted(world: World) -> None:
    table = f"/tables/{world.table_id}"
    twice = {"grants": [{"subject": EDITORS, "level": "read"}, {"subject": EDITORS, "level": "none"}]}
    rule = {"subject": EDITORS, "access": "read", "filter": EVERY}

    answer = await world.owner.http.put(f"{table}/grants", json=twice)

    assert (answer.status_code, paths(answer)) == (422, ["grants[1].subject"])
    assert len((await world.owner.put(f"{table}/rules", {"rules": [rule, rule]}))["rules"]) == 2


async def test_lists_are_bounded(world: World) -> None:
    table = f"/tables/{world.table_id}"
    grant, rule = {"subject": EDITORS, "level": "read"}, {"subject": EDITORS, "access": "read", "filter": EVERY}
    condition = {"field": "Name", "operator": "equals", "value": "x"}
    wide = {**rule, "filter": {"conjunction": "or", "filters": [condition] * 100}}
    cases: list[tuple[str, dict[str, Any], str]] = [
        (f"{table}/grants", {"grants": [grant] * 201}, "grants"),
        (f"{table}/rules", {"rules": [rule] * 201}, "rules"),
        (f"{table}/rules", {"rules": [wide] * 11}, "rules"),
        (
            f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes",
            {"attributes": {f"a{at}": 1 for at in range(51)}},
            "attributes",
        ),
    ]
    for path, body, at in cases:
        answer = await world.owner.http.put(path, json=body)
        assert (answer.status_code, paths(answer)) == (422, [at]), answer.text
    assert len((await world.owner.put(f"{table}/rules", {"rules": [wide] * 10}))["rules"]) == 10


async def test_who_would_lose_the_level_admin_by_their_own_grants_is_told_so(world: World) -> None:
    table, field = f"/tables/{world.table_id}/grants", f"/fields/{world.field('Amount')}/grants"
    lowered = {"grants": [{"subject": {"type": "everyone"}, "level": "edit"}]}
    hidden = {"grants": [{"subject": {"type": "role", "role": "creator"}, "level": "hidden"}]}

    for path, body in ((table, lowered), (field, hidden)):
        answer = await world.creator.http.put(path, json=body)
        assert (answer.status_code, answer.json()["code"], paths(answer)) == (409, "own_access_lost", ["grants"])
        assert "owner or admin" in answer.json()["detail"]
        assert await world.creator.get(path) == {"grants": []}
    kept = {"type": "user", "id": world.creator.id}
    await world.creator.put(table, {"grants": [*lowered["grants"], {"subject": kept, "level": "admin"}]})
    await world.owner.put(table, lowered)

    assert (await world.creator.http.get(table)).status_code == 403
    assert (await world.owner.get(table))["grants"][0]["level"] == "edit"


async def test_filters_of_rules_are_kept_by_id_and_shown_by_name(world: World, database_url: str) -> None:
    path = f"/tables/{world.table_id}/rules"
    others = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Firms", "fields": [_text("Country")]})
    link = {"name": "Firm", "type": "link", "config": {"tableId": others["id"]}}
    await world.owner.post(f"/tables/{world.table_id}/fields", link)
    asked = {
        "conjunction": "or",
        "filters": [
            {"field": "Amount", "operator": "greaterThan", "value": 1},
            {"field": "Firm.Country", "operator": "equals", "value": {"userAttribute": "country"}},
            {"field": "Name", "operator": "in", "value": ["x", {"userAttribute": "names"}]},
            {"field": "Amount", "operator": "between", "value": [{"userAttribute": "least"}, 9]},
            {"field": "Status", "operator": "equals", "value": {"userAttribute": "status"}},
        ],
    }
    before = _version(database_url, world)

    made = await world.creator.put(path, {"rules": [{"subject": EDITORS, "access": "write", "filter": asked}]})
    again = await world.creator.put(path, {"rules": [{"subject": EDITORS, "access": "write", "filter": asked}]})
    await world.creator.patch(f"/fields/{world.field('Amount')}", {"name": "Sum"})
    renamed = await world.creator.get(path)

    assert (made["rules"][0]["filter"], made["rules"][0]["broken"]) == (asked, False)
    assert made == again
    assert _version(database_url, world) == before + 1
    assert [leaf["field"] for leaf in renamed["rules"][0]["filter"]["filters"]] == [
        "Sum", "Firm.Country", "Name", "Sum", "Status",
    ]  # fmt: skip
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT filter::text FROM dataos.row_rules").fetchone()
    assert row is not None
    assert "Amount" not in row[0]
    assert world.field("Amount") in row[0]
    # What was shown can be sent back.
    sent = [{key: rule[key] for key in ("id", "access", "filter")} | {"subject": EDITORS} for rule in renamed["rules"]]
    assert await world.creator.put(path, {"rules": sent}) == renamed

    await world.creator.delete(f"/fields/{world.field('Amount')}")

    assert (await world.creator.get(path))["rules"][0]["broken"] is True


@pytest.mark.parametrize(
    ("filter", "at"),
    [
        ({}, "rules[0].filter"),
        (_is("Nothing", 1), "rules[0].filter.filters[0].field"),
        (_is("Amount", "x"), "rules[0].filter.filters[0].value"),
        (_is("Name", "x", "within"), "rules[0].filter.filters[0].operator"),
        (_is("Name", {"userAttribute": "a b"}), "rules[0].filter.filters[0].value.userAttribute"),
        (_is("Name", {"userAttribute": 5}), "rules[0].filter.filters[0].value"),
        (_is("Amount", [{"userAttribute": "a"}], "greaterThan"), "rules[0].filter.filters[0].value"),
        (_is("Nothing", {"userAttribute": "a"}), "rules[0].filter.filters[0].field"),
        ({"filters": 5}, "rules[0].filter.filters"),
        ({"conjunction": "and", "filters": [5]}, "rules[0].filter.filters[0]"),
    ],
)
async def test_filters_that_make_no_sense_are_refused_where_they_do_not(
    world: World, filter: dict[str, Any], at: str
) -> None:
    path = f"/tables/{world.table_id}/rules"
    answer = await world.owner.http.put(
        path, json={"rules": [{"subject": EDITORS, "access": "read", "filter": filter}]}
    )

    assert_problem(answer, filter)
    assert (answer.status_code, paths(answer)) == (422, [at]), answer.text
    assert await world.owner.get(path) == {"rules": []}


async def test_rules_that_speak_of_a_hidden_field_are_not_for_those_it_is_hidden_from(world: World) -> None:
    path = f"/tables/{world.table_id}/rules"
    creators = {"type": "role", "role": "creator"}
    rule = {"subject": EDITORS, "access": "read", "filter": _is("Amount", 5)}
    await world.owner.put(
        f"/fields/{world.field('Amount')}/grants", {"grants": [{"subject": creators, "level": "hidden"}]}
    )

    unknown = await world.creator.http.put(path, json={"rules": [rule]})
    await world.owner.put(path, {"rules": [rule]})

    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "unknown_field")
    for answer in (await world.creator.http.get(path), await world.creator.http.put(path, json={"rules": []})):
        assert answer.status_code == 403
        assert "Amount" not in answer.text
    assert len((await world.owner.get(path))["rules"]) == 1


async def test_attributes_are_said_by_admins_and_seen_by_oneself(world: World, database_url: str) -> None:
    path = f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes"
    body = {"attributes": {"region": "EU", "floors": [1, 2], "lead": True}}
    before = _version(database_url, world)

    assert await world.admin.put(path, body) == body
    assert await world.admin.put(path, body) == body

    assert _version(database_url, world) == before + 1
    assert await world.owner.get(path) == body
    assert await world.editor.get(path) == body
    assert (await world.creator.http.get(path)).status_code == 403
    assert (await world.editor.http.put(path, json=body)).status_code == 403
    of_stranger = path.replace(world.editor.id, world.stranger.id)
    assert (await world.owner.http.put(of_stranger, json=body)).json()["code"] == "member_not_found"


@pytest.mark.parametrize(
    ("attributes", "at"),
    [
        ({"a b": 1}, "attributes.a b"),
        ({"a": None}, "attributes.a"),
        ({"a": {"b": 1}}, "attributes.a"),
        ({"a": []}, "attributes.a"),
        ({"a": [[1]]}, "attributes.a"),
        ({"a": " "}, "attributes.a"),
        ({"a": "x" * 501}, "attributes.a"),
        ({"a": "\x00"}, "attributes.a"),
        ({"a": [1] * 101}, "attributes.a"),
    ],
)
async def test_attributes_that_cannot_be_compared_are_refused(
    world: World, attributes: dict[str, Any], at: str
) -> None:
    path = f"/workspaces/{world.workspace}/members/{world.editor.id}/attributes"
    answer = await world.owner.http.put(path, json={"attributes": attributes})

    assert_problem(answer, attributes)
    assert (answer.status_code, paths(answer)) == (422, [at]), answer.text


def _text(name: str) -> dict[str, Any]:
    return {"name": name, "type": "text"}
