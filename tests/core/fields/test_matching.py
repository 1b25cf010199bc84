"""Patterns matched by our own automaton: as Python's engine matches them where that is safe, and in one walk always."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields.matching import LONGEST, matches
from core.fields.pattern import whole

PATTERNS = [
    r"[A-Z]{2}-\d{4}", r"a|b|", r"(?:ab)*c?", r"(a|(b|c))+", r"\$\^\.\\", r"[^\s@]+@[\w.-]+", r"[a\]-]", r".*",
    r"[Α-Ω]+ {2,}é", r"a{0}b", r"a{2,3}", r"(a|b){2}", r"x?y+z*", r"[&~|]+", r"(a?){3}b", r"\n|\t", r"[^a]", r"()a",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(st.sampled_from("abcxyzABΑΩé \n\t-@.$^\\]&~|019"), max_size=8))
def test_it_says_what_pythons_engine_says(pattern: str, text: str) -> None:
    assert matches(whole(pattern), text) == (re.compile(pattern, re.DOTALL).fullmatch(text) is not None)


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|a)*b", r"(a*a*a*a*)*b", r"(a?){200}a{200}"])
def test_a_hostile_pattern_takes_one_walk(pattern: str) -> None:
    began = time.monotonic()
    assert matches(whole(pattern), "a" * 5_000) is False
    assert time.monotonic() - began < 5


def test_very_long_text_has_no_form() -> None:
    assert matches(".*", "a" * LONGEST)
    assert not matches(".*", "a" * (LONGEST + 1))
