"""A formula that somebody is writing: what it would be, or everything that is wrong with it and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.fields.formulas import closed_link, titles_beside
from core.access.policy import Policy
from core.errors import Invalid, NotFound
from core.fields.base import FieldConfig
from core.fields.formula import Formula, FormulaConfig, FormulaResult
from core.fields.zones import is_zone
from core.formula.ast import references
from core.formula.bind import by_link
from core.formula.check import check
from core.formula.errors import FormulaError, Problem, Span
from core.formula.parser import parse
from core.formula.printer import show
from core.formula.settle import finder, settled
from core.ids import FieldId
from core.schema import FieldDef, TableSchema

_TRIAL = FieldId("fld_trial")


@dataclass(frozen=True, slots=True)
class Checked:
    """Without ``problems``: the result, the fields that it uses, the formula in one line, the field that it makes."""

    problems: tuple[Problem, ...] = ()
    result: FormulaResult | None = None
    uses: tuple[FieldDef, ...] = ()
    canonical: str | None = None
    field: FieldDef | None = None


def check_expression(
    schema: TableSchema, policy: Policy, expression: str, field_id: str | None, time_zone: str | None = None
) -> Checked:
    """``field_id`` is the formula that is being changed, which must not come to use itself; ``time_zone`` where its
    days begin, if not where they began. Raises NotFound, Invalid."""
    visible = policy.visible_fields(schema)
    field = _trial(schema, visible, expression, field_id)
    if time_zone is not None:
        field = replace(field, config=_in_zone(field.config, time_zone))
    find = finder(visible)
    closed = closed_link(policy, schema, field)
    if closed is not None:
        message = (
            f"{closed.name} leads to a table that you cannot open, or not all titles of. Ask for access to it first."
        )
        return Checked((Problem("closed_table", message, Span(0, len(expression))),))
    titles = titles_beside(schema, field)
    try:
        node = parse(expression)
        check(node, find, [item.name for item in visible], titles=by_link(titles))
    except FormulaError as error:
        return Checked(error.problems)
    everything = (*(item for item in schema.fields if item.id != field.id), field)
    try:
        final = settled(everything, [field.id], {field.id: ""}, visible, titles)[-1]
    except Invalid as error:
        whole = Span(0, len(expression))
        return Checked(tuple(Problem(fault.code, fault.message, whole) for fault in error.faults))
    uses = {found.id: found for item in references(node) if (found := find(item.key)) is not None}
    result = final.config.result if isinstance(final.config, FormulaConfig) else None
    return Checked((), result, tuple(uses.values()), show(node), final)


def _in_zone(config: FieldConfig, name: str) -> FieldConfig:
    if not is_zone(name):
        raise Invalid.one("timeZone", "invalid_value", "Give a time zone like Europe/Athens.")
    return config.model_copy(update={"time_zone": name})


def _trial(schema: TableSchema, visible: Sequence[FieldDef], expression: str, field_id: str | None) -> FieldDef:
    # Whatever its length or emptiness, the parser says what is wrong.
    config = FormulaConfig.model_construct(expression=expression)
    if field_id is None:
        return FieldDef(_TRIAL, 0, "This formula", Formula(), config)
    known = schema.by_id.get(field_id)
    if known is None or known not in visible or not isinstance(known.config, FormulaConfig):
        raise NotFound("field", field_id, "fieldId")
    return replace(known, config=known.config.model_copy(update={"expression": expression}))
