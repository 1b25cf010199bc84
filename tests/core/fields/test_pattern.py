"""Which patterns are taken: those that every engine reads alike and that are matched in one walk over the text."""

import re

import pytest

from core.fields.pattern import whole

TAKEN = [
    (r"[A-Z]{2}-\d{4}", r"[A-Z]{2}-\d{4}"),
    (r"^[A-Z]+$", r"[A-Z]+"),
    (r"a|b|", r"a|b|"),
    (r"(?:ab)*c?", r"(?:ab)*c?"),
    (r"(a|(b|c))+", r"(a|(b|c))+"),
    (r"\$\^\.\\", r"\$\^\.\\"),
    (r"x\$", r"x\$"),
    (r"^x\\$", r"x\\"),
    (r"[^\s@]+@[\w.-]+", r"[^\s@]+@[\w.-]+"),
    (r"[a\]-]", r"[a\]-]"),
    (r"[Α-Ω]+ {2,}é", r"[Α-Ω]+ {2,}é"),
    (r".*", r".*"),
]

REFUSED = [
    ("", "empty"),
    ("^$", "empty"),
    (r"(a)\1", "no meaning"),
    (r"(?=a)", "lookaround"),
    (r"(?i)a", "lookaround"),
    (r"(?P<n>a)", "lookaround"),
    (r"a**", "in a row"),
    (r"a*?", "in a row"),
    (r"a{2}{3}", "in a row"),
    (r"*a", "nothing to repeat"),
    (r"(|*)", "nothing to repeat"),
    (r"{2}", "nothing to repeat"),
    (r"a{,3}", "count"),
    (r"a{x}", "count"),
    (r"a{3,2}", "counts"),
    (r"a{256}", "counts"),
    (r"((a{50}){50}){50}", "multiply"),
    (r"(" * 21 + "a" + ")" * 21, "deep"),
    (r"(a", "not closed"),
    (r"a)", "no group"),
    (r"[a", "not closed"),
    (r"[", "not closed"),
    (r"[]", "empty"),
    (r"[[:alpha:]]", r"\["),
    (r"[z-a]", "nowhere"),
    (r"[\d-z]", "nowhere"),
    (r"^EL", "whole text"),
    (r"EL$", "whole text"),
    (r"x\\$", "whole text"),
    (r"a^b", "whole text"),
    (r"a$|b", "whole text"),
    (r"\b", "no meaning"),
    ("\\", "no meaning"),
    ("[\\", "no meaning"),
    ("a\x00", "NUL"),
    ("a" * 501, "500"),
]


@pytest.mark.parametrize(("pattern", "kept"), TAKEN)
def test_plain_patterns_are_taken_without_their_anchors(pattern: str, kept: str) -> None:
    assert whole(pattern) == kept
    re.compile(kept)


@pytest.mark.parametrize(("pattern", "words"), REFUSED)
def test_others_are_refused_with_the_reason(pattern: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        whole(pattern)
