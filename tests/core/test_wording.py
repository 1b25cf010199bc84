import json
import re
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from core.errors import Invalid
from core.fields.registry import get_type, parse_config
from core.wording import GENERAL, TEXTS, either, said, sentence


class Shape(BaseModel):
    """One setting for each thing that a body can ask for."""

    model_config = ConfigDict(strict=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=3)] = "a"
    long: Annotated[str, Field(min_length=2)] = "aa"
    whole: Annotated[int, Field(ge=1, le=2000)] = 1
    number: Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)] = 0.5
    truth: bool = True
    both: Literal["asc", "desc"] = "asc"
    only: Literal[True] = True
    several: Annotated[list[str], Field(min_length=1, max_length=2)] = ["a"]
    object: dict[str, int] = {}
    pattern: Annotated[str, Field(pattern="^[0-9]$")] = "1"
    must: str


@pytest.mark.parametrize(
    ("key", "raw", "text"),
    [
        ("text", 5, "Give a text in quotes."),
        ("text", "", "This must not be empty."),
        ("text", "abcd", "Give at most 3 characters."),
        ("long", "a", "Give at least 2 characters."),
        ("whole", "5", "Give a whole number."),
        ("whole", 1.5, "Give a whole number."),
        ("whole", 0, "Give 1 or more."),
        ("whole", 2001, "Give 2,000 or less."),
        ("number", "x", "Give a number."),
        ("number", 0, "Give a number above 0.0."),
        ("number", 2, "Give a number below 1.0."),
        ("truth", "yes", "Give true or false."),
        ("both", "up", "Give 'asc' or 'desc'."),
        ("only", False, "Give true."),
        ("several", "a", "Give a list."),
        ("several", [], "Give at least one entry."),
        ("several", ["a", "b", "c"], "Give at most 2 entries; there are 3."),
        ("object", [], "Give an object."),
        ("object", {"a": None}, "Give a whole number."),
        ("pattern", "x", "This must have the form ^[0-9]$"),
        ("must", None, "Give a text in quotes."),
        ("other", 1, "There is no such key here. Check its name or leave it out."),
    ],
)
def test_what_is_wrong_is_told_in_our_words(key: str, raw: JsonValue, text: str) -> None:
    body: dict[str, JsonValue] = {"must": "x"}
    body[key] = raw
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate_json(json.dumps(body))
    assert [said(item) for item in caught.value.errors()] == [text]


def test_what_is_missing_is_to_be_filled_in() -> None:
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate_json("{}")
    assert [said(item) for item in caught.value.errors()] == ["This is missing; fill it in."]


def test_nothing_that_pydantic_can_say_is_passed_on() -> None:
    known: dict[str, dict[str, Any]] = {item["type"]: dict(item) for item in list_all_errors()}
    assert TEXTS.keys() <= known.keys()
    for kind, item in known.items():
        finding = {"type": kind, "ctx": item.get("example_context") or {}}
        text = said(finding)
        assert text, kind
        if kind not in {"value_error", "assertion_error"}:
            assert text not in (item["example_message_python"], item.get("example_message_json")), kind
        assert not re.search(r"Input should|should have|Field required|valid (string|integer)", text), (kind, text)


def test_a_finding_without_its_particulars_is_told_in_general() -> None:
    assert said({"type": "string_too_long"}) == GENERAL
    assert said({"type": "no_such_type", "ctx": {}}) == GENERAL


def test_texts_become_one_sentence() -> None:
    assert either(["Give a text in quotes.", "Give an object."]) == "Give a text in quotes, or an object."
    assert either(["Give a whole number.", "Give a number."]) == "Give a number."
    assert either(["This is missing; fill it in."]) == "This is missing; fill it in."
    assert sentence("must not be below min") == "Must not be below min."
    assert sentence("Is it?") == "Is it?"


@pytest.mark.parametrize(
    ("type", "config", "path", "text"),
    [
        ("date", {"default": 5}, "config.default", "Give a text in quotes, or an object."),
        ("date", {"default": {}}, "config.default.mode", "This is missing; fill it in."),
        ("date", {"default": {"mode": "soon"}}, "config.default.mode", "Give 'today'."),
        ("date", {"min": "1850-02-29"}, "config.min", "29 February 1850 does not exist; that month has 28 days."),
        ("number", {"default": "x"}, "config.default", "Give a number."),
        ("number", {"min": 5, "max": 4}, "config.max", "Must not be below min."),
        ("text", {"maxLength": 0}, "config.maxLength", "Give 1 or more."),
        ("text", {"more": 1}, "config.more", "There is no such key here. Check its name or leave it out."),
        ("singleSelect", {"options": [{"name": 5}]}, "config.options[0].name", "Give a text in quotes."),
        ("singleSelect", {"options": [{}]}, "config.options[0].name", "This is missing; fill it in."),
        ("button", {"action": {"type": "openUrl"}}, "config.action.url", "This is missing; fill it in."),
        (
            "button",
            {"action": {"type": "x"}},
            "config.action",
            "There is no type 'x'. Use one of 'automation', 'openUrl'.",
        ),
    ],
)
def test_settings_of_fields_are_told_at_their_place(type: str, config: dict[str, Any], path: str, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_config(get_type(type), config)
    assert [(fault.path, fault.message) for fault in caught.value.faults] == [(path, text)]
