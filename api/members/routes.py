"""Who belongs to a workspace, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from api.auth.schemas import User
from api.bases.schemas import TeamRef
from api.http.deps import Provided, Reading, SignedIn, Writing
from api.http.limits import MAX_MEMBERS_LISTED
from api.http.pagination import Page, decode_cursor, split_page
from api.http.repeating import RepeatableRoute
from api.invitations.answers import invitation_answer
from api.invitations.repository import Invitation
from api.members.leaving import Leaving
from api.members.repository import MemberPage, Membership
from api.members.schemas import AddedAnswer, MemberAnswer, MemberPatch, NewMemberBody, RemovalAnswer, TransferBody
from api.members.service import Members
from core.text import unstorable

router = APIRouter(route_class=RepeatableRoute, prefix="/workspaces/{workspace_id}", tags=["members"])

MembersHere = Annotated[Members, Provided(Members)]
LeavingHere = Annotated[Leaving, Provided(Leaving)]


@router.get("/members")
async def list_members(
    workspace_id: str,
    user: SignedIn,
    session: Reading,
    members: MembersHere,
    search: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=MAX_MEMBERS_LISTED)] = MAX_MEMBERS_LISTED,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Page[MemberAnswer]:
    """By name; ``search`` finds a part of a name or an address."""
    after = None if cursor is None else decode_cursor(cursor)
    if unstorable(search):
        return Page(items=[])
    asked = MemberPage(search.strip(), after, limit + 1)
    seen = await members.page(session, user, workspace_id, asked)
    shown, next_cursor = split_page(seen.members, limit, [item.person.id for item in seen.members])
    return Page(items=[_member(item, fully=seen.fully) for item in shown], next_cursor=next_cursor)


@router.post("/members", status_code=status.HTTP_201_CREATED)
async def add_member(
    workspace_id: str, body: NewMemberBody, user: SignedIn, session: Writing, members: MembersHere
) -> AddedAnswer:
    """Add a registered person at once, or invite an address that nobody has registered or, where mail goes out, shown
    to be theirs."""
    added = await members.add(session, user, workspace_id, email=body.email, role=body.role)
    if isinstance(added, Invitation):
        return AddedAnswer(user=None, role=body.role, member=None, invitation=invitation_answer(added, None))
    member = _member(added, fully=True)
    return AddedAnswer(user=member.user, role=member.role, member=member, invitation=None)


@router.patch("/members/{user_id}")
async def update_member(
    workspace_id: str, user_id: str, body: MemberPatch, user: SignedIn, session: Writing, members: MembersHere
) -> MemberAnswer:
    """Change somebody's role, or shut them out of the workspace for a while."""
    changed = await members.update(session, user, workspace_id, user_id, role=body.role, suspended=body.suspended)
    return _member(changed, fully=True)


@router.delete("/members/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove_member(
    workspace_id: str,
    user_id: str,
    user: SignedIn,
    session: Writing,
    leaving: LeavingHere,
    hand_to: Annotated[str | None, Query(alias="handTo", max_length=100)] = None,
) -> None:
    """Remove a person, or leave. Automations that act as them go to ``handTo``, or are switched off."""
    await leaving.remove(session, user, workspace_id, user_id, hand_to)


@router.get("/members/{user_id}/removal")
async def preview_removal(
    workspace_id: str, user_id: str, user: SignedIn, session: Reading, leaving: LeavingHere
) -> RemovalAnswer:
    """What would go with somebody who left."""
    found = await leaving.preview(session, user, workspace_id, user_id)
    return RemovalAnswer(
        automations=found.automations,
        automations_on=found.automations_on,
        bases=found.bases,
        teams=found.teams,
        invitations=found.invitations,
    )


@router.post("/transfer", status_code=status.HTTP_204_NO_CONTENT)
async def transfer_workspace(
    workspace_id: str, body: TransferBody, user: SignedIn, session: Writing, members: MembersHere
) -> None:
    """Make another member the owner; the caller becomes an admin."""
    await members.transfer(session, user, workspace_id, body.user_id)


def _member(item: Membership, *, fully: bool) -> MemberAnswer:
    person = item.person
    return MemberAnswer(
        user=User(id=person.id, name=person.name, email=person.email),
        role=item.role,
        status=item.status,
        teams=[TeamRef(id=team, name=name) for team, name in item.teams],
        joined_time=item.joined_at,
        last_seen_time=item.last_seen_at if fully else None,
        service=item.service,
    )
