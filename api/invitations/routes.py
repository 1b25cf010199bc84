"""Invitations over HTTP. Whoever has an invitation's token may see what it invites to, signed in or not."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response, status

from api.auth.requests import answer_of, caller_of
from api.auth.schemas import AuthAnswer
from api.http.deps import Provided, Services, SignedIn, Writing
from api.http.pagination import Page, Paging, split_page
from api.http.repeating import RepeatableRoute
from api.invitations.accepting import Accepting
from api.invitations.answers import invitation_answer, invited_bases, invited_teams
from api.invitations.making import Inviting, Wanted
from api.invitations.schemas import (
    AcceptedAnswer,
    InvitationAnswer,
    InvitedWorkspace,
    JoinBody,
    NewInvitationBody,
    OpenedInvitation,
)

router = APIRouter(route_class=RepeatableRoute, tags=["invitations"])

InvitingHere = Annotated[Inviting, Provided(Inviting)]
AcceptingHere = Annotated[Accepting, Provided(Accepting)]
Token = Annotated[str, Path(max_length=200)]


@router.get("/workspaces/{workspace_id}/invitations")
async def list_invitations(
    workspace_id: str, user: SignedIn, inviting: InvitingHere, paging: Paging
) -> Page[InvitationAnswer]:
    """Newest first; those that are over too."""
    rows = await inviting.page(user, workspace_id, paging)
    shown, cursor = split_page(rows, paging.limit, [row.id for row in rows])
    return Page(items=[invitation_answer(item, inviting.url(item)) for item in shown], next_cursor=cursor)


@router.post("/workspaces/{workspace_id}/invitations", status_code=status.HTTP_201_CREATED)
async def create_invitation(
    workspace_id: str, body: NewInvitationBody, user: SignedIn, session: Writing, inviting: InvitingHere
) -> InvitationAnswer:
    """Invite one person by mail, or make a link for several; into the workspace, or as guests into bases."""
    wanted = Wanted(
        body.email,
        body.role,
        [(item.base_id, item.role) for item in body.bases],
        body.team_ids,
        body.max_uses or 1,
        body.days,
    )
    made = await inviting.invite(session, user, workspace_id, wanted)
    return invitation_answer(made, inviting.url(made))


@router.delete("/workspaces/{workspace_id}/invitations/{invitation_id}", status_code=status.HTTP_204_NO_CONTENT)
async def revoke_invitation(
    workspace_id: str, invitation_id: str, user: SignedIn, session: Writing, inviting: InvitingHere
) -> None:
    """Its link stops working. Who came in by it stays."""
    await inviting.revoke(session, user, workspace_id, invitation_id)


@router.post("/workspaces/{workspace_id}/invitations/{invitation_id}/resend")
async def resend_invitation(
    workspace_id: str, invitation_id: str, user: SignedIn, session: Writing, inviting: InvitingHere
) -> InvitationAnswer:
    """Send it again; it is good for two weeks from now."""
    made = await inviting.resend(session, user, workspace_id, invitation_id)
    return invitation_answer(made, inviting.url(made))


@router.get("/invitations/{token}")
async def get_invitation(token: Token, accepting: AcceptingHere) -> OpenedInvitation:
    """What it invites to. Nobody needs to be signed in."""
    found, registered = await accepting.look(token)
    return OpenedInvitation(
        workspace=InvitedWorkspace(id=found.workspace_id, name=found.workspace_name),
        invited_by=found.inviter_name,
        email=found.email,
        role=found.workspace_role,
        bases=invited_bases(found),
        teams=invited_teams(found),
        expires_time=found.expires_at,
        registered=registered,
    )


@router.post("/invitations/{token}/accept")
async def accept_invitation(token: Token, user: SignedIn, session: Writing, accepting: AcceptingHere) -> AcceptedAnswer:
    """Join. An invitation by mail is only for the address that it was sent to."""
    joined = await accepting.accept(session, user, token)
    return AcceptedAnswer(workspace_id=joined.workspace, base_id=joined.first_base)


@router.post("/invitations/{token}/register", status_code=status.HTTP_201_CREATED)
async def join_by_invitation(
    token: Token,
    body: JoinBody,
    request: Request,
    response: Response,
    accepting: AcceptingHere,
    services: Services,
) -> AuthAnswer:
    """Make an account, join with it, and sign in."""
    issued, _ = await accepting.join(
        token, email=body.email, password=body.password, name=body.name, caller=caller_of(request)
    )
    return answer_of(issued, response, shown=not body.cookie, secure=services.settings.http.cookie_secure)
