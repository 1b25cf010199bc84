"""What a conversion would do, without doing it."""

import asyncio
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.fields.convert import columns
from api.fields.convert.columns import Distinct
from core.fields.conversion import Conversion, Converted, Outcome, shown_as
from core.ids import record_id
from core.schema import TableSchema

SAMPLES = 10
EXACT = 200_000
"""Up to so many records every value is tried; of more, a part, and the counts are estimates."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell as it reads now and as it would."""

    record: str
    before: str
    after: str
    reason: str


@dataclass
class Survey:
    """Records by outcome; of ``step`` records one was looked at."""

    total: int
    step: int
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    samples: dict[Outcome, list[Sample]] = field(default_factory=lambda: {each: [] for each in Outcome})

    def count(self, outcome: Outcome) -> int:
        return min(self.total, self.counts[outcome] * self.step)

    @property
    def estimated(self) -> bool:
        return self.step > 1

    @property
    def empty(self) -> int:
        """The rest: cells that hold nothing before and after."""
        return max(0, self.total - sum(self.count(each) for each in Outcome if each is not Outcome.EMPTY))


async def survey(conn: AsyncConnection, schema: TableSchema, conversion: Conversion) -> Survey:
    """The transaction must be open. The values are tried in a thread, so other requests go on."""
    total = await columns.live_records(conn, schema)
    found = Survey(total, step=max(1, -(-total // EXACT)))
    async for batch in columns.distinct(conn, schema, conversion.source, step=found.step):
        tried = await asyncio.to_thread(_tried, conversion, batch)
        for item, converted in zip(batch, tried, strict=True):
            _note(found, schema, conversion, item, converted)
    return found


def _tried(conversion: Conversion, batch: list[Distinct]) -> list[Converted]:
    return [conversion.convert(item.value) for item in batch]


def _note(found: Survey, schema: TableSchema, conversion: Conversion, item: Distinct, converted: Converted) -> None:
    found.counts[converted.outcome] += item.count
    samples = found.samples[converted.outcome]
    if len(samples) < SAMPLES and converted.outcome in (Outcome.CHANGED, Outcome.CLEARED):
        before = conversion.text(item.value)[:200]
        after = shown_as(converted.value, conversion.target, conversion.directory)[:200]
        samples.append(Sample(record_id(schema.number, item.key), before, after, converted.reason[:200]))
