"""Any JSON at all, with a taste for the words of the query language."""

from typing import Any

from hypothesis import strategies as st

from core.values import JsonValue

_KEYS = [
    "field", "operator", "value", "match", "conjunction", "filters", "mode", "count", "currentUser", "id", "email", "x",
    "fn", "p", "bucket", "direction", "showEmpty",
]  # fmt: skip
_WORDS = st.sampled_from(
    [
        "Text",
        "Number",
        "Day",
        "Choices",
        "By",
        "equals",
        "in",
        "within",
        "between",
        "hasAny",
        "and",
        "or",
        "today",
        "High",
        "L21 list",
        "L29 list",
        "L31 list",
        "countEquals",
        "hasType",
        "every",
        "percentile",
        "distribution",
    ]
)
_SCALARS: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | _WORDS | st.just(True)
)
ANYTHING: st.SearchStrategy[JsonValue] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=25,
)
