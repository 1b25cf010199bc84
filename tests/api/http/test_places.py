"""Which place each refusal names."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from api.http import limits
from tests.support.app import World
from tests.support.problems import assert_problem, paths


@dataclass(frozen=True)
class Case:
    """``path`` and ``body`` may hold {table} and the other names that the test fills in."""

    method: str
    path: str
    status: int
    code: str
    places: tuple[str, ...]
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


NO_RECORD = "rec_0000000c0000000fffff"
MANY = [{"fields": {}}] * 1_001
TWO_FIELDS = [{"name": "A", "type": "text"}, {"name": "a", "type": "text"}]
TOO_MANY_FIELDS = [{"name": str(n), "type": "text"} for n in range(limits.MAX_FIELDS_PER_TABLE + 1)]
SORTS = [{"field": "Name", "direction": "up"}]
GROUPS = [{"field": "Status"}]

CASES = {
    "null name": Case("PATCH", "/tables/{table}", 422, "invalid_request", ("name",), {"name": None}),
    "null in a base": Case("PATCH", "/bases/{base}", 422, "invalid_request", ("name",), {"name": None}),
    "null name of an automation": Case(
        "PATCH", "/automations/{automation}", 422, "invalid_request", ("name",), {"name": None}
    ),
    "null steps of an automation": Case(
        "PATCH", "/automations/{automation}", 422, "invalid_request", ("steps",), {"steps": None}
    ),
    "table name taken": Case("POST", "/bases/{base}/tables", 409, "name_taken", ("name",), {"name": "deals"}),
    "field name taken": Case(
        "POST", "/tables/{table}/fields", 409, "name_taken", ("name",), {"name": "NAME", "type": "text"}
    ),
    "renamed to a taken one": Case("PATCH", "/fields/{status}", 409, "name_taken", ("name",), {"name": "Name"}),
    "two fields of one name": Case(
        "POST", "/bases/{base}/tables", 422, "invalid_request", ("fields[1].name",), {"name": "T", "fields": TWO_FIELDS}
    ),
    "too many fields": Case(
        "POST", "/bases/{base}/tables", 422, "too_many_fields", ("fields",), {"name": "T", "fields": TOO_MANY_FIELDS}
    ),
    "primary field deleted": Case("DELETE", "/fields/{primary}", 409, "primary_field", ("fieldId",)),
    "last view deleted": Case("DELETE", "/views/{view}", 409, "last_view", ("viewId",)),
    "member twice": Case(
        "POST",
        "/workspaces/{workspace}/members",
        409,
        "already_member",
        ("email",),
        {"email": "adam@example.org", "role": "member"},
    ),
    "no such person": Case(
        "PUT",
        "/bases/{base}/members",
        404,
        "user_not_found",
        ("email",),
        {"email": "nobody@example.org", "role": "editor"},
    ),
    "too many records": Case(
        "POST", "/tables/{table}/records", 422, "too_many_records", ("records",), {"records": MANY}
    ),
    "too many edits": Case(
        "PATCH", "/tables/{table}/records", 422, "too_many_records", ("records",), {"records": MANY}
    ),
    "too many ids": Case(
        "DELETE",
        "/tables/{table}/records?ids=" + ",".join(f"rec_0000000c{n:012x}" for n in range(1_001)),
        422,
        "too_many_records",
        ("ids",),
    ),
    "no ids": Case("DELETE", "/tables/{table}/records?ids=", 422, "invalid_request", ("ids",)),
    "second edit of no record": Case(
        "PATCH",
        "/tables/{table}/records",
        404,
        "record_not_found",
        ("records[1].id",),
        {"records": [{"id": "{record}", "fields": {}}, {"id": NO_RECORD, "fields": {}}]},
    ),
    "second edit of a missing record": Case(
        "PATCH",
        "/tables/{table}/records",
        404,
        "record_not_found",
        ("records[1].id",),
        {"records": [{"id": "{record}", "fields": {}}, {"id": "{missing}", "fields": {}}]},
    ),
    "second id of no record": Case(
        "DELETE", "/tables/{table}/records?ids={record},nonsense", 404, "record_not_found", ("ids[1]",)
    ),
    "third id of a missing record": Case(
        "DELETE", "/tables/{table}/records?ids={record},{record},{missing}", 404, "record_not_found", ("ids[2]",)
    ),
    "stale edit among many": Case(
        "PATCH",
        "/tables/{table}/records",
        409,
        "version_conflict",
        ("records[0].version",),
        {"records": [{"id": "{record}", "fields": {"Name": "x"}, "version": 99}]},
    ),
    "stale edit of one": Case(
        "PATCH",
        "/records/{record}",
        409,
        "version_conflict",
        ("If-Match",),
        {"fields": {"Name": "x"}},
        {"If-Match": '"99"'},
    ),
    "version that is none": Case(
        "PATCH", "/records/{record}", 422, "invalid_value", ("If-Match",), {"fields": {}}, {"If-Match": "new"}
    ),
    "key that is none": Case(
        "PATCH",
        "/records/{record}",
        422,
        "invalid_value",
        ("Idempotency-Key",),
        {"fields": {}},
        {"Idempotency-Key": ""},
    ),
    "cell of one record": Case(
        "PATCH", "/records/{record}", 422, "invalid_value", ("fields.Amount",), {"fields": {"Amount": "many"}}
    ),
    "filter cut off": Case("GET", "/tables/{table}/records?filter={", 400, "malformed_json", ("filter",)),
    "sort that is a name": Case("GET", "/tables/{table}/records?sort=x", 400, "malformed_json", ("sort",)),
    "sort that is no list": Case("GET", "/tables/{table}/records?sort=5", 422, "invalid_value", ("sort",)),
    "sort of no direction": Case(
        "GET",
        f"/tables/{{table}}/records?sort={json.dumps(SORTS)}",
        422,
        "invalid_value",
        ("sort[0].direction",),
    ),
    "fields cut off": Case("GET", "/tables/{table}/records?fields=[", 400, "malformed_json", ("fields",)),
    "field key of neither kind": Case("GET", "/tables/{table}/records?fieldKey=x", 422, "invalid_value", ("fieldKey",)),
    "view that is a number": Case("POST", "/tables/{table}/query", 422, "invalid_value", ("view",), {"view": 5}),
    "view that is nothing": Case("POST", "/tables/{table}/query", 404, "view_not_found", ("view",), {"view": "x"}),
    "groups with a cursor": Case(
        "POST", "/tables/{table}/query", 422, "invalid_cursor", ("cursor",), {"groups": GROUPS, "cursor": "bad"}
    ),
    "groups with an offset": Case(
        "POST", "/tables/{table}/query", 422, "invalid_value", ("offset",), {"groups": GROUPS, "offset": 0}
    ),
    "cursor of nothing": Case("POST", "/tables/{table}/query", 422, "invalid_cursor", ("cursor",), {"cursor": "bad"}),
    "address that is taken": Case(
        "POST",
        "/auth/register",
        409,
        "email_taken",
        ("email",),
        {"email": "adam@example.org", "password": "quiet otter paints fences", "name": "A"},
    ),
}


async def test_every_refusal_names_its_place(world: World, ids: dict[str, str]) -> None:
    record = ids["record"]
    names = {
        "table": world.table_id,
        "base": world.base,
        "workspace": world.workspace,
        "view": world.view(),
        "primary": world.field("Name"),
        "status": world.field("Status"),
        "record": record,
        "automation": ids["automation"],
        "missing": record[:-4] + "ffff",
    }

    def filled(text: str) -> str:
        for name, value in names.items():
            text = text.replace("{" + name + "}", value)
        return text

    for name, case in CASES.items():
        content = None if case.body is None else filled(json.dumps(case.body)).encode()
        headers = case.headers | {"Content-Type": "application/json"}
        answer = await world.owner.http.request(case.method, filled(case.path), content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (case.status, case.code), (name, answer.text)
        assert_problem(answer, name)
        assert tuple(paths(answer)) == case.places, (name, answer.text)


@pytest.mark.parametrize("role", ["admin", None])
async def test_the_last_owner_stays_and_the_answer_says_what_was_wrong(world: World, role: str | None) -> None:
    path = f"/workspaces/{world.workspace}/members/{world.owner.id}"
    request = world.owner.http.delete(path) if role is None else world.owner.http.patch(path, json={"role": role})

    answer = await request

    assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    assert paths(answer) == ["userId" if role is None else "role"]
