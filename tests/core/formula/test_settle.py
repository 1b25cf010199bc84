"""Formulas as they are stored."""

from dataclasses import replace

import pytest

from core.errors import Invalid
from core.formula.settle import finder, settled, shown_expression
from core.schema import TableSchema
from tests.core.formula.support import FIELDS, field, formula, saved


def shown(schema: TableSchema, name: str) -> str:
    return shown_expression(schema.by_name[name], schema.by_id)


def test_what_is_stored_may_be_longer_than_what_is_written() -> None:
    text = f"SUM({','.join(['Qty'] * 400)})"
    schema = saved(formula(50, "Long", text))
    assert shown(schema, "Long") == text.replace("Qty", "{Qty}")


def test_a_name_is_found_without_regard_to_capitals_and_an_id_wins() -> None:
    twin = field(60, FIELDS[1].id, "text")
    find = finder((*FIELDS, twin))
    assert find("QTY") == FIELDS[1]
    assert find(FIELDS[1].id) == FIELDS[1]
    assert find("nothing") is None


def test_every_formula_uses_the_results_of_those_before_it_in_whatever_order_they_come() -> None:
    schema = saved(formula(50, "C", "B & 1"), formula(51, "B", "A > 1"), formula(52, "A", "Qty / 2"))
    kinds = {name: schema.by_name[name].kind.value for name in "ABC"}
    assert kinds == {"A": "number", "B": "boolean", "C": "text"}


@pytest.mark.parametrize(
    ("formulas", "way"),
    [
        ({"A": "A"}, "A → A"),
        ({"A": "B", "B": "A"}, "A → B → A"),
        ({"A": "B + B", "B": "1 + C", "C": 'IF(Done, A, "x")'}, "A → B → C → A"),
    ],
)
def test_a_circle_is_shown(formulas: dict[str, str], way: str) -> None:
    with pytest.raises(Invalid) as caught:
        saved(*(formula(50 + at, name, text) for at, (name, text) in enumerate(formulas.items())))
    assert [fault.code for fault in caught.value.faults] == ["circular_formula"]
    assert way in caught.value.faults[0].message


def test_what_is_hidden_of_a_circle_is_not_named() -> None:
    """``Shown`` is made of hidden fields and published."""
    texts = {"Net": "Qty", "Shown": "Zsecret", "Zsecret": "Zother", "Zother": "Net"}
    before = saved(*(formula(50 + at, name, text) for at, (name, text) in enumerate(texts.items())))
    net = formula(50, "Net", "Shown + 1")
    fields = tuple(net if item.name == "Net" else item for item in before.fields)
    visible = [item for item in fields if not item.name.startswith("Z")]
    with pytest.raises(Invalid) as caught:
        settled(fields, [net.id], {net.id: "config.expression"}, visible)
    [fault] = caught.value.faults
    assert (fault.path, fault.code) == ("config.expression", "circular_formula")
    assert "Net → Shown → … → Net" in fault.message


def test_a_deep_chain_of_formulas_is_no_circle() -> None:
    schema = saved(*(formula(50 + at, f"F{at}", f"F{at + 1} + 1" if at < 40 else "Qty") for at in range(41)))
    last = schema.by_name["F0"]
    assert last.formulas is not None
    assert last.formulas.invalid(last) is None


def test_a_stored_formula_that_does_not_fit_any_more_is_left_as_it_is() -> None:
    schema = saved(formula(50, "Half", "Qty / 2"))
    now = tuple(replace(it, type=field(2, "Qty", "text").type, config=field(2, "Qty", "text").config)
                if it.name == "Qty" else it for it in schema.fields)  # fmt: skip
    again = replace(schema, fields=settled(now, [], {}, now))
    half = again.by_name["Half"]
    assert half.config == schema.by_name["Half"].config
    assert half.formulas is not None
    assert "VALUE(…) reads text as a number" in str(half.formulas.invalid(half))
