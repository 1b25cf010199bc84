"""Why a computed field has no value, whatever kind it is of."""

from core.fields.derived import DerivedConfig
from core.schema import FieldDef


def reason_invalid(field: FieldDef) -> str | None:
    """None for a field that is as it should be. ``field`` comes from a table's schema."""
    if isinstance(field.config, DerivedConfig):
        return field.config.invalid
    return None if field.formulas is None else field.formulas.invalid(field)


def changes_by_itself(field: FieldDef) -> bool:
    """Whether the value depends on the clock, so that nothing that is kept can be made of it."""
    return field.formulas is not None and field.formulas.volatile(field)
