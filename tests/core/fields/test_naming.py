"""Which records a text means: lists of titles, titles with commas, one record or several."""

import pytest

from core.fields.link import LinkConfig
from core.fields.naming import Match, meant, said
from core.text import fold

KNOWN = {fold(title): Match(key, title) for key, title in enumerate(("a", "b", "beta, gamma", "b, a"), start=1)}
CASES = [
    ("a", [1], [1]),
    ("A, b", [1, 2], [1]),
    ("beta, gamma", [3], [3]),
    ('"beta, gamma", a', [3, 1], [3]),
    # A list whose parts are all somebody's is a list, whoever else is called so.
    ("b, a", [2, 1], [4]),
    ("beta, nobody", [], []),
    ("a, nobody", [1], [1]),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "several", "one"), CASES)
def test_what_a_text_means(text: str, several: list[int], one: list[int]) -> None:
    many = LinkConfig.model_validate({"tableId": "tbl_x", "cardinality": "manyToMany"})
    single = LinkConfig.model_validate({"tableId": "tbl_x", "cardinality": "manyToOne"})
    asked = {fold(title) for title in said(text)}
    known = {title: match for title, match in KNOWN.items() if title in asked}
    assert (meant(text, many, known).keys, meant(text, single, known).keys) == (several, one)
