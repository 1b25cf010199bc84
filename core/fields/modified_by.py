"""Who last changed the record, or one of certain fields of it; see ``modified_time``."""

from core.fields.base import FieldConfig, FieldType, Storage
from core.fields.limited import Limited, LimitedConfig, named
from core.fields.people import PersonField


class ModifiedBy(PersonField):
    config_model = LimitedConfig
    name = "modifiedBy"
    storage = Storage.SYSTEM
    system_column = "updated_by"

    def variant(self, config: FieldConfig) -> FieldType:
        return _LIMITED if named(config) else _WHOLE


class _Limited(Limited, ModifiedBy):
    pass


_WHOLE, _LIMITED = ModifiedBy(), _Limited()
