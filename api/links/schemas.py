"""Wire models of links."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from api.http.body import Answer
from api.links.choosing import Offer
from api.tables.schemas import FieldAnswer, field_answer


class Choice(Answer):
    """``title`` is null where the record's primary field is empty. ``values`` are cells by field id, options by id
    too; long ones are cut."""

    id: str
    no: int
    title: str | None
    values: Mapping[str, JsonValue]


class Choices(Answer):
    """What a picker offers, by title. ``fields`` are those of the linked table that ``values`` are of, up to two: they
    tell records of one title apart."""

    fields: Sequence[FieldAnswer]
    items: Sequence[Choice]


def choices_answer(offer: Offer) -> Choices:
    return Choices(
        fields=[field_answer(field, offer.schema, policy=offer.policy) for field in offer.fields],
        items=[Choice(id=each.id, no=each.no, title=each.title, values=each.values) for each in offer.records],
    )
