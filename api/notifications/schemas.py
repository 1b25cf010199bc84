"""Notifications on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from api.http.body import Answer, Body


class NotificationAnswer(Answer):
    id: str
    title: str
    body: str
    record_id: str | None
    table_id: str | None
    run_id: str | None
    read_time: datetime | None
    created_time: datetime


class NotificationsAnswer(Answer):
    items: Sequence[NotificationAnswer]
    next_cursor: str | None
    unread: int


class ReadBody(Body):
    """Either some, by id, or all."""

    ids: Annotated[list[str], Field(min_length=1, max_length=1000)] | None = None
    all: Literal[True] | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if (self.ids is None) == (self.all is None):
            raise ValueError('give either "ids" or "all": true')
        return self
