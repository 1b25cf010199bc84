"""Automations and their runs, for people who do not see all that these see.

A definition may name fields that are hidden from whoever looks, and the log of a run holds values as the automation's
owner saw them. Of whom something in the tables is hidden, what might tell of it is left out as a whole: nobody can say
afterwards where a value in a text came from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson
from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.automations.compiling import tables_named
from api.automations.log.reading import RunRow, StepRow
from api.automations.repository import Definition, StoredAutomation
from api.records import read
from core.errors import Fault, Invalid
from core.fields.link import LinkConfig
from core.ids import PREFIXES, is_id
from core.values import JsonValue

_MASKED: JsonValue = {"masked": True}
_UNTOLD = "The reason is not shown, because it may tell of something that is hidden from you."
_UNSAID = (
    "This names something that is not there for you, or that does not fit. What it is is not said, because some fields"
    " are hidden from you."
)


@dataclass(frozen=True, slots=True)
class Sight:
    """``access`` is the person's to the automation's table, ``others`` those to tables that definitions name, None for
    such as they may not open."""

    access: TableAccess
    others: Mapping[str | int, TableAccess | None] = field(default_factory=dict[str | int, TableAccess | None])

    @property
    def whole(self) -> bool:
        """Whether nothing of the table, and of what its links show, is hidden from the person."""
        return self.access.policy.read_filter is None and not _hides(self.access)

    def refusal(self, refused: Invalid) -> Invalid:
        """What is wrong with a draft, without its words where these may name something hidden: whoever publishes it
        need not have written it, and hidden fields are refused like unknown ones."""
        if not any(each is None or _hides(each) for each in (self.access, *self.others.values())):
            return refused
        places = dict.fromkeys((fault.path.partition(".")[0], fault.code) for fault in refused.faults)
        return Invalid((Fault(path, code, _UNSAID) for path, code in places), refused.code)

    def automation(self, item: StoredAutomation) -> StoredAutomation:
        """With empty definitions in the place of such as name a hidden field, or a table that is closed to them."""
        return replace(item, draft=self._shown(item.draft), published=item.published and self._shown(item.published))

    def _shown(self, definition: Definition) -> Definition:
        return {} if self._conceals(definition) else definition

    def _conceals(self, definition: Definition) -> bool:
        words = set(_words(self.access))
        for key in named(definition) if self.others else ():
            if key in self.others:
                other = self.others[key]
                if other is None:
                    return True
                words.update(_words(other))
        text = orjson.dumps(definition).decode() if words else ""
        return any(word in text for word in words)

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


def _hides(access: TableAccess) -> bool:
    policy = access.policy
    return bool(policy.hidden or policy.linked or policy.closed)


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


def named(definition: Definition) -> set[str | int]:
    """The other tables that a definition names, as far as it can be read."""
    try:
        return {key for key in tables_named(definition) if isinstance(key, int) or is_id(PREFIXES["table"], key)}
    except Invalid:
        return set()


def _words(access: TableAccess) -> Iterator[str]:
    """By which something that is hidden in a table, or behind its links, is named in JSON."""
    schema, policy = access.schema, access.policy
    for near in schema.fields:
        if not policy.visible(near):
            yield from map(_quoted, (near.id, near.name))
            continue
        reached = policy.across(schema, near) if isinstance(near.config, LinkConfig) else None
        for far in () if reached is None else reached[0].fields:
            if reached is not None and not reached[1].visible(far):
                for link in (near.id, near.name):
                    yield from (_quoted(f"{link}.{key}") for key in (far.id, far.name))


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()[1:-1]
