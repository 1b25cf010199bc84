"""The functions of this folder."""

from core.formula.functions.base import Function
from core.formula.functions.record import created_time, last_modified_time, record_id

RECORD: tuple[Function, ...] = (
    created_time.FUNCTION,
    last_modified_time.FUNCTION,
    record_id.FUNCTION,
)
