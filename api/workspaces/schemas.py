"""Wire models of workspaces."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.http.body import Answer, Body, Name, Patch
from core.access.roles import GivenRole, Standing


class WorkspaceBody(Body):
    name: Name


class WorkspacePatch(Patch):
    name: Name | None = None
    default_base_role: Annotated[GivenRole, Field(strict=False)] | None = None


class WorkspaceAnswer(Answer):
    """``role`` is the caller's; a guest has roles in some bases only. ``defaultBaseRole`` is what members are in bases
    that say nothing of them or of their teams; "none": they see only those."""

    id: str
    name: str
    role: Standing
    default_base_role: GivenRole
    created_time: datetime
