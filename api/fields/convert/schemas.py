"""Conversions on the wire."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, JsonValue

from api.fields.breaks.schemas import BreakAnswer, break_answer
from api.fields.convert.pairs import Target
from api.fields.convert.past import SEALS_THE_PAST
from api.fields.convert.service import Converting, Rehearsal
from api.fields.convert.survey import LinkCounts, Sample, Survey
from api.http.body import Answer, Body
from api.jobs.schemas import JobAnswer, job_answer
from api.tables.schemas import FieldAnswer, RevealTo, field_answer
from core.fields.conversion import Outcome
from core.ids import PREFIXES, encode


class ConvertRequest(Body):
    """``config`` as for a new field of this type; a select without options gets one for each value.

    ``createMissing`` is for links: records are made for titles that nobody has. Without it those are cleared.
    ``encrypted`` turns encryption on or off, with the type that it has or another; left out, it stays as it is.
    """

    type: Annotated[str, Field(max_length=50)]
    config: dict[str, JsonValue] | None = None
    dry_run: bool = False
    create_missing: bool = False
    encrypted: bool | None = None
    reveal_to: RevealTo | None = None


class ConvertedSample(Answer):
    record_id: str
    before: str
    after: str
    reason: str


class LinkedCounts(Answer):
    """Of a field that becomes a link. ``missing`` titles are of no record, ``created`` are those that get one;
    ``ambiguous`` cells name a title that several records have (the oldest is taken), ``surplus`` cells lose links that
    the cardinality does not allow."""

    missing: int
    created: int
    ambiguous: int
    surplus: int


class ConversionCounts(Answer):
    """Live records. ``kept`` read as before, ``changed`` read otherwise, ``cleared`` lose their value, ``empty`` have
    none. ``estimated``: only a part was looked at."""

    total: int
    kept: int
    changed: int
    cleared: int
    empty: int
    estimated: bool
    links: LinkedCounts | None = None


class PossibleType(Answer):
    """``keepsValues``: the cells are taken over as far as they fit; else the system gives all values anew."""

    type: str
    keeps_values: bool


class PossibleTypes(Answer):
    items: list[PossibleType]


class ConvertAnswer(Answer):
    """``field`` as it would be, or is: while ``job`` goes on it is as it was. A dry run has ``counts``, samples and
    ``breaks``: what would be invalid, or lose a part of itself, at most 100 and only such as you may open.

    ``changeSet`` names what undo takes back. ``warning`` says what turning encryption on does besides, and leaves.
    """

    field: FieldAnswer
    counts: ConversionCounts | None = None
    kept: list[ConvertedSample] = Field(default_factory=list[ConvertedSample])
    changed: list[ConvertedSample] = Field(default_factory=list[ConvertedSample])
    cleared: list[ConvertedSample] = Field(default_factory=list[ConvertedSample])
    in_background: bool = False
    job: JobAnswer | None = None
    change_set: str | None = None
    warning: str | None = None
    breaks: list[BreakAnswer] = Field(default_factory=list[BreakAnswer])


def rehearsal_answer(rehearsal: Rehearsal) -> ConvertAnswer:
    found = rehearsal.survey
    turned_on = rehearsal.field.encrypted and not rehearsal.schema.by_id[rehearsal.field.id].encrypted
    return ConvertAnswer(
        field=field_answer(rehearsal.field, rehearsal.schema),
        counts=_counts(found),
        kept=[_sample(each) for each in found.samples[Outcome.KEPT]],
        changed=[_sample(each) for each in found.samples[Outcome.CHANGED]],
        cleared=[_sample(each) for each in found.samples[Outcome.CLEARED]],
        in_background=rehearsal.in_background,
        warning=SEALS_THE_PAST if turned_on else None,
        breaks=[break_answer(each) for each in rehearsal.breaks],
    )


def possible_answer(found: Sequence[Target]) -> PossibleTypes:
    return PossibleTypes(items=[PossibleType(type=each.type.name, keeps_values=each.keeps_values) for each in found])


def converting_answer(converting: Converting) -> ConvertAnswer:
    return ConvertAnswer(
        field=field_answer(converting.field, converting.schema),
        in_background=converting.job is not None,
        job=None if converting.job is None else job_answer(converting.job),
        change_set=encode(PREFIXES["change_set"], converting.change_set),
    )


def _counts(found: Survey) -> ConversionCounts:
    return ConversionCounts(
        total=found.total,
        kept=found.count(Outcome.KEPT),
        changed=found.count(Outcome.CHANGED),
        cleared=found.count(Outcome.CLEARED),
        empty=found.empty,
        estimated=found.estimated,
        links=None if found.links is None else _links(found.links),
    )


def _links(counts: LinkCounts) -> LinkedCounts:
    return LinkedCounts(
        missing=len(counts.missing), created=len(counts.created), ambiguous=counts.ambiguous, surplus=counts.surplus
    )


def _sample(sample: Sample) -> ConvertedSample:
    return ConvertedSample(record_id=sample.record, before=sample.before, after=sample.after, reason=sample.reason)
