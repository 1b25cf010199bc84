"""Wire models of bases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.auth.identity import Email
from api.auth.schemas import User
from api.http.body import Answer, Body, Name, Patch, Prose
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
    email: Email
    role: Annotated[GivenRole, Field(strict=False)]


class BaseMemberAnswer(Answer):
    """``role`` is what the base itself says; "none" refuses it to a member of the workspace."""

    user: User
    role: GivenRole
