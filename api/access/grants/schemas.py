"""Wire models of grants."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from api.access.grants.repository import Granted
from api.access.subjects import SubjectAnswer, SubjectBody, subject_answer
from api.http.body import Answer, Body
from core.access.levels import FieldLevel, TableLevel, ViewLevel

MOST = 200
"""Grants on one thing."""


class TableGrantBody(Body):
    subject: SubjectBody
    level: Annotated[TableLevel, Field(strict=False)]


class FieldGrantBody(Body):
    subject: SubjectBody
    level: Annotated[FieldLevel, Field(strict=False)]


class ViewGrantBody(Body):
    subject: SubjectBody
    level: Annotated[ViewLevel, Field(strict=False)]


class TableGrantsBody(Body):
    """The whole list: who is not in it any more has what their role in the base gives."""

    grants: Annotated[list[TableGrantBody], Field(max_length=MOST)]


class FieldGrantsBody(Body):
    """The whole list: for who is not in it any more the field follows its table."""

    grants: Annotated[list[FieldGrantBody], Field(max_length=MOST)]


class ViewGrantsBody(Body):
    """The whole list: for who is not in it any more the view follows its table."""

    grants: Annotated[list[ViewGrantBody], Field(max_length=MOST)]


class TableGrantAnswer(Answer):
    subject: SubjectAnswer
    level: TableLevel


class FieldGrantAnswer(Answer):
    subject: SubjectAnswer
    level: FieldLevel


class ViewGrantAnswer(Answer):
    subject: SubjectAnswer
    level: ViewLevel


class TableGrantsAnswer(Answer):
    grants: Sequence[TableGrantAnswer]


class FieldGrantsAnswer(Answer):
    grants: Sequence[FieldGrantAnswer]


class ViewGrantsAnswer(Answer):
    grants: Sequence[ViewGrantAnswer]


def table_grants_answer(found: Sequence[Granted]) -> TableGrantsAnswer:
    items = [TableGrantAnswer(subject=subject_answer(item.to), level=TableLevel(item.level)) for item in found]
    return TableGrantsAnswer(grants=items)


def field_grants_answer(found: Sequence[Granted]) -> FieldGrantsAnswer:
    items = [FieldGrantAnswer(subject=subject_answer(item.to), level=FieldLevel(item.level)) for item in found]
    return FieldGrantsAnswer(grants=items)


def view_grants_answer(found: Sequence[Granted]) -> ViewGrantsAnswer:
    items = [ViewGrantAnswer(subject=subject_answer(item.to), level=ViewLevel(item.level)) for item in found]
    return ViewGrantsAnswer(grants=items)
