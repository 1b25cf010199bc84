"""Wire models of teams."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from api.http import limits
from api.http.body import Answer, Body, Name, Patch, Prose

PersonId = Annotated[str, StringConstraints(max_length=100)]


class NewTeamBody(Body):
    name: Name
    description: Prose = ""


class TeamPatch(Patch):
    name: Name | None = None
    description: Prose | None = None


class TeamAnswer(Answer):
    """``externalId`` is what a directory calls a team that it keeps."""

    id: str
    workspace_id: str
    name: str
    description: str
    external_id: str | None
    members: int
    created_time: datetime


class TeamMemberBody(Body):
    user_id: PersonId


class TeamMembersBody(Body):
    """Everybody who is to be in the team; whoever is not named leaves it."""

    user_ids: Annotated[Sequence[PersonId], Field(max_length=limits.MAX_MEMBERS_LISTED)]
