"""What of a file does not fit the formats its sample promised: a pass that counts, by cell only where it must."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from api.transfer.columns import Misfit, Reader
from api.transfer.formats.base import Format, understood
from api.transfer.records import Records
from api.transfer.report import BadCell

SHOWN = 20
_SHOWN_CHARACTERS = 100


@dataclass
class Tally:
    """One column in one format: how many of its filled cells have no value in it, and the first of those."""

    form: Format
    filled: int = 0
    bad: int = 0
    samples: list[BadCell] = field(default_factory=list[BadCell])


def tallying(records: Records, forms: Mapping[int, Sequence[Format]], tallies: dict[int, list[Tally]]) -> Iterator[int]:
    """Fills ``tallies``, per column counted from 0; yields after each block. Raises what reading the records raises."""
    readers = {at: [Reader(form) for form in several] for at, several in forms.items()}
    tallies.update({at: [Tally(form) for form in several] for at, several in forms.items()})
    for block in records.blocks():
        for at, several in readers.items():
            cells = block.columns[at]
            filled = sum(map(bool, cells))
            for tally, reader in zip(tallies[at], several, strict=True):
                tally.filled += filled
                try:
                    reader.read(cells)
                except Misfit:
                    bad = [place for place, cell in enumerate(cells) if understood(reader.form, cell) is None]
                    tally.bad += len(bad)
                    for place in bad[: SHOWN - len(tally.samples)]:
                        tally.samples.append(BadCell(block.line(place), cells[place][:_SHOWN_CHARACTERS]))
        yield block.records
