"""The values that linked records have in one of their fields, as a list in the order of the links.

Empty cells are left out, lists are joined into one, and no value at all is the empty cell. With sorts the order is
theirs. ``limit`` takes so many records, counted before empty cells are left out.

``titles`` marks the hidden ones, which no table shows: they hold for formulas what a link leads to, by the primary
field of its table, whichever that is (``core.computed.titles``). The system makes and drops them.
"""

from typing import Literal

from pydantic import Field

from core.fields.derived import MAX_VALUES, DerivedConfig, DerivedField, DerivedSort


class LookupConfig(DerivedConfig):
    field: str = Field(min_length=1, max_length=1_000)
    sorts: tuple[DerivedSort, ...] = Field(default=(), max_length=10)
    limit: int | None = Field(default=None, ge=1, le=MAX_VALUES)
    titles: Literal[True] | None = None


class Lookup(DerivedField):
    name = "lookup"
    config_model = LookupConfig
