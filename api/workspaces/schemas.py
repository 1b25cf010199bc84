"""Wire models of workspaces and members."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.auth.identity import Email
from api.auth.schemas import User
from api.http.body import Answer, Body, Name
from core.access.roles import Standing, WorkspaceRole


class WorkspaceBody(Body):
    name: Name


class WorkspaceAnswer(Answer):
    """``role`` is the caller's; a guest has roles in some bases only."""

    id: str
    name: str
    role: Standing
    created_time: datetime


class NewMemberBody(Body):
    email: Email
    role: Annotated[WorkspaceRole, Field(strict=False)] = WorkspaceRole.MEMBER


class RoleBody(Body):
    role: Annotated[WorkspaceRole, Field(strict=False)]


class MemberAnswer(Answer):
    user: User
    role: WorkspaceRole
