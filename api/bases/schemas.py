"""Wire models of bases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, JsonValue, StringConstraints, field_validator, model_validator

from api.auth.identity import Email
from api.auth.schemas import User
from api.http.body import Answer, Body, Name, Patch, Prose, not_null
from api.http.pagination import Page
from api.tables.schemas import TableAnswer
from core.access.roles import BaseRole, GivenRole

Mark = Annotated[Prose, StringConstraints(max_length=100)]
"""An icon's or a colour's name."""


class NewBaseBody(Body):
    name: Name
    description: Prose = ""
    icon: Mark = ""
    color: Mark = ""


class BasePatch(Patch):
    name: Name | None = None
    description: Prose | None = None
    icon: Mark | None = None
    color: Mark | None = None


class BaseAnswer(Answer):
    """``role`` is the caller's effective role."""

    id: str
    workspace_id: str
    name: str
    description: str
    icon: str
    color: str
    role: BaseRole
    created_time: datetime


class BaseDetail(BaseAnswer):
    tables: Sequence[TableAnswer]


class BaseMemberBody(Body):
    """Either a registered person, by ``email``, or a team of the workspace."""

    email: Email | None = None
    team_id: Annotated[str, StringConstraints(max_length=100)] | None = None
    role: Annotated[GivenRole, Field(strict=False)]

    @field_validator("email", "team_id", mode="before")
    @classmethod
    def _no_nulls(cls, raw: JsonValue) -> JsonValue:
        return not_null(raw)

    @model_validator(mode="after")
    def _says_whom(self) -> Self:
        if (self.email is None) == (self.team_id is None):
            raise ValueError('give either "email" or "teamId"')
        return self


class TeamRef(Answer):
    id: str
    name: str


class BaseMemberAnswer(Answer):
    """``user`` or ``team`` is null. ``role`` is what the base itself says; "none" refuses it to members of the
    workspace. ``guest`` tells people who belong to this base and not to the workspace."""

    user: User | None = None
    team: TeamRef | None = None
    role: GivenRole
    guest: bool = False


class BaseMembersAnswer(Page[BaseMemberAnswer]):
    """``defaultRole`` is what members of the workspace have of whom the base says nothing."""

    default_role: GivenRole
