"""What is wrong with a definition, for an editor that shows all of it at once."""

from collections.abc import Mapping

from pydantic import JsonValue

from core.errors import Fault, Invalid
from workflows.language.model import parse_definition
from workflows.language.plan import compile_plan
from workflows.language.tables import Tables


def check(raw: Mapping[str, JsonValue], tables: Tables) -> tuple[Fault, ...]:
    """Every fault of a definition, empty when it may be published. Paths like ``steps[1].config.fields.Statuss``."""
    try:
        compile_plan(parse_definition(raw), tables)
    except Invalid as error:
        return error.faults
    return ()
