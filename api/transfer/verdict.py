"""What becomes of a file that is not what its sample promised: a format for each column that loses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.transfer.formats.base import Format
from api.transfer.formats.text import AsLongText, AsText
from api.transfer.records import Records
from api.transfer.report import ColumnReport
from api.transfer.tally import SHOWN, Tally
from core.counted import counted, verb
from core.errors import Fault, Invalid
from core.fields.date_text import absence
from core.text import MAX_TEXT


@dataclass(frozen=True)
class Verdict:
    """The first format that fits all cells of a column; the tally is of its best one, which may not."""

    name: str
    form: Format
    tally: Tally

    def report(self) -> ColumnReport:
        tally = self.tally
        return ColumnReport(
            self.name, self.form.field_type, tally.form.field_type, tally.filled, tally.bad, tuple(tally.samples)
        )


def judge(names: Sequence[str], tallies: Sequence[Sequence[Tally]]) -> list[Verdict]:
    """Per column, of its formats' tallies, best first. Raises Invalid for text longer than any field takes."""
    return [_judged(name, several) for name, several in zip(names, tallies, strict=True)]


def _judged(name: str, tallies: Sequence[Tally]) -> Verdict:
    fitting = next((tally.form for tally in tallies if tally.bad == 0), None)
    if fitting is None:
        last = tallies[-1]
        raise Invalid(
            [
                Fault(
                    f"line {cell.line}, {name}",
                    "text_too_long",
                    f"A text has at most {MAX_TEXT:,} characters; this one, which begins {cell.text[:40]!r}, has more."
                    " Shorten it, or close the quote if it was left open.",
                )
                for cell in last.samples
            ],
            "text_too_long",
        )
    return Verdict(name, fitting, tallies[0])


def all_emptied(names: Sequence[str], tallies: Sequence[Sequence[Tally]]) -> list[Verdict]:
    """Where the caller insists on the formats."""
    for name, several in zip(names, tallies, strict=True):
        if isinstance(several[0].form, AsText | AsLongText):
            _judged(name, several)
    return [Verdict(name, several[0].form, several[0]) for name, several in zip(names, tallies, strict=True)]


def refuse_faults(verdicts: Sequence[Verdict], records: Records) -> None:
    """For a strict import. Raises Invalid with the first cells that do not fit, and the first overlong lines."""
    faults = [
        Fault(f"line {cell.line}, {verdict.name}", "misfit", _misfit(cell.text, verdict.tally.form.field_type))
        for verdict in verdicts
        for cell in verdict.tally.samples
    ]
    faults += [
        Fault(f"line {line}", "too_many_values", f"The line has more than {counted(records.width, 'value')}.")
        for line in records.long_lines
    ]
    if faults:
        raise Invalid(faults[:SHOWN], "misfits")


def refuse_moved(records: Records) -> None:
    """For an import that encrypts: where a line has too many values, those of an encrypted column may stand in another
    one, and nothing would seal them. Raises Invalid with the first such lines."""
    message = (
        f"The line has more than {counted(records.width, 'value')}, so values to encrypt may stand in columns that are"
        f" not encrypted. Quote values with {records.delimiter!r} in them, and remove what is beyond the last column."
    )
    raise Invalid([Fault(f"line {line}", "too_many_values", message) for line in records.long_lines], "moved_values")


def _misfit(text: str, type: str) -> str:
    reason = absence(text.strip()) if type in ("date", "datetime") else None
    return f"{text!r} is no {type}.{f' {reason}' if reason else ''}"


def refuse_damage(records: Records) -> None:
    """For a strict import. Raises Invalid."""
    if damaged := records.decoding.damaged:
        raise Invalid.one(
            "file",
            "damaged_text",
            f"{counted(damaged, 'place')} of the file {verb(damaged, 'is', 'are')} no {records.encoding.codec} text. "
            "Export it as UTF-8.",
        )
