"""What was stored, and is not what it should be.

The runs of an automation whose plan cannot be read fail, but they must show in the log at the changes that should have
set them off, and nowhere else if possible: ``likely_triggers`` finds that out from what is left of the plan.
"""

from contextlib import suppress

from psycopg import AsyncConnection
from pydantic import ValidationError

from core.triggers import TriggerSpec, TriggerType
from core.values import JsonValue
from workflows.language.triggers.trigger import PlannedTrigger

WRONG_DATA = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What pure code raises when stored data is not of the shape it was written in."""

_STORED = """
SELECT plan -> 'trigger', definition -> 'trigger' ->> 'type' FROM dataos.automation_versions
WHERE automation_id = %s AND version = %s
"""


async def likely_triggers(
    conn: AsyncConnection, automation_id: str, version: int, table: int
) -> tuple[TriggerSpec, ...]:
    """The plan's trigger if that part can be read; else by the type in the definition, with any field; else anything
    that happens to a record of the table."""
    row = await (await conn.execute(_STORED, (automation_id, version))).fetchone()
    planned, written = row or (None, None)
    return _planned(planned, table) or _written(written, table)


def _planned(raw: JsonValue, table: int) -> tuple[TriggerSpec, ...]:
    with suppress(ValidationError):
        trigger = PlannedTrigger.model_validate(raw)
        if trigger.table == table:
            return (TriggerSpec(trigger.type, table, frozenset(trigger.fields)),)
    return ()


def _written(raw: JsonValue, table: int) -> tuple[TriggerSpec, ...]:
    created = TriggerSpec(TriggerType.RECORD_CREATED, table)
    updated = TriggerSpec(TriggerType.RECORD_UPDATED, table)
    match raw:
        case TriggerType.MANUAL:
            return (TriggerSpec(TriggerType.MANUAL, table),)
        case TriggerType.RECORD_CREATED:
            return (created,)
        case TriggerType.RECORD_UPDATED | TriggerType.FIELD_CHANGED:
            return (updated,)
        case _:
            return (created, updated)
