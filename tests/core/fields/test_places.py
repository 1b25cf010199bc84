import pytest

from core.fields.base import ColumnType
from core.values import JsonValue, StoredValue, ValueKind
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make

BERLIN: JsonValue = {"lat": 52.52, "lng": 13.405}


def test_a_place_is_kept_as_json() -> None:
    item = make("geo")
    assert (item.kind, item.many, item.column_type) == (ValueKind.JSON, False, ColumnType.JSONB)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        (BERLIN, BERLIN),
        ({"lat": 52.0, "lng": -13}, {"lat": 52, "lng": -13}),
        ({"lat": 90, "lng": 180}, {"lat": 90, "lng": 180}),
        ({"lat": 1.123456789, "lng": 0.0000001}, {"lat": 1.1234568, "lng": 1e-07}),
        ({"lat": 1, "lng": 2, "label": " Home (old) "}, {"lat": 1, "lng": 2, "label": "Home (old)"}),
        ({"lat": 1, "lng": 2, "label": ""}, {"lat": 1, "lng": 2}),
        ({"lat": 1, "lng": 2, "label": None}, {"lat": 1, "lng": 2}),
        ({"lat": 90.1, "lng": 0}, Refused("lat must be")),
        ({"lat": 0, "lng": -180.5}, Refused("lng must be")),
        ({"lat": 0}, REFUSED),
        ({"lat": "1", "lng": 2}, REFUSED),
        ({"lat": True, "lng": 2}, REFUSED),
        ({"lat": 1, "lng": 2, "zoom": 3}, REFUSED),
        ({"lat": 1, "lng": 2, "label": 5}, Refused("label")),
        ({"lat": 1, "lng": 2, "label": "x" * 256}, REFUSED),
        ([52.52, 13.405], REFUSED),
        ("52.52, 13.405", REFUSED),
    ],
)
def test_places_are_degrees(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_parse(make("geo"), raw, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52.52, 13.405", BERLIN),
        ("52.52,13.405", BERLIN),
        ("52.52 13.405", BERLIN),
        ("52,52; 13,405", BERLIN),
        ("52.52° N, 13.405° E", BERLIN),
        ("13.405° E, 52.52° N", BERLIN),
        ("33.9 S, 18.4 E", {"lat": -33.9, "lng": 18.4}),
        ("Berlin (52.52, 13.405)", {"lat": 52.52, "lng": 13.405, "label": "Berlin"}),
        (" ", None),
        ("Berlin", Refused("52.52, 13.405")),
        ("91, 0", Refused("lat")),
        ("52.52", REFUSED),
        ("52.52 N, 13 N", REFUSED),
        ("9" * 500, REFUSED),
        (BERLIN, BERLIN),
    ],
)
def test_text_is_read_as_maps_write_it(text: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("geo"), text, expected)
