"""A field as strangers see it: what it takes to show its values, and nothing about how they come about."""

from api.access.service import TableAccess
from api.tables.schemas import FieldAnswer, field_answer
from core.schema import FieldDef

_OURS = frozenset(
    [
        "tableId", "symmetricFieldId", "symmetricName", "target", "choices", "viewId", "linkField", "field", "filter",
        "sorts", "limit", "expression", "names", "invalid", "automationId", "dependsOn", "allowed",
    ]
)  # fmt: skip


def shared_field(field: FieldDef, access: TableAccess, *, required: bool = False) -> FieldAnswer:
    """``required``: whether the form insists on it although the field does not."""
    told = field_answer(field, access.schema, policy=access.policy)
    config = {key: value for key, value in told.config.items() if key not in _OURS}
    return told.model_copy(
        update={
            "config": config,
            "required": told.required or required,
            "invalid": None,
            "calculating": None,
        }
    )
