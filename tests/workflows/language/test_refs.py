"""References: what is one, what is not, and rewriting."""

import pytest

from workflows.language.refs import BadReference, Filter, find, lone, rewrite, shown


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{{now}}", ("now",)),
        ("{{ trigger.record.Name }}", ("trigger", "record", "Name")),
        ('{{trigger.record["Due date"]}}', ("trigger", "record", "Due date")),
        ("{{trigger.record['a.b']}}", ("trigger", "record", "a.b")),
        ("{{trigger.record.Όνομα}}", ("trigger", "record", "Όνομα")),
        ('{{trigger.record["say \\"hi\\" }}"]}}', ("trigger", "record", 'say "hi" }}')),
        ("{{steps.find_it.record.id}}", ("steps", "find_it", "record", "id")),
    ],
)
def test_a_reference_is_a_path(text: str, path: tuple[str, ...]) -> None:
    assert [reference.path for reference in find(text)] == [path]
    assert lone(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "{{}}", "{{ }}", "{{trigger.record.Name", "{{trigger..Name}}", "{{1 + 1}}", "{{trigger.record.Due date}}",
        "{{trigger.record[0]}}", "{{ ''.__class__ }}", "{{trigger.record.items()}}", "{{range(10)}}", "{{x | map}}",
        "{{now | default(1, 2)}}", "{{now | upper(}}", "{{ a if b }}", "{{ [1] }}", "{{{now}}}",
    ],
)  # fmt: skip
def test_anything_else_between_braces_is_refused(text: str) -> None:
    with pytest.raises(BadReference):
        find(text)


@pytest.mark.parametrize("text", ["", "plain", "{% for x in y %}", "{# note #}", "}} {", "{ {now} }"])
def test_text_without_double_braces_is_literal(text: str) -> None:
    assert find(text) == []
    assert lone(text) is None
    assert rewrite(text, lambda reference: reference.path) == text


def test_filters_carry_their_arguments() -> None:
    found = find("{{trigger.record.Amount | round(2) | default('-')}}")
    assert found[0].filters == (Filter("round", (2,)), Filter("default", ("-",)))


def test_a_reference_beside_text_is_not_alone() -> None:
    assert lone("{{now}}!") is None
    assert lone("{{now}}{{now}}") is None
    assert lone("  {{now}}\n") is not None


def test_rewriting_replaces_paths_and_keeps_everything_else() -> None:
    written = 'Due {{trigger.record["Due date"] | default("soon")}} {% raw %}'
    assert (
        rewrite(written, lambda reference: ("trigger", "record", "fld_1"))
        == 'Due {{ trigger["record"]["fld_1"] | default("soon") }} {% raw %}'
    )


def test_a_path_is_shown_the_way_people_write_it() -> None:
    assert shown(("trigger", "record", 'a "b"')) == 'trigger.record["a \\"b\\""]'
