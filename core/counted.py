"""Numbers of things in messages: ``1 record``, ``1,200 records``."""


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """The number with its noun; ``nouns`` where the plural is not made with an s.

    >>> counted(1, "record"), counted(1200, "record"), counted(0, "entry", "entries")
    ('1 record', '1,200 records', '0 entries')
    """
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def verb(count: int, one: str, several: str) -> str:
    """The form of a verb, or of any other word, that goes with a number.

    >>> verb(1, "is", "are"), verb(2, "is", "are")
    ('is', 'are')
    """
    return one if count == 1 else several


def filled(template: str, records: int) -> str:
    """A text about some records, with room for ``{records}``, their number, and for ``{them}``.

    >>> filled("Empty in {records}. Fill {them} first.", 1)
    'Empty in 1 record. Fill it first.'
    """
    return template.format(records=counted(records, "record"), them=verb(records, "it", "them"))
