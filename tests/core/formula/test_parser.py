"""Text → tree → text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.formula.ast import BinaryNode, CallNode, NegationNode, Node, NumberNode, Operator, ReferenceNode, TextNode
from core.formula.errors import FormulaError, Problem, Span
from core.formula.lexer import MAX_LENGTH
from core.formula.parser import parse
from core.formula.printer import renamed, show

CANONICAL = [
    ("1+2*3", "1 + 2 * 3"),
    ("(1+2)*3", "(1 + 2) * 3"),
    ("1-(2-3)", "1 - (2 - 3)"),
    ("1-2-3", "1 - 2 - 3"),
    ("-2^2", "-2 ^ 2"),
    ("(-2)^2", "(-2) ^ 2"),
    ("2^-1", "2 ^ (-1)"),
    ("2^3^2", "2 ^ 3 ^ 2"),
    ("- -1", "--1"),
    ("+1", "1"),
    ("a<>b", "{a} != {b}"),
    ("a ≠ b", "{a} != {b}"),
    ("1 ≤ 2", "1 <= 2"),
    ("3 × 4 ÷ 2 − 1", "3 * 4 / 2 - 1"),
    ('"a"&1+2', '"a" & 1 + 2'),
    ("'single'", '"single"'),
    ("'it\\'s'", '"it\'s"'),
    ('"say \\"hi\\""', '"say \\"hi\\""'),
    ("“smart” & ‘quotes’", '"smart" & "quotes"'),
    ('"inside “stays”"', '"inside “stays”"'),
    (r'"\d+\n"', '"\\\\d+\\n"'),
    ("{Unit price}", "{Unit price}"),
    (r"{a \} b}", r"{a \} b}"),
    ("{a { b}", "{a { b}"),
    ("Price_2", "{Price_2}"),
    ("Τιμή", "{Τιμή}"),
    ("if(true_ish, 1 , 2)", "IF({true_ish}, 1, 2)"),
    ("now", "NOW()"),
    ("NOW()", "NOW()"),
    ("blank", "BLANK()"),
    ("sum(1,\n\t2)", "SUM(1, 2)"),
    ("// what it is\n1 /* one */ + 1", "1 + 1"),
    (".5 + 1. + 1e3", "0.5 + 1 + 1000"),
    ("12345678901234567890", "1.2345678901234567e+19"),
]


@pytest.mark.parametrize(("text", "canonical"), CANONICAL, ids=[text for text, _ in CANONICAL])
def test_canonical_form(text: str, canonical: str) -> None:
    tree = parse(text)
    assert show(tree) == canonical
    assert parse(canonical) == tree


FAULTS = [
    ("", "empty_formula", Span(0, 0)),
    ("  // only a comment", "empty_formula", Span(19, 19)),
    ("1 +", "unexpected_token", Span(3, 3)),
    ("a b", "unexpected_token", Span(2, 3)),
    (")", "unexpected_token", Span(0, 1)),
    ("SUM(1, 2", "unexpected_token", Span(8, 8)),
    ("SUM(1,)", "unexpected_token", Span(6, 7)),
    ("SUM(,1)", "unexpected_token", Span(4, 5)),
    ('"abc', "unclosed_text", Span(0, 4)),
    ("1 + {abc", "unclosed_field", Span(4, 8)),
    ("{ }", "empty_field", Span(0, 3)),
    ("/* abc", "unclosed_comment", Span(0, 6)),
    ("2x", "invalid_number", Span(0, 1)),
    ("1.2.3", "invalid_number", Span(0, 3)),
    ("1e999", "invalid_number", Span(0, 5)),
    ("9" * 500, "invalid_number", Span(0, 500)),
    ("a == b", "unknown_operator", Span(2, 4)),
    ("a && b", "unknown_operator", Span(2, 4)),
    ("1 ; 2", "unexpected_character", Span(2, 3)),
    ("'a\x00'", "invalid_text", Span(0, 4)),
    ("'\ud800'", "invalid_text", Span(0, 3)),
]


@pytest.mark.parametrize(("text", "code", "span"), FAULTS, ids=[text[:20] or "empty" for text, _, _ in FAULTS])
def test_faults_say_where(text: str, code: str, span: Span) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    problem = caught.value.problems[0]
    assert (problem.code, problem.span) == (code, span)
    assert f"(at character {span.start + 1})" in problem.told


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9_000 + "1",
        "-" * 9_000 + "1",
        "1+" * 4_000 + "1",
        "1^" * 4_000 + "1",
        "IF(" * 3_000 + "1",
        "a&" * 4_999 + "a",
    ],
    ids=["parentheses", "signs", "sum", "powers", "calls", "texts"],
)
def test_depth_is_limited(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.problems[0].code == "formula_too_deep"


def test_length_is_limited() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("1" + " " * MAX_LENGTH)
    assert caught.value.problems[0].code == "formula_too_long"


def test_renaming_keeps_everything_else() -> None:
    text = "/* net */ Price  *  {Old \\} name} // Price"
    names = {"Price": "New {1}", "Old } name": "Qty"}
    assert renamed(text, parse(text), names.get) == "/* net */ {New {1\\}}  *  {Qty} // Price"


_SPAN = Span(0, 0)
_texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
_names = _texts.map(str.strip).filter(bool)
_leaves = st.one_of(
    st.floats(0, 1e300).map(lambda value: NumberNode(value, _SPAN)),
    st.integers(0, 10**6).map(lambda value: NumberNode(float(value), _SPAN)),
    _texts.map(lambda value: TextNode(value, _SPAN)),
    _names.map(lambda name: ReferenceNode(name, _SPAN)),
)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(lambda node: NegationNode(node, _SPAN)),
        st.tuples(st.sampled_from(Operator), inner, inner).map(lambda it: BinaryNode(*it, _SPAN)),
        st.tuples(st.sampled_from(["IF", "SUM", "MY_FUNCTION2", "NOW"]), st.lists(inner, max_size=3)).map(
            lambda it: CallNode(it[0], tuple(it[1]), _SPAN, _SPAN)
        ),
    )


_trees: st.SearchStrategy[Node] = st.recursive(_leaves, _grown, max_leaves=15)


@given(_trees)
@settings(max_examples=400)
def test_parse_after_print_is_identity(tree: Node) -> None:
    text = show(tree)
    assert parse(text) == tree
    assert show(parse(text)) == text


@given(st.text(alphabet="{}()\"'“”\\,+-*/^&=<>! .\n0129eaIFNOW_€", max_size=40))
@settings(max_examples=400)
def test_no_text_breaks_the_parser(text: str) -> None:
    found: list[Problem] = []
    tree: Node | None = None
    try:
        tree = parse(text)
    except FormulaError as error:
        found.extend(error.problems)
    assert all(0 <= item.span.start <= item.span.end <= len(text) for item in found)
    assert tree is None or parse(show(tree)) == tree
