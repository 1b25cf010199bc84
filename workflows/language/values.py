"""A value that a step writes into a field."""

from typing import Literal

from pydantic import JsonValue

from workflows.language.node import Planned


class Fixed(Planned):
    """The same at every run, parsed at publish to what the column stores."""

    kind: Literal["fixed"] = "fixed"
    stored: JsonValue


class Rendered(Planned):
    """JSON whose texts hold references; rendered and converted at every run."""

    kind: Literal["rendered"] = "rendered"
    template: JsonValue


PlannedValue = Fixed | Rendered
