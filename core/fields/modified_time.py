"""When the record, or one of certain fields of it, was last changed.

Of the whole record it is at first when that was created; of certain fields, when one of them was first filled.
"""

from core.fields.base import FieldConfig, FieldType, Storage
from core.fields.datetime import Datetime, ShownTime
from core.fields.limited import Limited, LimitedConfig, named


class ModifiedTimeConfig(ShownTime, LimitedConfig):
    pass


class ModifiedTime(Datetime):
    config_model = ModifiedTimeConfig
    name = "modifiedTime"
    storage = Storage.SYSTEM
    system_column = "updated_at"

    def variant(self, config: FieldConfig) -> FieldType:
        return _LIMITED if named(config) else _WHOLE


class _Limited(Limited, ModifiedTime):
    pass


_WHOLE, _LIMITED = ModifiedTime(), _Limited()
