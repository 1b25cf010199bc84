"""What pydantic finds wrong with input, in our words: what is wanted and what to do. One table for all of them.

The rims (HTTP, field settings, automations) give the place; this gives the text. A finding that the table does not
know is told in general words, never in pydantic's, which speak of validators.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from core.counted import counted

Context = Mapping[str, Any]
_Text = str | Callable[[Context], str]


class Finding(Protocol):
    """One entry of ``ValidationError.errors()``."""

    def __getitem__(self, key: str, /) -> Any: ...

    def get(self, key: str, /) -> Any: ...


GENERAL = "This value does not fit here. Check it against the documentation at /api/v1/docs."

_TEXT = "Give a text in quotes."
_WHOLE = "Give a whole number."
_NUMBER = "Give a number."
_TRUTH = "Give true or false."
_OBJECT = "Give an object."
_LIST = "Give a list."
_DATE = "Give a date like 2026-11-22."
_TIME = "Give a time with its zone like 2026-11-22T10:00:00Z."
_CLOCK = "Give a time of day like 16:30."
_SPAN = "Give a duration in seconds, or like PT1H30M."
_WORDS = {"True": "true", "False": "false", "None": "null"}
_PATTERNS = {
    r"^(asc|desc)$": "Give asc or desc.",
    r"^[A-Z]{3}$": "Give a currency by its three capital letters, like EUR.",
    r"^[a-z][a-z-]{0,31}$": "Use lower-case letters and hyphens, a letter first, at most 32 in all.",
    r"^opt[0-9a-z]{8}$": "Give the id of an option that there is, or leave it out for a new one.",
    r"^[a-z][a-z0-9_]{0,39}$": "Use a lower-case letter, then lower-case letters, digits or _, at most 40 in all.",
}


def _too_short(context: Context) -> str:
    least = int(context["min_length"])
    return "This must not be empty." if least == 1 else f"Give at least {counted(least, 'character')}."


def _too_few(context: Context) -> str:
    least = int(context["min_length"])
    return "Give at least one entry." if least == 1 else f"Give at least {counted(least, 'entry', 'entries')}."


def _too_many(context: Context) -> str:
    most, there = counted(int(context["max_length"]), "entry", "entries"), context.get("actual_length")
    return f"Give at most {most}." if not isinstance(there, int) else f"Give at most {most}; there are {there:,}."


def _pattern(context: Context) -> str:
    pattern = str(context["pattern"])
    return _PATTERNS.get(pattern) or f"This must have the form {pattern}"


def _one_of(context: Context) -> str:
    expected = str(context["expected"])
    return f"Give {_WORDS.get(expected, expected)}."


def _own(context: Context) -> str:
    """A rule of ours, which said itself what is wrong."""
    said = str(context["error"])
    return sentence(said) if said else GENERAL


def _unknown_tag(context: Context) -> str:
    return f"There is no type {str(context['tag'])[:100]!r}. Use one of {context['expected_tags']}."


TEXTS: Mapping[str, _Text] = {
    "missing": "This is missing; fill it in.",
    "extra_forbidden": "There is no such key here. Check its name or leave it out.",
    "none_required": "Leave this out, or give null.",
    "string_type": _TEXT,
    "bytes_type": _TEXT,
    "string_unicode": "This text is no valid Unicode. Send it as UTF-8.",
    "string_too_short": _too_short,
    "string_too_long": lambda context: f"Give at most {counted(int(context['max_length']), 'character')}.",
    "string_pattern_mismatch": _pattern,
    "string_not_ascii": "Use ASCII characters only.",
    "enum": _one_of,
    "literal_error": _one_of,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "This number has too many digits. Give a smaller one.",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": "Give a finite number.",
    "greater_than": lambda context: f"Give a number above {_shown(context['gt'])}.",
    "greater_than_equal": lambda context: f"Give {_shown(context['ge'])} or more.",
    "less_than": lambda context: f"Give a number below {_shown(context['lt'])}.",
    "less_than_equal": lambda context: f"Give {_shown(context['le'])} or less.",
    "multiple_of": lambda context: f"Give a multiple of {_shown(context['multiple_of'])}.",
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dataclass_type": _OBJECT,
    "invalid_key": "A name in an object is a text in quotes.",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "iterable_type": _LIST,
    "too_short": _too_few,
    "too_long": _too_many,
    "json_type": "Give JSON as a text.",
    "json_invalid": "This is not JSON. Send a valid JSON document.",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_object_invalid": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": _TIME,
    "time_type": _CLOCK,
    "time_parsing": _CLOCK,
    "time_delta_type": _SPAN,
    "time_delta_parsing": _SPAN,
    "uuid_type": "Give a UUID.",
    "uuid_parsing": "Give a UUID.",
    "url_type": "Give an address like https://example.org.",
    "url_parsing": "Give an address like https://example.org.",
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": "Say its `type`.",
    "recursion_loop": "This refers to itself.",
    "value_error": _own,
    "assertion_error": _own,
}


def said(finding: Finding) -> str:
    """The text for one entry of ``ValidationError.errors()``."""
    text = TEXTS.get(finding["type"], GENERAL)
    if isinstance(text, str):
        return text
    try:
        return text(finding.get("ctx") or {})
    except (KeyError, TypeError, ValueError):
        return GENERAL


def either(texts: Iterable[str]) -> str:
    """What several ways of reading one value ask for, as one sentence.

    >>> either(["Give a text in quotes.", "Give an object."])
    'Give a text in quotes, or an object.'
    """
    several = list(dict.fromkeys(texts))
    if _NUMBER in several:
        several = [text for text in several if text != _WHOLE]
    if all(text.startswith("Give ") for text in several):
        wanted = [text.removeprefix("Give ").removesuffix(".") for text in several]
        return f"Give {', or '.join(wanted)}."
    return several[-1]


def sentence(text: str) -> str:
    """With a capital letter first, and a full stop unless it ends otherwise."""
    begun = text[:1].upper() + text[1:]
    return f"{begun}." if re.search(r"[\w)\"'»”]$", begun) else begun


def _shown(bound: object) -> str:
    return f"{bound:,}" if isinstance(bound, int) else str(bound)
