"""Rendering: types kept, names missing said, nothing reachable beyond the values."""

import pytest

from activities.templating import MAX_OUTPUT, MissingReference, Names, Renderer, Value
from core.errors import LimitExceeded
from core.values import JsonValue
from workflows.language.refs import FILTERS

RECORD: dict[str, Value] = {
    "fld_1": "Ada & Bob",
    "fld_2": 12.0,
    "fld_3": None,
    "fld_4": ["a", "b"],
    "fld_5": {"id": "usr_1", "name": "Ada", "email": "ada@example.org"},
    "fld_6": True,
    "fld_7": 2.345,
    "items": "a field may be called items",
}
RENDERER = Renderer(
    {
        "trigger": Names(("trigger",), {"record": Names(("trigger", "record"), RECORD)}),
        "steps": Names(("steps",), {}, "that step has not run"),
        "now": "2026-11-22T10:00:00+00:00",
    }
)


def ref(field: str, filters: str = "") -> str:
    return f'{{{{ trigger["record"]["{field}"]{filters} }}}}'


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("plain", "plain"),
        (f"Hi {ref('fld_1')}!", "Hi Ada & Bob!"),
        (f"{ref('fld_2')} pieces", "12 pieces"),
        (f"[{ref('fld_3')}]", "[]"),
        (f"[{ref('fld_4')}]", "[a, b]"),
        (f"by {ref('fld_5')}", "by Ada"),
        (f"{ref('fld_6')}?", "true?"),
        (f"{ref('items')}.", "a field may be called items."),
        (ref("fld_3", ' | default("-")') + ".", "-."),
        (f"{ref('fld_7', ' | round(1)')}.", "2.3."),
        (f"{ref('fld_1', ' | upper()')}.", "ADA & BOB."),
        (f"{ref('fld_4', ' | length()')}.", "2."),
        ("{% for x in y %} {# {{ now }} #}\n", "{% for x in y %} {# 2026-11-22T10:00:00+00:00 #}\n"),
    ],
)
def test_text(template: str, expected: str) -> None:
    assert RENDERER.text(template) == expected


@pytest.mark.parametrize("field", ["fld_1", "fld_2", "fld_3", "fld_4", "fld_5", "fld_6"])
def test_a_lone_reference_keeps_its_type(field: str) -> None:
    found = RENDERER.value(f"  {ref(field)} ")
    assert found == RECORD[field]
    assert type(found) is type(RECORD[field])


def test_json_is_rendered_inside() -> None:
    template: JsonValue = {"a": [ref("fld_2"), f"n={ref('fld_2')}", 5]}
    assert RENDERER.value(template) == {"a": [12.0, "n=12", 5]}


@pytest.mark.parametrize("template", [ref("fld_9"), f"x {ref('fld_9')}"])
def test_a_missing_name_is_named(template: str) -> None:
    with pytest.raises(MissingReference, match=r"\{\{trigger.record.fld_9\}\}"):
        RENDERER.value(template)


def test_a_step_that_did_not_run_is_named() -> None:
    with pytest.raises(MissingReference, match=r"steps\.later.*that step has not run"):
        RENDERER.text('{{ steps["later"]["record"]["id"] }}!')


@pytest.mark.parametrize(
    "template",
    [
        '{{ trigger["__class__"] }}',
        '{{ now["__class__"]["__mro__"] }} x',
        "{{ now.__class__ }}",
        "{{ range(10) }}",
        '{{ trigger["record"]["fld_1"]["format"] }}y',
        "{{ cycler }}",
    ],
)
def test_even_a_template_that_escaped_checking_reaches_nothing(template: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever refuses it, as long as it is refused
        RENDERER.text(template)
    assert "<class" not in str(caught.value)


def test_output_is_capped() -> None:
    renderer = Renderer({"now": "x" * (MAX_OUTPUT // 2 + 1)})
    with pytest.raises(LimitExceeded):
        renderer.text("{{ now }}{{ now }}")


def test_every_filter_of_the_language_is_implemented() -> None:
    for name, most in FILTERS.items():
        for count in range(most + 1):
            arguments = ", ".join(["1"] * count)
            assert RENDERER.text(f"{ref('fld_2', f' | {name}({arguments})')}!")
