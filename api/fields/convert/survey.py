"""What a conversion would do, without doing it."""

import asyncio
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.fields.convert import columns, filling, linked
from api.fields.convert.change import Change
from api.fields.convert.columns import Distinct
from api.fields.convert.creating import can_be_called
from core.fields.conversion import HIDDEN, Conversion, Converted, Outcome, shown_as
from core.fields.naming import meant
from core.fields.text_list import join
from core.ids import record_id
from core.schema import TableSchema
from core.text import fold

SAMPLES = 10
_UNTOLD = "The reason is not shown, because it may quote an encrypted value."
EXACT = 200_000
"""Up to so many records every value is tried; of more, a part, and the counts are estimates."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell as it reads now and as it would."""

    record: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tried:
    before: str
    after: str
    outcome: Outcome
    reason: str


@dataclass
class LinkCounts:
    """What becomes of titles. ``missing`` and ``created`` are titles that nobody has; ``ambiguous`` are cells with a
    title that several records have, ``surplus`` cells that lose links because a record can have one only."""

    missing: set[str] = field(default_factory=set[str])
    created: set[str] = field(default_factory=set[str])
    ambiguous: int = 0
    surplus: int = 0
    _used: set[int] = field(default_factory=set[int])

    def free(self, keys: list[int]) -> bool:
        """Whether any of these can still be linked, for links to records that can be linked once."""
        fresh = not keys or not self._used.issuperset(keys)
        self._used.update(keys)
        return fresh


@dataclass
class Survey:
    """Live records by outcome; of ``step`` records one was looked at. ``all`` counts those in the trash too.

    ``hidden``: samples only show that there is a value, since answers are kept for repetition in the open.
    """

    total: int
    all: int
    step: int
    hidden: bool = False
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    links: LinkCounts | None = None
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


async def survey(conn: AsyncConnection, schema: TableSchema, change: Change) -> Survey:
    """The transaction must be open. The values are tried in a thread, so other requests go on."""
    total, everything = await columns.count_records(conn, schema)
    hidden = change.source.encrypted or change.target.encrypted
    found = Survey(total, everything, step=max(1, -(-total // EXACT)), hidden=hidden)
    if change.link is not None:
        found.links = LinkCounts()
        if change.copies is not None:
            found.links.surplus = sum(await linked.count_surplus(conn, schema, change.copies, change.link))
    async for batch in columns.distinct(conn, schema, change.value, step=found.step):
        if change.link is not None:
            await _note_links(conn, found, schema, change, batch)
            continue
        tried = await asyncio.to_thread(_tried, change.conversion, batch)
        for item, converted in zip(batch, tried, strict=True):
            after = shown_as(converted.value, change.target, change.conversion.directory)
            before = change.conversion.text(item.value)
            _note(found, schema, item, Tried(before, after, converted.outcome, converted.reason), item.count)
    return found


def _tried(conversion: Conversion, batch: list[Distinct]) -> list[Converted]:
    return [conversion.convert(item.value) for item in batch]


async def _note_links(
    conn: AsyncConnection, found: Survey, schema: TableSchema, change: Change, batch: list[Distinct]
) -> None:
    counts, config = found.links, change.link
    if counts is None or config is None or change.target_end is None:
        return
    texts = [change.said(item.value) for item in batch]
    known = await filling.matches(conn, change, texts)
    for item, text in zip(batch, texts, strict=True):
        cell = meant(text, config, known)
        making = [t for t in cell.missing if change.create_missing and can_be_called(change.target_end, t)]
        lost = [title for title in cell.missing if title not in making]
        titles = [match.title for match in cell.matches] + making
        kept = titles if config.cardinality.many else titles[:1]
        counts.missing.update(fold(title) for title in lost)
        counts.created.update(fold(title) for title in making)
        counts.ambiguous += item.count if cell.ambiguous else 0
        beyond = cell.surplus + len(titles) - len(kept)
        counts.surplus += item.count if beyond and change.copies is None else 0
        free = counts.free(cell.keys) if not config.cardinality.reversed.many and change.copies is None else None
        after = join(kept) if config.cardinality.many else "".join(kept)
        reason = f"There is no record {lost[0][:100]!r} in {change.target_end.name}." if lost else ""
        if beyond:
            reason = "The cell can hold one record only."
        outcome = Outcome.KEPT if after == text else Outcome.CHANGED if kept else Outcome.CLEARED
        if free is None:
            _note(found, schema, item, Tried(text, after, outcome, reason), item.count)
            continue
        first = 1 if free else 0
        counts.surplus += item.count - first
        _note(found, schema, item, Tried(text, after, outcome, reason), first)
        taken = "The record can be linked once only."
        _note(found, schema, item, Tried(text, "", Outcome.CLEARED, taken), item.count - first)


def _note(found: Survey, schema: TableSchema, item: Distinct, tried: "Tried", records: int) -> None:
    if not records:
        return
    found.counts[tried.outcome] += records
    samples = found.samples[tried.outcome]
    if len(samples) < SAMPLES and tried.outcome is not Outcome.EMPTY:
        key = record_id(schema.number, item.key)
        if found.hidden:
            tried = Tried(_dots(tried.before), _dots(tried.after), tried.outcome, _UNTOLD if tried.reason else "")
        samples.append(Sample(key, tried.before[:200], tried.after[:200], tried.reason[:200]))


def _dots(text: str) -> str:
    return HIDDEN if text else ""
