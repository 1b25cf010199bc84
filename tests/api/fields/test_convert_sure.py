"""What SQL converts by itself is what ``core.fields.conversion`` says."""

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.fields.convert.sure import sure
from core.fields.conversion import Conversion
from core.schema import FieldDef
from core.values import JsonValue
from tests.core.fields.cases import make


def made(type_name: str, config: dict[str, JsonValue]) -> FieldDef:
    return make(type_name, **config)


DIGITS = st.text("0123456789.,-+ e%()", min_size=1, max_size=18)
NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16).map(str), st.decimals(-(10**9), 10**9, places=6).map(lambda n: f"{n:f}"), DIGITS
)
EDGES = [
    "0", "-0", "0.0", "-0.0", "-0.00", "007", "1.", ".5", "1.5", "1.500", "-1.25", "999999999999999", "1e5", "1,5",
    "1.234", "12 ", " 12", "12\n", "1.2.3", "", "--1", "0.5", "2.675", "-2.675", "123456789.123456", "٣", "１",
]  # fmt: skip


@pytest.mark.parametrize("config", [{}, {"precision": 0}, {"precision": 2}, {"precision": 10}])
def test_texts_become_the_same_numbers(database_url: str, config: dict[str, JsonValue]) -> None:
    conversion = Conversion(made("text", {}), made("number", config))
    found = sure(conversion)
    assert found is not None
    when, value = (text.replace("{v}", "x.v") for text in (found.when, found.value))
    statement = f"SELECT x.v, to_jsonb({value}) FROM unnest(%s::text[]) AS x(v) WHERE {when}".encode()
    with psycopg.connect(database_url, autocommit=True) as conn:

        @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(st.lists(NUMBERS, max_size=50))
        def same(texts: list[str]) -> None:
            for text, converted in conn.execute(statement, [[*EDGES, *texts]]).fetchall():
                assert repr(converted) == repr(conversion.value(text)), text

        same()
        plain = conn.execute(statement, [["12", "-3.5", "0"]]).fetchall()
        assert len(plain) == 3


@pytest.mark.parametrize("config", [{}, {"precision": 0}])
def test_whole_numbers_become_the_same_texts(database_url: str, config: dict[str, JsonValue]) -> None:
    conversion = Conversion(made("number", config), made("text", {}))
    found = sure(conversion)
    assert found is not None
    when, value = (text.replace("{v}", "x.v") for text in (found.when, found.value))
    given_numbers = [0, -1, 12, 1.5, 1e14, 999999999999999, 1e15, 1e300, -7.25, 5e-324]
    with psycopg.connect(database_url, autocommit=True) as conn:
        statement = f"SELECT to_jsonb(x.v), {value} FROM unnest(%s::float8[]) AS x(v) WHERE {when}".encode()
        rows = conn.execute(statement, [[float(number) for number in given_numbers]]).fetchall()
    assert [(number, text) for number, text in rows] == [(number, conversion.value(number)) for number, _ in rows]
    assert len(rows) == 5


def test_nothing_is_sure_of_lists_and_other_types() -> None:
    assert sure(Conversion(made("text", {}), made("date", {}))) is None
    assert sure(Conversion(made("number", {"precision": 2}), made("text", {}))) is None
    assert sure(Conversion(made("text", {}), made("text", {}), listed=True)) is None
