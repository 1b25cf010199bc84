"""Conversions on the wire."""

from typing import Annotated

from pydantic import Field, JsonValue

from api.fields.convert.past import SEALS_THE_PAST
from api.fields.convert.service import Converting, Rehearsal
from api.fields.convert.survey import Sample, Survey
from api.http.body import Answer, Body
from api.jobs.schemas import JobAnswer, job_answer
from api.tables.schemas import FieldAnswer, RevealTo, field_answer
from core.fields.conversion import Outcome
from core.ids import PREFIXES, encode


class ConvertRequest(Body):
    """``config`` as for a new field of this type; a select without options gets one for each value.

    ``encrypted`` turns encryption on or off, with the type that it has or another; left out, it stays as it is.
    """

    type: Annotated[str, Field(max_length=50)]
    config: dict[str, JsonValue] | None = None
    dry_run: bool = False
    encrypted: bool | None = None
    reveal_to: RevealTo | None = None


class ConvertedSample(Answer):
    record_id: str
    before: str
    after: str
    reason: str


class ConversionCounts(Answer):
    """Live records. ``kept`` read as before, ``changed`` read otherwise, ``cleared`` lose their value, ``empty`` have
    none. ``estimated``: only a part was looked at."""

    total: int
    kept: int
    changed: int
    cleared: int
    empty: int
    estimated: bool


class ConvertAnswer(Answer):
    """``field`` as it would be, or is: while ``job`` goes on it is as it was. A dry run has ``counts`` and samples.

    ``changeSet`` names what undo takes back. ``warning`` says what turning encryption on does besides, and leaves.
    """

    field: FieldAnswer
    counts: ConversionCounts | None = None
    changed: list[ConvertedSample] = Field(default_factory=list[ConvertedSample])
    cleared: list[ConvertedSample] = Field(default_factory=list[ConvertedSample])
    in_background: bool = False
    job: JobAnswer | None = None
    change_set: str | None = None
    warning: str | None = None


def rehearsal_answer(rehearsal: Rehearsal) -> ConvertAnswer:
    found = rehearsal.survey
    return ConvertAnswer(
        field=field_answer(rehearsal.field, rehearsal.schema),
        counts=_counts(found),
        changed=[_sample(each) for each in found.samples[Outcome.CHANGED]],
        cleared=[_sample(each) for each in found.samples[Outcome.CLEARED]],
        in_background=rehearsal.in_background,
        warning=SEALS_THE_PAST if rehearsal.field.encrypted else None,
    )


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
    )


def _sample(sample: Sample) -> ConvertedSample:
    return ConvertedSample(record_id=sample.record, before=sample.before, after=sample.after, reason=sample.reason)
