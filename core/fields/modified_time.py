"""When the record, or one of certain fields of it, was last changed.

Of the whole record it is at first when that was created; of certain fields, when one of them was first filled.
"""

from core.fields.base import FieldConfig, FieldType, Storage
from core.fields.datetime import Datetime, ShownTime
from core.fields.limited import LimitedConfig, named


class ModifiedTimeConfig(ShownTime, LimitedConfig):
    pass


class ModifiedTime(Datetime):
    config_model = ModifiedTimeConfig
    name = "modifiedTime"
    storage = Storage.SYSTEM
    system_column = "updated_at"

    def variant(self, config: FieldConfig) -> FieldType:
        return _LIMITED if named(config) else _WHOLE


class _Limited(ModifiedTime):
    storage = Storage.COLUMN
    system_column = None
    computed = True

    def reads(self, config: FieldConfig) -> frozenset[str]:
        return frozenset(named(config))


_WHOLE, _LIMITED = ModifiedTime(), _Limited()
