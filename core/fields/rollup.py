"""One value made of the values that linked records have in one of their fields (``core.computed.aggregates``)."""

from pydantic import Field

from core.computed.aggregates import ZERO_WHEN_NONE, RollupFn
from core.fields.base import FieldConfig
from core.fields.derived import DerivedConfig, DerivedField
from core.values import StoredValue


class RollupConfig(DerivedConfig):
    field: str = Field(min_length=1, max_length=1_000)
    aggregate: RollupFn = Field(strict=False)


class Rollup(DerivedField):
    name = "rollup"
    config_model = RollupConfig

    def empty(self, config: FieldConfig) -> StoredValue:
        zero = isinstance(config, RollupConfig) and not config.invalid and config.aggregate in ZERO_WHEN_NONE
        return 0 if zero else super().empty(config)
