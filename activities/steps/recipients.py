"""Rendered recipients as single texts: addresses or user ids."""

from collections.abc import Iterable, Iterator

from activities.templating import Renderer
from core.errors import Invalid
from core.values import JsonValue
from workflows.language.recipients import MAX_RECIPIENTS


def recipients(templates: Iterable[str], renderer: Renderer) -> list[str]:
    """In order, none twice. A reference may give one, several, a comma-separated text, or a person (their address).

    Raises Invalid when that leaves nobody, or too many.
    """
    found: list[str] = []
    for template in templates:
        said = list(_texts(renderer.value(template)))
        renderer.derived(template, said)
        found += said
    found = list(dict.fromkeys(found))
    if not found:
        raise Invalid.one("to", "no_recipient", "There is nobody to send this to: `to` came out empty.")
    if len(found) > MAX_RECIPIENTS:
        raise Invalid.one("to", "too_many_recipients", f"At most {MAX_RECIPIENTS} recipients; there are {len(found)}.")
    return found


def _texts(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield from (part.strip() for part in value.replace(";", ",").split(",") if part.strip())
        case list():
            for item in value:
                yield from _texts(item)
        case {"email": str() as email}:
            yield email
        case _:
            return
