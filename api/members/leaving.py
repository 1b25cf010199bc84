"""Leaving a workspace, and removing somebody from it: what goes with them, and who takes over their automations."""

from dataclasses import dataclass

from api.access import repository as access_rows
from api.access.admitting import check_token_may_give
from api.access.repository import WorkspaceGrant
from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from api.invitations import repository as invitations
from api.invitations.making import Inviting
from api.members import automations, repository
from api.members.repository import Membership
from api.members.service import check_may_give, check_not_last_owner, held, said_of, the_member
from api.members.standing import MemberStatus
from core.access.roles import BaseRole, WorkspaceRole
from core.errors import Conflict, Forbidden


@dataclass(frozen=True, slots=True)
class Removal:
    """What would go with somebody."""

    automations: int
    automations_on: int
    bases: int
    teams: int
    invitations: int


class Leaving:
    def __init__(self, database: Database, access: Access, inviting: Inviting) -> None:
        self._database = database
        self._access = access
        self._inviting = inviting

    async def preview(self, session: ReadSession, user: CurrentUser, workspace_id: str, user_id: str) -> Removal:
        """For whoever may do it. Raises NotFound ``member_not_found``, Forbidden."""
        grant = (await self._access.workspace(user, workspace_id, _needed(user, user_id))).grant
        member = await the_member(session, grant.id, user_id)
        check_may_give(grant.role, member.role)
        on, owned = await automations.count(await self._database.driver(session), grant.id, member.person.id)
        return Removal(
            automations=owned,
            automations_on=on,
            bases=await repository.count_base_roles(session, grant.id, member.person.id),
            teams=len(member.teams),
            invitations=await invitations.count_pending_of(session, grant.id, member.person.id),
        )

    async def remove(
        self, session: WriteSession, user: CurrentUser, workspace_id: str, user_id: str, hand_to: str | None
    ) -> None:
        """Admins remove others; everybody may leave. Their automations are handed to ``hand_to`` or switched off.

        Raises NotFound ``member_not_found``, Forbidden, Conflict ``last_owner``, ``cannot_take_over``.
        """
        grant = await held(self._access, self._database, session, user, workspace_id, _needed(user, user_id))
        member = await the_member(session, grant.id, user_id)
        check_may_give(grant.role, member.role)
        check_token_may_give(user, member.role)
        if member.counts_as_owner:
            await check_not_last_owner(session, grant.id, "userId")

        conn = await self._database.driver(session)
        if hand_to is not None:
            await self._check_takes_over(session, user, grant, member, hand_to)
            await automations.hand_over(conn, grant.id, member.person.id, hand_to)
        else:
            await automations.switch_off(conn, grant.id, member.person.id, member.person.name)
        await self._inviting.withdraw_of(session, grant.id, member.person.id)
        await repository.remove(session, grant.id, member.person.id)
        audit.describe(before=said_of(member))

    async def _check_takes_over(
        self, session: WriteSession, user: CurrentUser, grant: WorkspaceGrant, member: Membership, hand_to: str
    ) -> None:
        """Automations act as their owner: only an admin hands them on, to somebody who is no more than the admin and
        may change them where they are."""
        if not grant.role.covers(WorkspaceRole.ADMIN):
            raise Forbidden("Only owners and admins of the workspace hand automations to somebody else.")
        taker = await the_member(session, grant.id, hand_to)
        check_may_give(grant.role, taker.role)
        if taker.person.id == member.person.id or taker.status is not MemberStatus.ACTIVE:
            raise Conflict("cannot_take_over", f"{taker.person.name} cannot take the automations over.", "handTo")
        conn = await self._database.driver(session)
        for base_id, name in await automations.bases(conn, grant.id, member.person.id):
            found = await access_rows.find_base(conn, taker.person.id, base_id)
            if found is None or not found.role.covers(BaseRole.CREATOR):
                raise Conflict(
                    "cannot_take_over",
                    f"{taker.person.name} is no creator of the base {name}, where some of the automations are."
                    " Choose somebody who is.",
                    "handTo",
                )


def _needed(user: CurrentUser, user_id: str) -> WorkspaceRole:
    return WorkspaceRole.MEMBER if user_id == user.id else WorkspaceRole.ADMIN
