"""Definitions checked against a table: every fault has its path, and a good one becomes a plan."""

import json

import pytest

from core.errors import Invalid
from core.values import JsonValue
from tests.workflows.language.samples import TABLES
from workflows.language.check import check
from workflows.language.model import MAX_STEPS, parse_definition
from workflows.language.plan import Plan, compile_plan

Raw = dict[str, JsonValue]

DONE: Raw = {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Done"}]}
NO_SUCH_OPTION: Raw = {"filters": [{"field": "Status", "operator": "equals", "value": "Nope"}]}
STAMP: Raw = {
    "id": "stamp",
    "type": "update_record",
    "config": {"record": "{{trigger.record.id}}", "fields": {"Completed": "{{now}}"}},
}


def definition(*steps: Raw, trigger: Raw | None = None, **more: JsonValue) -> Raw:
    chosen = trigger or {"type": "field_changed", "config": {"field": "Status"}}
    return {"trigger": chosen, "steps": [*steps], **more}


def update(fields: Raw, record: str = "{{trigger.record.id}}", id: str = "s") -> Raw:
    return {"id": id, "type": "update_record", "config": {"record": record, "fields": fields}}


def mail(text: str, id: str = "m") -> Raw:
    return {"id": id, "type": "send_email", "config": {"to": "a@example.org", "subject": "s", "body": text}}


def fork(*steps: Raw, otherwise: list[JsonValue] | None = None, id: str = "fork") -> Raw:
    return {"id": id, "type": "branch", "branches": [{"when": DONE, "steps": [*steps]}], "else": otherwise or []}


CASES: list[tuple[str, Raw, list[tuple[str, str]]]] = [
    ("the contract's example", definition(STAMP, conditions=DONE), []),
    ("no field to write", definition(update({})), [("steps[0].config.fields", "missing")]),
    ("no steps", definition(), [("steps", "missing")]),
    (
        "a misspelt field",
        definition(STAMP, update({"Statuss": "Done"})),
        [("steps[1].config.fields.Statuss", "unknown_field")],
    ),
    (
        "a misspelt trigger field",
        definition(STAMP, trigger={"type": "field_changed", "config": {"field": "Stat"}}),
        [("trigger.config.field", "unknown_field")],
    ),
    (
        "one of several",
        definition(STAMP, trigger={"type": "record_updated", "config": {"fields": ["Name", "Nope"]}}),
        [("trigger.config.fields[1]", "unknown_field")],
    ),
    (
        "no trigger field",
        definition(STAMP, trigger={"type": "field_changed", "config": {}}),
        [("trigger.config.field", "missing")],
    ),
    ("an unknown trigger", definition(STAMP, trigger={"type": "moonrise"}), [("trigger", "unknown_type")]),
    ("an unknown step", definition({"id": "a", "type": "explode"}), [("steps[0]", "unknown_type")]),
    ("an extra key", definition({**STAMP, "note": 1}), [("steps[0].note", "unknown_key")]),
    (
        "an extra key in config",
        definition({"id": "a", "type": "send_email", "config": {"to": "x", "subject": "", "body": "", "cc": ""}}),
        [("steps[0].config.cc", "unknown_key")],
    ),
    ("an extra key at the top", definition(STAMP, speed=9), [("speed", "unknown_key")]),
    ("a bad id", definition({**STAMP, "id": "Stamp It"}), [("steps[0].id", "invalid_value")]),
    ("an id of 41 letters", definition({**STAMP, "id": "a" * 41}), [("steps[0].id", "invalid_value")]),
    ("an id twice", definition(STAMP, fork(STAMP)), [("steps[1].branches[0].steps[0].id", "duplicate_step_id")]),
    (
        "a fault deep inside",
        definition(fork(fork(update({"X": 1}), id="inner"))),
        [("steps[0].branches[0].steps[0].branches[0].steps[0].config.fields.X", "unknown_field")],
    ),
    (
        "a shape fault deep inside",
        definition(fork(otherwise=[{"id": "x", "type": "condition"}])),
        [("steps[0].else[0].when", "missing")],
    ),
    (
        "a condition on an unknown field",
        definition(STAMP, conditions={"conjunction": "and", "filters": [{"field": "Nope", "operator": "isEmpty"}]}),
        [("conditions.filters[0].field", "unknown_field")],
    ),
    (
        "a condition with an unknown option",
        definition({"id": "c", "type": "condition", "when": NO_SUCH_OPTION}, STAMP),
        [("steps[0].when.filters[0].value", "unknown_option")],
    ),
    (
        "a system field written",
        definition(update({"Created by": "x"})),
        [("steps[0].config.fields.Created by", "read_only_field")],
    ),
    (
        "a field twice",
        definition(update({"Name": "a", "fld_1_1": "b"})),
        [("steps[0].config.fields.fld_1_1", "duplicate_field")],
    ),
    (
        "an option that is not there",
        definition(update({"Status": "Nope"})),
        [("steps[0].config.fields.Status", "invalid_value")],
    ),
    (
        "a number that is none",
        definition(update({"Amount": "many"})),
        [("steps[0].config.fields.Amount", "invalid_value")],
    ),
    ("a reference to nothing", definition(mail("{{weather}}")), [("steps[0].config.body", "unknown_reference")]),
    (
        "a reference to an unknown field",
        definition(mail("{{trigger.record.Nope}}")),
        [("steps[0].config.body", "unknown_field")],
    ),
    (
        "a later step",
        definition(mail("{{steps.s.record.id}}"), update({"Name": "x"})),
        [("steps[0].config.body", "unknown_step")],
    ),
    ("an earlier step", definition(update({"Name": "x"}), mail("{{steps.s.record.Name}}")), []),
    (
        "a step inside a branch, after it",
        definition(fork(update({"Name": "x"})), mail("{{steps.s.record.Name}}")),
        [("steps[1].config.body", "unknown_step")],
    ),
    ("a step inside a branch, inside it", definition(fork(update({"Name": "x"}), mail("{{steps.s.record.Name}}"))), []),
    (
        "a step without a record",
        definition(mail("x"), mail("{{steps.m.record.id}}", id="n")),
        [("steps[1].config.body", "unknown_reference")],
    ),
    ("before, where there is one", definition(mail("{{trigger.before.Status}}")), []),
    (
        "before, where there is none",
        definition(mail("{{trigger.before.Status}}"), trigger={"type": "record_created"}),
        [("steps[0].config.body", "unknown_reference")],
    ),
    ("a quoted name", definition(mail('{{trigger.record["Due date"]}} {{trigger.record["Odd \\"name\\""]}}')), []),
    ("a person's parts", definition(mail('{{trigger.record["Created by"].email}}')), []),
    (
        "parts of a text",
        definition(mail("{{trigger.record.Name.first}}")),
        [("steps[0].config.body", "unknown_reference")],
    ),
    ("broken braces", definition(mail("Hi {{trigger.record.Name")), [("steps[0].config.body", "bad_reference")]),
    (
        "a statement",
        definition(mail("{% for a in b %}{{now}}{% endfor %}")),
        [("steps[0].config.body", "statement_not_allowed")],
    ),
    (
        "a statement in a value without references",
        definition(update({"Name": "{%- if x -%}a{% endif %}"})),
        [("steps[0].config.fields.Name", "statement_not_allowed")],
    ),
    ("a comment", definition(mail("Hi {# nobody sees this #}")), [("steps[0].config.body", "statement_not_allowed")]),
    (
        "a statement in an address",
        definition({"id": "n", "type": "send_notification", "config": {"to": ["{% raw %}"], "title": "x"}}),
        [("steps[0].config.to[0]", "statement_not_allowed")],
    ),
    ("braces and per cent signs in prose", definition(mail("{ 5 % } {%} 100 % {#1")), []),
    (
        "another table",
        definition(
            {"id": "log", "type": "create_record", "config": {"tableId": "tbl_2", "fields": {"Entry": "x"}}},
            update({"Task": "{{trigger.record.id}}"}, record="{{steps.log.record.id}}"),
        ),
        [],
    ),
    (
        "the other table's fields",
        definition({"id": "log", "type": "create_record", "config": {"tableId": "tbl_2", "fields": {"Status": "x"}}}),
        [("steps[0].config.fields.Status", "unknown_field")],
    ),
    (
        "a table of another base",
        definition({"id": "log", "type": "create_record", "config": {"tableId": "tbl_9"}}),
        [("steps[0].config.tableId", "table_not_found")],
    ),
    ("a record by its id", definition(update({"Entry": "x"}, record="rec_00000002000000000001")), []),
    (
        "a record of another base",
        definition(update({"Name": "x"}, record="rec_00000009000000000001")),
        [("steps[0].config.record", "unknown_record")],
    ),
    (
        "no record at all",
        definition(update({"Name": "x"}, record="{{trigger.record.Name}}")),
        [("steps[0].config.record", "unknown_record")],
    ),
    (
        "nobody to tell",
        definition({"id": "n", "type": "send_notification", "config": {"to": [], "title": "x"}}),
        [("steps[0].config.to", "missing")],
    ),
    (
        "settings of a branch in config",
        definition(
            {"id": "f", "type": "branch", "config": {"branches": [{"when": DONE, "steps": [STAMP]}], "else": []}}
        ),
        [],
    ),
    ("a condition step in config", definition({"id": "c", "type": "condition", "config": {"when": DONE}}, STAMP), []),
]


@pytest.mark.parametrize(("raw", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_faults_have_codes_and_paths(raw: Raw, expected: list[tuple[str, str]]) -> None:
    found = [(fault.path, fault.code) for fault in check(raw, TABLES)]
    assert [path for path, _ in found[: len(expected)]] == [path for path, _ in expected]
    assert bool(found) == bool(expected)
    assert [code for _, code in found[: len(expected)]] == [code for _, code in expected]


def test_a_draft_may_be_unfinished_where_a_plan_may_not() -> None:
    tell: Raw = {"id": "n", "type": "send_notification", "config": {"to": [], "title": ""}}
    empty: Raw = {"conjunction": "and", "filters": []}
    gate: Raw = {"id": "g", "type": "condition", "config": {"when": empty}}
    branch: Raw = {"id": "b", "type": "branch", "branches": [{"when": empty, "steps": []}], "else": []}
    parse_definition(
        definition(update({}, record=""), tell, gate, branch, trigger={"type": "field_changed", "config": {}})
    )
    parse_definition(definition())


def test_all_faults_come_at_once() -> None:
    raw = definition(update({"A": 1, "B": 2}), mail("{{x}}"), conditions={"filters": 5})
    assert len(check(raw, TABLES)) >= 4


def test_a_plan_survives_storage_and_is_renamed_to_ids() -> None:
    raw = definition(
        update({"Status": "Done", "Name": "{{trigger.record.Name}}!"}),
        fork(mail('{{trigger.before["Due date"] | default("-")}}')),
        conditions=DONE,
    )
    plan = compile_plan(parse_definition(raw), TABLES)
    kept = Plan.model_validate(json.loads(plan.model_dump_json()))
    assert kept == plan
    first = plan.step("steps.0")
    assert first.type == "update_record"
    assert first.record == '{{ trigger["record"]["id"] }}'
    assert {key: value.kind for key, value in first.fields.items()} == {"fld_1_2": "fixed", "fld_1_1": "rendered"}
    inner = plan.step("steps.1.branches.0.steps.0")
    assert inner.type == "send_email"
    assert inner.body == '{{ trigger["before"]["fld_1_3"] | default("-") }}'
    assert "optbbbbbbbb" in plan.model_dump_json()
    assert "Statuss" not in plan.model_dump_json()


def nested(depth: int) -> Raw:
    inner: list[Raw] = [mail("x")]
    for level in range(depth):
        inner = [fork(*inner, id=f"f{level}")]
    return definition(*inner)


def test_eight_levels_are_allowed_and_nine_are_not() -> None:
    assert check(nested(7), TABLES) == ()
    assert [fault.code for fault in check(nested(8), TABLES)] == ["too_deep"]


def test_a_hundred_steps_are_allowed_and_one_more_is_not() -> None:
    steps = [mail("x", id=f"m{at}") for at in range(MAX_STEPS + 1)]
    assert check(definition(*steps[:-1]), TABLES) == ()
    assert [fault.code for fault in check(definition(*steps), TABLES)] == ["too_many_steps"]


def test_a_definition_above_64_kilobytes_is_refused() -> None:
    steps = [mail("x" * 9_000, id=f"m{at}") for at in range(8)]
    assert [fault.code for fault in check(definition(*steps), TABLES)] == ["definition_too_large"]


def test_hostile_nesting_is_refused_before_anything_recurses() -> None:
    bomb: JsonValue = "x"
    for _ in range(5_000):
        bomb = [bomb]
    assert [fault.code for fault in check(definition(update({"Name": bomb})), TABLES)] == ["too_deep"]


@pytest.mark.parametrize("value", ["x\0", "half a \ud800", float("nan"), float("inf")])
def test_what_cannot_be_stored_is_refused(value: JsonValue) -> None:
    assert [fault.code for fault in check(definition(update({"Name": value})), TABLES)] == ["invalid_value"]


@pytest.mark.parametrize("raw", [{}, {"trigger": None}, {"trigger": {"type": 1}, "steps": "no"}, {"steps": {}}])
def test_nonsense_is_refused_with_paths(raw: Raw) -> None:
    with pytest.raises(Invalid) as caught:
        parse_definition(raw)
    assert all(fault.path for fault in caught.value.faults)
