import pytest

from core.errors import Invalid
from core.fields.options import COLORS, MAX_OPTIONS, SelectConfig
from core.fields.registry import FIELD_TYPES, get_type, parse_config
from core.values import JsonValue

NAMES = [
    "text",
    "longText",
    "number",
    "percent",
    "currency",
    "rating",
    "duration",
    "checkbox",
    "date",
    "datetime",
    "singleSelect",
    "multiSelect",
    "user",
    "multiUser",
    "url",
    "email",
    "phone",
    "barcode",
    "geo",
    "json",
    "aiText",
    "button",
    "autoNumber",
    "createdTime",
    "modifiedTime",
    "createdBy",
    "modifiedBy",
    "formula",
    "link",
    "lookup",
    "rollup",
    "count",
    "attachment",
]


def test_the_types_are_those_of_the_contract() -> None:
    assert list(FIELD_TYPES) == NAMES
    assert all(get_type(name).name == name for name in NAMES)


@pytest.mark.parametrize("name", ["", "Text", "formulas", "x" * 10_000, "\ud800"])
def test_an_unknown_type_is_named_with_its_path(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        get_type(name, "fields[2].type")
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [("fields[2].type", "unknown_field_type")]
    assert len(caught.value.detail.encode()) < 1_000


NEEDED: dict[str, dict[str, JsonValue]] = {
    "link": {"tableId": "tbl_x", "choices": {"filter": {"filters": []}}},
    "lookup": {"linkField": "Lines", "field": "Amount", "filter": {"filters": []}},
    "rollup": {"linkField": "Lines", "field": "Amount", "aggregate": "sum"},
    "count": {"linkField": "Lines"},
    "formula": {"expression": "1 + 1"},
}
"""Settings without which a type is nothing."""


@pytest.mark.parametrize("name", NAMES)
def test_every_type_has_defaults_that_read_back(name: str) -> None:
    kind = get_type(name)
    needed = NEEDED.get(name)
    config = parse_config(kind, needed)
    assert parse_config(kind, needed or {}) == config
    assert parse_config(kind, dict(config.wire())) == config
    hash(config)


@pytest.mark.parametrize(
    ("type", "raw", "paths"),
    [
        ("text", [], ["config"]),
        ("text", "x", ["config"]),
        ("text", {"markdown": True}, ["config.markdown"]),
        ("longText", {"markdown": "yes"}, ["config.markdown"]),
        ("number", {"precision": 11}, ["config.precision"]),
        ("number", {"precision": -1}, ["config.precision"]),
        ("number", {"precision": "2"}, ["config.precision"]),
        ("number", {"precision": True}, ["config.precision"]),
        ("number", {"precision": 2.5}, ["config.precision"]),
        ("currency", {"currency": "usd", "precision": 9}, ["config.currency", "config.precision"]),
        ("currency", {"currency": "USD\n"}, ["config.currency"]),
        ("rating", {"max": 0}, ["config.max"]),
        ("rating", {"max": 11, "icon": "<b>"}, ["config.max", "config.icon"]),
        ("date", {"format": "dmy"}, ["config.format"]),
        ("datetime", {"timeZone": "Mars/Olympus"}, ["config.timeZone"]),
        ("datetime", {"timeZone": "../../etc/passwd"}, ["config.timeZone"]),
        ("datetime", {"timeZone": "America"}, ["config.timeZone"]),
        ("datetime", {"timeZone": "europe/athens"}, ["config.timeZone"]),
        ("datetime", {"time_zone": 5}, ["config.time_zone"]),
        ("autoNumber", {"prefix": "A"}, ["config.prefix"]),
        ("percent", {"precision": 11}, ["config.precision"]),
        ("duration", {"format": "mm:ss"}, ["config.format"]),
        ("aiText", {"prompt": 5}, ["config.prompt"]),
        ("button", {"label": " "}, ["config.label"]),
        ("button", {"color": "mauve"}, ["config.color"]),
        ("button", {"action": {"type": "openUrl", "url": "javascript:alert(1)"}}, ["config.action.url"]),
        ("button", {"action": {"type": "openUrl", "url": "{Link}"}}, ["config.action.url"]),
        ("button", {"action": {"type": "openUrl", "url": "https://{Host}/x"}}, ["config.action.url"]),
        ("button", {"action": {"type": "openUrl", "url": "https://a.org{Name}"}}, ["config.action.url"]),
        ("button", {"action": {"type": "openUrl", "url": "https://a.org/{x"}}, ["config.action.url"]),
        ("button", {"action": {"type": "eval"}}, ["config.action"]),
        ("count", None, ["config.linkField"]),
        ("count", {"linkField": "L", "field": "x"}, ["config.field"]),
        ("lookup", {"linkField": "", "field": 5}, ["config.linkField", "config.field"]),
        ("lookup", {"linkField": "L", "field": "f", "limit": 0}, ["config.limit"]),
        (
            "lookup",
            {"linkField": "L", "field": "f", "sorts": [{"direction": "up"}]},
            ["config.sorts[0].field", "config.sorts[0].direction"],
        ),
        ("rollup", {"linkField": "L", "field": "f", "aggregate": "total"}, ["config.aggregate"]),
        ("formula", None, ["config.expression"]),
        ("formula", {"expression": ""}, ["config.expression"]),
        ("formula", {"expression": "1", "timeZone": "Mars"}, ["config.timeZone"]),
        (
            "formula",
            {"expression": "1", "format": {"precision": 11, "x": 1}},
            ["config.format.precision", "config.format.x"],
        ),
        ("singleSelect", {"options": "a"}, ["config.options"]),
        ("singleSelect", {"options": ["a"]}, ["config.options[0]"]),
        ("singleSelect", {"options": [{"name": "a"}, {"color": "red"}]}, ["config.options[1].name"]),
        ("singleSelect", {"options": [{"name": " "}]}, ["config.options[0].name"]),
        ("singleSelect", {"options": [{"name": "a\x00"}]}, ["config.options[0].name"]),
        ("singleSelect", {"options": [{"name": "x" * 256}]}, ["config.options[0].name"]),
        ("singleSelect", {"options": [{"name": "\ud800"}]}, ["config"]),
        ("singleSelect", {"options": [{"name": "a", "color": "mauve"}]}, ["config.options[0].color"]),
        ("singleSelect", {"options": [{"name": "a", "id": "x"}]}, ["config.options[0].id"]),
        ("singleSelect", {"options": [{"name": "a"}, {"name": " A"}]}, ["config.options"]),
        ("multiSelect", {"options": [{"name": "ΟΣ"}, {"name": "οσ"}]}, ["config.options"]),
        (
            "multiSelect",
            {"options": [{"name": "a", "id": "opt00000000"}, {"name": "b", "id": "opt00000000"}]},
            ["config.options"],
        ),
        ("multiSelect", {"options": [{"name": str(n)} for n in range(MAX_OPTIONS + 1)]}, ["config.options"]),
    ],
)
def test_every_fault_of_a_config_has_its_path(type: str, raw: JsonValue, paths: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        parse_config(get_type(type), raw)
    assert [fault.path for fault in caught.value.faults] == paths
    assert all(fault.code == "invalid_config" and fault.message for fault in caught.value.faults)
    caught.value.detail.encode()


def test_a_deep_config_is_refused() -> None:
    deep: JsonValue = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Invalid):
        parse_config(get_type("text"), {"x": deep})


def test_options_without_colours_take_the_next_one() -> None:
    names: list[JsonValue] = [{"name": str(number)} for number in range(14)]
    config = parse_config(get_type("singleSelect"), {"options": names})
    assert isinstance(config, SelectConfig)
    assert [option.color for option in config.options] == [*COLORS, *COLORS[:2]]
    assert len(COLORS) == 12


def test_a_full_list_of_options_is_accepted() -> None:
    names: list[JsonValue] = [{"id": f"opt{number:08}", "name": f" {number} "} for number in range(MAX_OPTIONS)]
    config = parse_config(get_type("multiSelect"), {"options": names})
    assert isinstance(config, SelectConfig)
    assert config.resolve("7") == "opt00000007"
    assert config.positions["opt00000007"] == 7


def test_options_new_in_a_config_have_no_id_yet() -> None:
    config = parse_config(get_type("singleSelect"), {"options": [{"name": "New"}]})
    assert isinstance(config, SelectConfig)
    assert config.options[0].id is None
    assert config.resolve("New") is None
