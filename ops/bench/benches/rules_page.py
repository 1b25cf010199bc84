"""100 records for somebody under row rules and hidden fields, against an owner who asks for just these by a filter."""

from core.values import JsonValue
from ops.bench.benches.pages import LIMIT
from ops.bench.client import Client
from ops.bench.measure import Goal, Measure
from ops.bench.rig import BenchTable, Rig
from ops.bench.rows import FIELDS
from ops.bench.stats import Side, interleaved, repeated

_HIDDEN = ("Amount", "Email", "Notes", "Website", "Score")
_EMAIL = "colleague@example.org"
_PASSWORD = "quiet otter paints fences"  # noqa: S105 - of a home that is thrown away


def _is(field: str, operator: str, value: JsonValue) -> dict[str, JsonValue]:
    return {"field": field, "operator": operator, "value": value}


_DONE, _MANY, _SOMEDAY = (
    _is("Done", "equals", True),
    _is("Quantity", "greaterOrEqual", 500),
    _is("Priority", "equals", "Someday"),
)
_SAME: dict[str, JsonValue] = {
    "conjunction": "and",
    "filters": [
        {"conjunction": "or", "filters": [_DONE, _MANY]},
        {"conjunction": "or", "filters": [_is("Priority", "notEquals", "Someday")]},
    ],
}


def run(rig: Rig, table: BenchTable) -> list[Measure]:
    colleague = _colleague(rig)
    _restrict(rig, table)
    shown: list[JsonValue] = [item.name for item in FIELDS if item.name not in _HIDDEN]
    by_name: list[JsonValue] = [{"field": "Name"}]
    orders: tuple[tuple[str, list[JsonValue]], ...] = (
        ("page under 3 row rules, 5 hidden fields", []),
        ("sorted page under 3 row rules, 5 hidden fields", by_name),
    )
    under_rules: dict[str, JsonValue] = {"limit": LIMIT}
    same: dict[str, JsonValue] = {"limit": LIMIT, "fields": shown, "filter": _SAME}
    found: list[Measure] = []
    for name, sorts in orders:
        value, limit = interleaved(
            rig.effort.rounds,
            _asking(rig, colleague, table, {**under_rules, "sorts": sorts}),
            _asking(rig, rig.client, table, {**same, "sorts": sorts}),
        )
        found.append(Measure(name, table.records, value, limit, "ms", "the owner with that filter", Goal.AT_MOST, 1.3))
    return found


def _colleague(rig: Rig) -> Client:
    """Signed in; registered when the first table is measured."""
    visitor = rig.client.somebody_else()
    credentials = {"email": _EMAIL, "password": _PASSWORD}
    members = rig.client.call("GET", f"/workspaces/{rig.workspace_id}/members")["items"]
    if any(item["user"]["email"] == _EMAIL for item in members):
        return visitor.somebody_else(visitor.call("POST", "/auth/login", credentials)["accessToken"])
    answer = visitor.call("POST", "/auth/register", {**credentials, "name": "Colleague"})
    rig.client.call("POST", f"/workspaces/{rig.workspace_id}/members", {"email": _EMAIL, "role": "member"})
    return visitor.somebody_else(answer["accessToken"])


def _restrict(rig: Rig, table: BenchTable) -> None:
    who = {"type": "user", "email": _EMAIL}
    for name in _HIDDEN:
        grants = {"grants": [{"subject": who, "level": "hidden"}]}
        rig.client.call("PUT", f"/fields/{table.field_ids[name]}/grants", grants)
    rules = [
        {"subject": who, "access": access, "filter": {"conjunction": "and", "filters": [condition]}}
        for access, condition in (("read", _DONE), ("write", _MANY), ("none", _SOMEDAY))
    ]
    rig.client.call("PUT", f"/tables/{table.id}/rules", {"rules": rules})


def _asking(rig: Rig, client: Client, table: BenchTable, asked: dict[str, JsonValue]) -> Side:
    request = client.request("POST", f"/tables/{table.id}/query", asked)
    return lambda: repeated(rig.effort.slow_requests, lambda: client.send(request))
