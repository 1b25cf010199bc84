"""What is wrong with a setting, in one line: its name, its value unless that is a secret, and what is accepted."""

from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from api.kit.printable import printable
from core.counted import counted

_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class SettingFault:
    """`name`: the environment variable, or the command line's option in its place."""

    name: str
    problem: str

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


def fault_of(name: str, field: FieldInfo, value: str | None, refusal: str | None) -> SettingFault:
    """`value`: what was given, None when nothing was. `refusal`: of our own validator, None of the type's."""
    if value is None:
        return SettingFault(name, f"is not set. {field.description}")
    shown = "the value given" if SecretStr in _types(field.annotation) else f'"{_shortened(printable(value))}"'
    return SettingFault(name, f"{shown} is not {refusal or accepts(field)}")


def accepts(field: FieldInfo) -> str:
    """Completes "… is not"."""
    for kind in _types(field.annotation):
        if issubclass(kind, bool):
            return "true or false"
        if issubclass(kind, StrEnum):
            return f"one of: {', '.join(kind)}"
        if issubclass(kind, int | float):
            whole = "whole " if issubclass(kind, int) else ""
            return f"a {whole}number between {_bound(field, 'ge')} and {_bound(field, 'le')}"
    length = _bound(field, "min_length")
    if isinstance(length, int) and length:
        return f"at least {counted(length, 'character')} long"
    return "usable"


def _types(annotation: object) -> list[type]:
    """Every plain type in an annotation, through alternatives and annotations of annotations."""
    if parts := get_args(annotation):
        return [kind for part in parts for kind in _types(part)]
    return [annotation] if isinstance(annotation, type) and annotation is not NoneType else []


def _bound(field: FieldInfo, name: str) -> object:
    return next((getattr(part, name) for part in field.metadata if hasattr(part, name)), None)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
