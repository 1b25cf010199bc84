"""Fields that tell about changes, limited to changes of certain fields.

``fields`` are ids in the database, names or ids as sent; nothing there means any field. A limited one has a column of
its own, which each write sets that changes one of the fields (``core.stamps``); the others show what every record has.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from core.errors import Fault, Invalid
from core.fields.base import FieldConfig, FieldType, Storage
from core.near import did_you_mean
from core.text import fold

if TYPE_CHECKING:
    from core.schema import FieldDef

MOST = 100
"""Fields that one of these may name."""


class Limited(FieldType):
    """What such a type is of a field that is limited; goes before the type among the bases."""

    storage = Storage.COLUMN
    system_column = None
    computed = True

    def reads(self, config: FieldConfig) -> frozenset[str]:
        return frozenset(named(config))


class LimitedConfig(FieldConfig):
    fields: tuple[str, ...] | None = Field(default=None, max_length=MOST)

    @field_validator("fields")
    @classmethod
    def _none(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return given or None


def named(config: FieldConfig) -> tuple[str, ...]:
    """The ids of the fields that a limited field is about; none for all others."""
    return config.fields or () if isinstance(config, LimitedConfig) else ()


def changeable(field: "FieldDef") -> bool:
    """Whether there are changes of this field that could be told."""
    if field.type.storage in (Storage.COLUMN, Storage.LINK):
        return not named(field.config)
    return field.type.computed


def settled(field: "FieldDef", fields: "Sequence[FieldDef]", path: str = "", kept: Collection[str] = ()) -> "FieldDef":
    """The field with the fields that it names by id, each once; ``kept`` are ids that it had, maybe in the trash.

    Raises Invalid.
    """
    config = field.config
    if not isinstance(config, LimitedConfig) or config.fields is None:
        return field
    here = f"{path}.config.fields" if path else "config.fields"
    known = {fold(item.name): item for item in fields}
    known |= {item.name: item for item in fields}
    known |= {item.id: item for item in fields}
    faults: list[Fault] = []
    ids: dict[str, None] = {}
    for at, key in enumerate(config.fields):
        found = known.get(key) or known.get(fold(key))
        if found is None and key in kept:
            ids.setdefault(key)
            continue
        if found is not None and found.id != field.id and changeable(found):
            ids.setdefault(found.id)
            continue
        if found is None:
            hint = did_you_mean(key, [item.name for item in fields]) or "Give its name or id."
            faults.append(Fault(f"{here}[{at}]", "unknown_field", f"There is no field {key[:100]!r}. {hint}"))
        else:
            message = f"Nobody changes {found.name}, a {found.type.name}. Name fields that people or links fill."
            faults.append(Fault(f"{here}[{at}]", "not_changeable", message))
    if faults:
        raise Invalid(faults)
    return replace(field, config=config.model_copy(update={"fields": tuple(ids)}))
