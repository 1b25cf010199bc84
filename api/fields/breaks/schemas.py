"""What a change would break, on the wire."""

from collections.abc import Sequence

from api.fields.breaks.turn import Broken
from api.http.body import Answer


class BreakAnswer(Answer):
    """Something that would be invalid, or lose a part of itself. ``kind`` is the type of a field (``formula``,
    ``lookup``, ``link`` …), ``view`` or ``automation``; ``reason`` says what becomes of it."""

    kind: str
    id: str
    name: str
    table_id: str
    table_name: str
    reason: str


class BreaksAnswer(Answer):
    """At most 100."""

    breaks: Sequence[BreakAnswer]


def break_answer(found: Broken) -> BreakAnswer:
    return BreakAnswer(
        kind=found.kind,
        id=found.id,
        name=found.name,
        table_id=found.table.id,
        table_name=found.table.name,
        reason=found.reason[:500],
    )
