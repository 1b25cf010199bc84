"""Rendering of an automation's texts: Jinja2 in its immutable sandbox, with nothing in reach but the given values.

Publishing already reduced every ``{{…}}`` to a path of known names with known filters (``workflows.language.refs``),
so there is nothing to call, loop over or escape from; the sandbox is the second fence. Block and comment signs are
moved to sequences that no stored text can contain: publishing refuses ``{% … %}``, and what slips through is text.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import cast

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from api.automations.log.masking import texts_of
from core.errors import DomainError, LimitExceeded
from core.values import JsonValue
from workflows.language import refs

MAX_TEMPLATE = 12_000
MAX_OUTPUT = 100_000
_KEPT = 4_096


class MissingReference(DomainError):
    """A reference to something that is not there in this run, by its name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__("missing_reference", f"{{{{{name}}}}} has no value in this run: {reason}.")


class Names:
    """One level of a reference's path. ``reason`` says why what is not in ``values`` is missing.

    ``labels`` are the names that people know its keys by.
    """

    def __init__(
        self,
        path: tuple[str, ...],
        values: "Mapping[str, Value]",
        reason: str = "nothing has that name",
        labels: Mapping[str, str] | None = None,
    ) -> None:
        self._path = path
        self._values = values
        self._reason = reason
        self._labels = labels or {}

    def __getitem__(self, name: str) -> "Value":
        if name not in self._values:
            raise MissingReference(refs.shown((*self._path, self._labels.get(name, name))), self._reason)
        return self._values[name]


Value = JsonValue | Names


class Renderer:
    """``values`` are the roots: ``trigger``, ``steps``, ``actor``, ``now``.

    ``secrets`` are texts of encrypted values that are among them. What references to these come to, filters and all,
    is added: none of it may stand in the run log.
    """

    def __init__(self, values: Mapping[str, Value], secrets: set[str] | None = None) -> None:
        self._values = values
        self._secrets: set[str] = set() if secrets is None else secrets

    def text(self, template: str) -> str:
        """The template as text. Raises MissingReference, LimitExceeded."""
        if "{{" not in template:
            return template
        parts: list[str] = []
        size = 0
        for part in _template(template).generate(self._values):
            size += len(part)
            if size > MAX_OUTPUT:
                raise LimitExceeded("text_too_long", f"A rendered text has more than {MAX_OUTPUT:,} characters.")
            parts.append(part)
        self._note(template)
        return "".join(parts)

    def value(self, template: JsonValue) -> JsonValue:
        """JSON with its texts rendered; a text that is one reference and nothing else keeps the reference's type."""
        match template:
            case str():
                reference = refs.lone(template) if "{{" in template else None
                if reference is None:
                    return self.text(template)
                found = _expression(reference.text[2:-2])(**self._values)
                self._note(template)
                return plain(found) if isinstance(found, Names) else found
            case list():
                return [self.value(item) for item in template]
            case dict():
                return {key: self.value(item) for key, item in template.items()}
            case _:
                return template

    def tells(self, template: JsonValue) -> bool:
        """Whether any text of it refers to an encrypted value."""
        match template:
            case str():
                return bool(self._secrets) and any(self._is_secret(each) for each in refs.find(template))
            case list():
                return any(self.tells(item) for item in template)
            case dict():
                return any(self.tells(item) for item in template.values())
            case _:
                return False

    def derived(self, template: str, texts: Iterable[str]) -> None:
        """``texts`` were made of what the template came to."""
        if self.tells(template):
            self._secrets.update(text for text in texts if text)

    def _note(self, template: str) -> None:
        if not self._secrets:
            return
        for reference in refs.find(template):
            if self._is_secret(reference):
                found = _expression(reference.text[2:-2])(**self._values)
                if not isinstance(found, Names):
                    self._secrets |= texts_of(found) | texts_of(plain(found))

    def _is_secret(self, reference: refs.Reference) -> bool:
        found: Value = Names((), self._values)
        for name in reference.path:
            match found:
                case Names():
                    found = found[name]
                case dict():
                    found = found.get(name)
                case _:
                    return False
        return not isinstance(found, Names) and not self._secrets.isdisjoint(texts_of(found))


def plain(value: Value) -> str:
    """A value inside a text: what a person would write."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case list():
            return ", ".join(plain(item) for item in value)
        case {"id": _, "version": _, "name": name, "size": _}:  # a file
            return plain(name)
        case {"name": _, "email": _}:  # a person
            return plain(value["name"]) or plain(value["email"])
        case dict():  # a place, or a cell of JSON
            return json.dumps(value, ensure_ascii=False)
        case Names():
            return ""
        case _:
            return str(value)


def _default(value: Value, other: str | float = "") -> Value:
    return other if value is None or value == "" else value


def _round(value: Value, digits: int = 0) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return round(value, max(0, min(int(digits), 10))) if digits else round(value)


def _length(value: Value) -> int:
    return len(value) if isinstance(value, str | list) else 0


def _upper(value: Value) -> str:
    return plain(value).upper()


def _lower(value: Value) -> str:
    return plain(value).lower()


def _trim(value: Value) -> str:
    return plain(value).strip()


def _title(value: Value) -> str:
    return plain(value).title()


_FILTERS: Mapping[str, Callable[..., Value]] = {
    "upper": _upper,
    "lower": _lower,
    "trim": _trim,
    "title": _title,
    "length": _length,
    "round": _round,
    "default": _default,
}


class _Environment(ImmutableSandboxedEnvironment):
    """Subscripts reach our own values only; no Python attribute is ever looked at."""

    def getitem(self, obj: object, argument: object) -> Value:
        match obj, argument:
            case Names(), str():
                return obj[argument]
            case dict(), str():
                return cast("dict[str, JsonValue]", obj).get(argument)
            case _:
                raise MissingReference(str(argument)[:100], "it is no record and no person")

    def getattr(self, obj: object, attribute: str) -> Value:
        return self.getitem(obj, attribute)


def _environment() -> _Environment:
    environment = _Environment(
        block_start_string="\0{%",
        block_end_string="%}\0",
        comment_start_string="\0{#",
        comment_end_string="#}\0",
        undefined=StrictUndefined,
        finalize=plain,
        keep_trailing_newline=True,
        autoescape=False,
    )
    for table in (environment.filters, environment.globals, environment.tests):
        table.clear()
    environment.filters.update(_FILTERS)
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=_KEPT)
def _template(text: str) -> Template:
    _check_size(text)
    return _ENVIRONMENT.from_string(text)


@lru_cache(maxsize=_KEPT)
def _expression(text: str) -> Callable[..., Value]:
    _check_size(text)
    return _ENVIRONMENT.compile_expression(text, undefined_to_none=False)


def _check_size(text: str) -> None:
    if len(text) > MAX_TEMPLATE:
        raise LimitExceeded("template_too_long", f"A text with references may have {MAX_TEMPLATE:,} characters.")
