"""A formula that somebody is writing: what it would be, or everything that is wrong with it and where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.access.policy import Policy
from core.errors import Invalid, NotFound
from core.fields.formula import Formula, FormulaConfig, FormulaResult
from core.formula.ast import references
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
    """Without ``problems``: the result, the fields that it uses, and the formula in one line."""

    problems: tuple[Problem, ...] = ()
    result: FormulaResult | None = None
    uses: tuple[FieldDef, ...] = ()
    canonical: str | None = None


def check_expression(schema: TableSchema, policy: Policy, expression: str, field_id: str | None) -> Checked:
    """``field_id`` is the formula that is being changed, which must not come to use itself. Raises NotFound."""
    visible = policy.visible_fields(schema)
    field = _trial(schema, visible, expression, field_id)
    find = finder(visible)
    try:
        node = parse(expression)
        check(node, find, [item.name for item in visible])
    except FormulaError as error:
        return Checked(error.problems)
    everything = (*(item for item in schema.fields if item.id != field.id), field)
    try:
        final = settled(everything, [field.id], {field.id: ""}, visible)[-1]
    except Invalid as error:
        whole = Span(0, len(expression))
        return Checked(tuple(Problem(fault.code, fault.message, whole) for fault in error.faults))
    uses = {found.id: found for item in references(node) if (found := find(item.key)) is not None}
    result = final.config.result if isinstance(final.config, FormulaConfig) else None
    return Checked((), result, tuple(uses.values()), show(node))


def _trial(schema: TableSchema, visible: Sequence[FieldDef], expression: str, field_id: str | None) -> FieldDef:
    # Whatever its length or emptiness, the parser says what is wrong.
    config = FormulaConfig.model_construct(expression=expression)
    if field_id is None:
        return FieldDef(_TRIAL, 0, "This formula", Formula(), config)
    known = schema.by_id.get(field_id)
    if known is None or known not in visible or not isinstance(known.config, FormulaConfig):
        raise NotFound("field", field_id, "fieldId")
    return replace(known, config=known.config.model_copy(update={"expression": expression}))
