"""For any grants, rules, people and rows, every way to ask for records answers what a few lines of Python say.

The oracle below shares nothing with the product: it reads the grants and rules as they are sent and the rows as they
are written.
"""

from collections import Counter
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.app import Person, World

EXAMPLES = 200
"""Worlds of grants, rules, people and rows; each is asked about by four people in seven ways."""
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORDS, ROWS = ("amber", "birch", "coral"), 6
ROLES = ("creator", "editor", "viewer")
OUTSIDER = "outsider"
"""Has no role in the base."""
PEOPLE = (*ROLES, OUTSIDER)
TEAM = "tea_01h2xcejqtf2nbrexx3vqjhp41"
OF_TEAM = ("editor", "viewer")
LEVELS, OF_FIELD = ("none", "read", "edit", "admin"), ("hidden", "read", "edit")
USUAL = {"creator": "admin", "editor": "edit", "viewer": "read", OUTSIDER: "none"}
NEAREST = ("user", "team", "role", "everyone")

Subject = tuple[str, str]
"""Its type, and one of ``ROLES`` or ``PEOPLE``: that of the role, or of the person who has it."""

_SUBJECTS = st.one_of(
    st.just(("everyone", "")),
    st.just(("team", "")),
    st.tuples(st.just("role"), st.sampled_from(ROLES)),
    st.tuples(st.just("user"), st.sampled_from(PEOPLE)),
)
_CONDITIONS = st.one_of(
    st.tuples(st.just("Size"), st.sampled_from(["lessThan", "greaterOrEqual", "equals"]), st.integers(0, 4)),
    st.tuples(st.just("Size"), st.sampled_from(["isEmpty", "isNotEmpty"]), st.none()),
    st.tuples(st.just("Word"), st.just("equals"), st.sampled_from(WORDS)),
    st.tuples(st.just("Word"), st.just("equals"), st.just({"userAttribute": "word"})),
    st.tuples(st.just("Size"), st.just("equals"), st.just({"userAttribute": "size"})),
    st.tuples(st.just("Owner"), st.just("equals"), st.just({"currentUser": True})),
)
_GROUPS = st.tuples(st.sampled_from(["and", "or"]), st.lists(_CONDITIONS, min_size=1, max_size=3))
_RULES = st.lists(st.tuples(_SUBJECTS, st.sampled_from(["read", "write", "none"]), _GROUPS), max_size=4)
_TABLE = st.lists(st.tuples(_SUBJECTS, st.sampled_from(LEVELS)), max_size=3, unique_by=lambda one: one[0])
_FIELD = st.lists(st.tuples(_SUBJECTS, st.sampled_from(OF_FIELD)), max_size=2, unique_by=lambda one: one[0])
_ATTRIBUTES = st.fixed_dictionaries({}, optional={"word": st.sampled_from(WORDS), "size": st.integers(0, 4)})
_ROW = st.fixed_dictionaries(
    {
        "Word": st.sampled_from([*WORDS, None]),
        "Size": st.sampled_from([0, 1, 2, 3, 4, None]),
        "Owner": st.sampled_from([*ROLES, None]),
    }
)


def _named(subject: Subject, role: str) -> bool:
    kind, whom = subject
    return kind == "everyone" or (kind == "team" and role in OF_TEAM) or whom == role


def _decided(grants: list[tuple[Subject, str]], role: str, usual: str, levels: tuple[str, ...]) -> str:
    mine = sorted((NEAREST.index(subject[0]), level) for subject, level in grants if _named(subject, role))
    if not mine:
        return usual
    distance, level = mine[0]
    if role == OUTSIDER and NEAREST[distance] == "everyone":
        return min(level, usual, key=levels.index)
    return level


def _true(condition: tuple[str, str, Any], row: dict[str, Any], role: str, attributes: dict[str, Any]) -> bool | None:
    """None: the person lacks what it asks for."""
    field, operator, value = condition
    cell = row[field]
    match value:
        case {"userAttribute": name}:
            if name not in attributes:
                return None
            value = attributes[name]
        case {"currentUser": True}:
            value = role
        case _:
            pass
    match operator:
        case "isEmpty":
            return cell is None
        case "isNotEmpty":
            return cell is not None
        case "equals":
            return cell is not None and cell == value
        case "lessThan":
            return cell is not None and cell < value
        case _:
            return cell is not None and cell >= value


def _sees(rules: list[Any], row: dict[str, Any], role: str, attributes: dict[str, Any]) -> bool:
    mine = [(access, asked) for subject, access, asked in rules if _named(subject, role)]
    if not mine:
        return True
    given_to: set[str] = set()
    for access, (conjunction, conditions) in mine:
        each = [_true(condition, row, role, attributes) for condition in conditions]
        # What cannot be asked withholds.
        known = [(access == "none") if one is None else one for one in each]
        if all(known) if conjunction == "and" else any(known):
            given_to.add(access)
    return "none" not in given_to and bool(given_to & {"read", "write"})


@pytest.fixture
async def place(world: World, database_url: str) -> dict[str, Any]:
    fields = [
        {"name": "Key", "type": "text"},
        {"name": "Word", "type": "text"},
        {"name": "Size", "type": "number"},
        {"name": "Owner", "type": "user"},
    ]
    table = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Things", "fields": fields})
    rows = {"records": [{"fields": {"Key": f"k{at}"}} for at in range(ROWS)]}
    made = await world.owner.post(f"/tables/{table['id']}/records", rows)
    people = {"creator": world.creator, "editor": world.editor, "viewer": world.viewer, OUTSIDER: world.commenter}
    await world.owner.put(f"/bases/{world.base}/members", {"email": world.commenter.email, "role": "none"})
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO dataos.teams (id, workspace_id, name) VALUES (%s, %s, 'Team')", [TEAM, world.workspace]
        )
        for role in OF_TEAM:
            connection.execute(
                "INSERT INTO dataos.team_members (team_id, user_id) VALUES (%s, %s)", [TEAM, people[role].id]
            )
    size = next(field["id"] for field in table["fields"] if field["name"] == "Size")
    return {"table": f"/tables/{table['id']}", "size": size, "ids": [one["id"] for one in made["items"]], **people}


def _wire(subject: Subject, place: dict[str, Any]) -> dict[str, str]:
    match subject:
        case ("user", role):
            return {"type": "user", "id": place[role].id}
        case ("role", role):
            return {"type": "role", "role": role}
        case ("team", _):
            return {"type": "team", "id": TEAM}
        case _:
            return {"type": "everyone"}


@MANY
@given(
    rules=_RULES,
    table=_TABLE,
    field=_FIELD,
    rows=st.lists(_ROW, min_size=ROWS, max_size=ROWS),
    attributes=st.fixed_dictionaries(dict.fromkeys(PEOPLE, _ATTRIBUTES)),
)
async def test_what_is_answered_is_what_grants_and_rules_say(
    world: World,
    place: dict[str, Any],
    rules: list[Any],
    table: list[tuple[Subject, str]],
    field: list[tuple[Subject, str]],
    rows: list[dict[str, Any]],
    attributes: dict[str, dict[str, Any]],
) -> None:
    owner, ids = world.owner, place["ids"]
    cells = [{**row, "Owner": None if row["Owner"] is None else place[row["Owner"]].id} for row in rows]
    changes = [{"id": key, "fields": cell} for key, cell in zip(ids, cells, strict=True)]
    await owner.patch(f"{place['table']}/records", {"records": changes})
    for path, grants in ((place["table"], table), (f"/fields/{place['size']}", field)):
        body = [{"subject": _wire(subject, place), "level": level} for subject, level in grants]
        await owner.put(f"{path}/grants", {"grants": body})
    asked = [
        {"subject": _wire(subject, place), "access": access, "filter": _filter(group)}
        for subject, access, group in rules
    ]
    await owner.put(f"{place['table']}/rules", {"rules": asked})
    for role in PEOPLE:
        path = f"/workspaces/{world.workspace}/members/{place[role].id}/attributes"
        await owner.put(path, {"attributes": attributes[role]})

    for role in PEOPLE:
        closed = _decided(table, role, USUAL[role], LEVELS) == "none"
        hidden = _decided(field, role, "edit", OF_FIELD) == "hidden"
        seen = [at for at in range(ROWS) if not closed and _sees(rules, rows[at], role, attributes[role])]
        await _check(place[role], place, rows, seen, closed=closed, hidden=hidden)
    listed = await owner.get(f"{place['table']}/records")
    assert len(listed["items"]) == ROWS


def _filter(group: tuple[str, list[tuple[str, str, Any]]]) -> dict[str, Any]:
    conjunction, conditions = group
    members = [
        {"field": field, "operator": operator} | ({} if value is None else {"value": value})
        for field, operator, value in conditions
    ]
    return {"conjunction": conjunction, "filters": members}


async def _check(
    person: Person, place: dict[str, Any], rows: list[dict[str, Any]], seen: list[int], *, closed: bool, hidden: bool
) -> None:
    query, keys = f"{place['table']}/query", [f"k{at}" for at in seen]
    codes = [(await person.http.get(f"/records/{key}")).status_code for key in place["ids"]]
    assert codes == [200 if at in seen else 404 for at in range(ROWS)]
    if closed:
        assert (await person.http.post(query, json={})).status_code == 404
        return

    page = await person.post(query, {"count": True}, 200)
    assert [item["fields"]["Key"] for item in page["items"]] == keys
    assert page["total"] == len(keys)
    assert all(("Size" in item["fields"]) is not hidden for item in page["items"])

    groups = await person.post(query, {"groups": [{"field": "Word"}]}, 200)
    assert {one["keys"][0]: one["count"] for one in groups["groups"]} == Counter(rows[at]["Word"] for at in seen)

    summed = await person.http.post(query, json={"aggregates": [{"fn": "sum", "field": "Size"}]})
    filtered = await person.http.post(
        query, json={"filter": {"field": "Size", "operator": "greaterOrEqual", "value": 2}, "count": True}
    )
    if hidden:
        assert [one.json()["code"] for one in (summed, filtered)] == ["unknown_field"] * 2
        return
    assert (summed.json()["groups"][0]["aggregates"][0] or 0) == sum(rows[at]["Size"] or 0 for at in seen)
    assert filtered.json()["total"] == sum((rows[at]["Size"] or 0) >= 2 for at in seen)
