"""What pydantic finds wrong with the settings of a field, at places of what was sent.

A setting that takes one of several forms is reported once for each of them, at places that name the forms of the code
(``default.str``, ``default.Today.mode``). Nobody who sends JSON knows those, so they are left out, and what the forms
ask for becomes one fault.
"""

from collections.abc import Mapping

from pydantic import ValidationError

from core.errors import Fault
from core.values import JsonValue
from core.wording import either, said

_MOST = 100


def faults_of_config(error: ValidationError, raw: Mapping[str, JsonValue], path: str) -> list[Fault]:
    """``raw`` is what was checked, ``path`` its place."""
    texts: dict[str, list[str]] = {}
    of_a_form: set[str] = set()
    for item in error.errors(include_url=False, include_input=False):
        place, form = _place(item["loc"], raw, absent=item["type"] == "missing")
        texts.setdefault(path + place, []).append(said(item))
        if form:
            of_a_form.add(path + place)
    return [
        Fault(place, "invalid_config", either(several))
        for place, several in texts.items()
        if not (place in of_a_form and any(other.startswith((f"{place}.", f"{place}[")) for other in texts))
    ][:_MOST]


def _place(location: tuple[int | str, ...], raw: Mapping[str, JsonValue], *, absent: bool) -> tuple[str, bool]:
    """As a path, and whether the finding is about one form of what stands there.

    ``absent``: the last step of ``location`` is not in ``raw``.
    """
    place, form = "", False
    here: JsonValue = dict(raw)
    for at, step in enumerate(location):
        last = at == len(location) - 1
        match here, step:
            case list(), int() if step < len(here):
                place, here, form = f"{place}[{step}]", here[step], False
            case dict(), str() if step in here:
                place, here, form = f"{place}.{step}", here[step], False
            case dict(), str() if at == 0 or (last and absent):
                place, here, form = f"{place}.{step}", None, False
            case _:
                form = True
    return place, form
