"""Wire models of links."""

from collections.abc import Sequence

from api.http.body import Answer


class Choice(Answer):
    """``title`` is null where the record's primary field is empty."""

    id: str
    title: str | None


class Choices(Answer):
    """What a picker offers, by title."""

    items: Sequence[Choice]
