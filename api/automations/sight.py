"""Automations and their runs, for people who do not see all that these see.

A definition may name fields that are hidden from whoever looks, and the log of a run holds values as the automation's
owner saw them. Of whom something in the tables is hidden, what might tell of it is left out as a whole: nobody can say
afterwards where a value in a text came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.automations.log.reading import RunRow, StepRow
from api.automations.repository import Definition, StoredAutomation
from api.records import read
from core.errors import Fault, Invalid
from core.values import JsonValue

_MASKED: JsonValue = {"masked": True}
_UNTOLD = "The reason is not shown, because it may tell of something that is hidden from you."
_UNSAID = (
    "This names something that is not there for you, or that does not fit. What it is is not said, because some fields"
    " are hidden from you."
)


@dataclass(frozen=True, slots=True)
class Sight:
    """``access`` is the person's to the automation's table."""

    access: TableAccess

    @property
    def whole(self) -> bool:
        """Whether nothing of the table, and of what its links show, is hidden from the person."""
        policy = self.access.policy
        return policy.read_filter is None and not (policy.hidden or policy.linked or policy.closed)

    def refusal(self, refused: Invalid) -> Invalid:
        """What is wrong with a draft, without its words where these may name something hidden: whoever publishes it
        need not have written it, and hidden fields are refused like unknown ones."""
        policy = self.access.policy
        if not (policy.hidden or policy.linked or policy.closed):
            return refused
        places = dict.fromkeys((fault.path.partition(".")[0], fault.code) for fault in refused.faults)
        return Invalid((Fault(path, code, _UNSAID) for path, code in places), refused.code)

    def automation(self, item: StoredAutomation) -> StoredAutomation:
        """With empty definitions in the place of such as name a hidden field."""
        hidden = [field for field in self.access.schema.fields if not self.access.policy.visible(field)]
        words = {orjson.dumps(key).decode()[1:-1] for field in hidden for key in (field.id, field.name)}
        if not words:
            return item
        published = None if item.published is None else _without(item.published, words)
        return replace(item, draft=_without(item.draft, words), published=published)

    async def runs(self, conn: AsyncConnection, rows: Sequence[RunRow]) -> list[RunRow]:
        """Without the records that may not be read, and without reasons where anything is hidden."""
        if self.whole:
            return list(rows)
        keys = {row.record_key for row in rows if row.record_key is not None}
        seen = await read.readable(conn, self.access, sorted(keys))
        return [
            replace(row, record_key=row.record_key if row.record_key in seen else None, error=_untold(row.error))
            for row in rows
        ]


def masked_steps(steps: Sequence[StepRow]) -> list[StepRow]:
    """Which steps ran, and how they ended."""
    return [
        replace(
            step,
            input=None if step.input is None else _MASKED,
            output=None if step.output is None else _MASKED,
            error=_untold(step.error),
        )
        for step in steps
    ]


def _untold(error: dict[str, JsonValue] | None) -> dict[str, JsonValue] | None:
    return None if error is None else {**error, "message": _UNTOLD}


def _without(definition: Definition, words: set[str]) -> Definition:
    text = orjson.dumps(definition).decode()
    return {} if any(word in text for word in words) else definition
