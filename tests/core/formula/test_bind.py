"""Formulas beside fields of every other type."""

import pytest

from core.errors import Invalid
from core.fields.registry import FIELD_TYPES
from core.values import JsonValue
from tests.core.formula.support import FIELDS, OPTIONS, field, formula, saved

LINK: JsonValue = {"tableId": "tbl_x", "choices": {"filter": {"filters": [{"field": "a", "operator": "isEmpty"}]}}}
RICH: dict[str, JsonValue] = {
    "link": LINK,
    "singleSelect": {
        "options": [{"id": "opt00000001", "name": "red"}, {"id": "opt00000002", "name": "blue"}],
        "default": "opt00000001",
        "dependsOn": {"field": "fld_x", "allow": {"opt00000001": ["opt00000002"]}},
    },
    "multiSelect": OPTIONS,
    "button": {"action": {"type": "openUrl", "url": "https://a.org/{Name}"}},
    "formula": {"expression": "1 + 1"},
    "lookup": {"linkField": "L", "field": "f", "filter": {"filters": []}},
    "rollup": {"linkField": "L", "field": "f", "aggregate": "sum"},
    "count": {"linkField": "L"},
}
EVERY = [field(100 + at, f"Every {name}", name, RICH.get(name)) for at, name in enumerate(FIELD_TYPES)]


def test_a_table_with_every_type_has_formulas() -> None:
    schema = saved(formula(50, "Twice", "Qty * 2"), fields=(*FIELDS, *EVERY))
    twice = schema.by_name["Twice"]
    assert twice.formulas is not None
    assert twice.formulas.invalid(twice) is None
    again = saved(formula(50, "Twice", "Qty * 2"), fields=(*FIELDS, *EVERY))
    assert again.by_name["Twice"].formulas is twice.formulas


@pytest.mark.parametrize("name", ["link", "button", "json"])
def test_what_has_no_value_for_a_formula_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        saved(formula(50, "Bad", f"{{Every {name}}} & 1"), fields=(*FIELDS, *EVERY))
    assert caught.value.faults[0].path == "Bad.config.expression"
