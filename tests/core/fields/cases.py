"""Makes a field of a type, and runs a table of values through it."""

from typing import NamedTuple

import pytest

from core.fields.base import InvalidValue, UnknownOptions
from core.schema import FieldDef
from core.values import JsonValue, StoredValue
from tests.support.query_tables import field


class Refused(NamedTuple):
    """What a table says where the value must be refused: words of the message."""

    words: str = ""


REFUSED = Refused()


def make(type: str, **config: JsonValue) -> FieldDef:
    return field(1, "It", type, config)


def same(found: StoredValue, expected: StoredValue) -> bool:
    """Equal, and of one type: True is not 1, and 5 is not 5.0."""
    return found == expected and type(found) is type(expected)


def check_parse(item: FieldDef, raw: JsonValue, expected: StoredValue | Refused) -> None:
    if isinstance(expected, Refused):
        with pytest.raises(InvalidValue) as caught:
            item.type.parse(raw, item)
        assert expected.words in str(caught.value)
        assert len(str(caught.value)) < 2_000
        str(caught.value).encode()
        return
    stored = item.type.parse(raw, item)
    assert same(stored, expected), stored
    assert same(item.type.parse(item.type.wire(stored, item), item), stored)
    assert same(item.type.coerce(item.type.wire(stored, item), item), stored)
    assert same(item.type.coerce(item.type.format(stored, item), item), stored)


def check_coerce(item: FieldDef, raw: JsonValue, expected: StoredValue | Refused) -> None:
    if isinstance(expected, Refused):
        with pytest.raises(InvalidValue) as caught:
            item.type.coerce(raw, item)
        assert not isinstance(caught.value, UnknownOptions)
        assert expected.words in str(caught.value)
        str(caught.value).encode()
        return
    stored = item.type.coerce(raw, item)
    assert same(stored, expected), stored
    assert same(item.type.parse(item.type.wire(stored, item), item), stored)
