"""Rules of bases."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.access import people
from api.access.repository import BaseGrant
from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.auth.throttle import RegistrationThrottle
from api.bases import repository
from api.bases.repository import Base, BaseMember, BaseTeam
from api.db.engine import Database, ReadSession, WriteSession
from api.http import limits
from api.kit import clock
from api.kit.newid import new_id
from api.tables.service import SeenTable, Tables
from api.workspaces import repository as workspaces
from api.workspaces.repository import Person
from core.access.roles import BaseRole, GivenRole, WorkspaceRole
from core.errors import Conflict, NotFound
from core.fields.people import Person as CellPerson
from core.ids import BaseId, UserId, is_id
from core.text import unstorable


@dataclass(frozen=True, slots=True)
class NewBase:
    name: str
    description: str
    icon: str
    color: str


class Bases:
    def __init__(
        self, database: Database, access: Access, tables: Tables, naming: RegistrationThrottle, *, mailed: bool
    ) -> None:
        """``naming`` counts the addresses that one person names: the answer tells who has an account. ``mailed``:
        invitations reach the people whom they invite."""
        self._mailed = mailed
        self._database = database
        self._access = access
        self._tables = tables
        self._naming = naming

    async def list_in_workspace(self, session: ReadSession, user: CurrentUser, workspace_id: str) -> list[Base]:
        workspace, _ = await self._access.standing(user, workspace_id)
        found = await repository.list_in_workspace(session, workspace, user.id, limits.MAX_BASES_LISTED)
        return found if user.token is None else [base for base in found if user.token.opens(base.id)]

    async def create(self, session: WriteSession, user: CurrentUser, workspace_id: str, new: NewBase) -> Base:
        """Any member may; the creator's role in it is creator."""
        access = await self._access.workspace(user, workspace_id, WorkspaceRole.MEMBER)
        await workspaces.change_policy(session, access.grant.id)
        draft = Base(
            BaseId(new_id("bas")),
            access.grant.id,
            new.name,
            new.description,
            new.icon,
            new.color,
            BaseRole.CREATOR,
            clock.now(),
        )
        base = await repository.add(session, draft)
        await repository.set_role(session, base.id, user.id, GivenRole.CREATOR)
        return base

    async def get(self, session: ReadSession, user: CurrentUser, base_id: str) -> tuple[Base, list[SeenTable]]:
        """The base and its tables with their fields and views."""
        access = await self._access.base(user, base_id, BaseRole.VIEWER)
        base = await repository.get(session, access.grant.id, access.grant.role)
        return base, await self._tables.list_in_base(session, user, access.grant)

    async def update(
        self, session: WriteSession, user: CurrentUser, base_id: str, changes: Mapping[str, str | None]
    ) -> Base:
        access = await self._access.base(user, base_id, BaseRole.CREATOR)
        before = await repository.get(session, access.grant.id, access.grant.role)
        await repository.update(session, access.grant.id, changes)
        after = await repository.get(session, access.grant.id, access.grant.role)
        audit.describe(before=_told(before), after=_told(after))
        return after

    async def delete(self, session: WriteSession, user: CurrentUser, base_id: str) -> None:
        """Soft."""
        access = await self._access.base(user, base_id, BaseRole.CREATOR)
        await repository.delete(session, access.grant.id, user.number)
        await self._tables.gone_with_base(session, access.grant.id)
        await workspaces.change_policy(session, access.grant.workspace_id)

    async def set_member(
        self, session: WriteSession, user: CurrentUser, base_id: str, *, email: str, role: GivenRole
    ) -> Person:
        """Gives a registered person a role in this base, which also makes a guest of somebody from outside.

        Raises NotFound ``user_not_found``, Conflict ``address_unproved``, TooManyAttempts, and as ``remove_member``.
        """
        grant = await self._held(session, user, base_id, BaseRole.CREATOR)
        person = await workspaces.find_person(session, grant.workspace_id, email)
        outside = person is None or await workspaces.find_member(session, grant.workspace_id, person.id) is None
        if outside:
            self._naming.enter(user.id)
        if person is None:
            raise NotFound("user", email, "email")
        if outside and self._mailed and person.unproved and role is not GivenRole.NONE:
            raise Conflict(
                "address_unproved",
                f"Nobody has shown that {person.email} is theirs, and anybody can make an account with it. Invite them"
                " into the base instead: the mail reaches the right person.",
                "email",
            )
        await self._give(session, grant, person.id, role)
        audit.describe(person=person.name)
        return person

    async def set_team(
        self, session: WriteSession, user: CurrentUser, base_id: str, team_id: str, role: GivenRole
    ) -> BaseTeam:
        """What a team's people are here who have no role of their own. Raises NotFound ``team_not_found``."""
        grant = await self._held(session, user, base_id, BaseRole.CREATOR)
        known = is_id("tea", team_id)
        team = await repository.find_team(session, grant.workspace_id, team_id) if known else None
        if team is None:
            raise NotFound("team", team_id, "teamId")
        _tell(team.id, await repository.team_role_of(session, grant.id, team.id), role.value)
        audit.describe(team=team.name)
        await repository.set_team_role(session, grant.id, team.id, role)
        return team

    async def remove_team(self, session: WriteSession, user: CurrentUser, base_id: str, team_id: str) -> None:
        """The base says nothing of the team any more. Raises NotFound ``team_not_found``."""
        grant = await self._held(session, user, base_id, BaseRole.CREATOR)
        role = await repository.team_role_of(session, grant.id, team_id) if is_id("tea", team_id) else None
        if role is None or not await repository.remove_team(session, grant.id, team_id):
            raise NotFound("team", team_id[:100])
        _tell(team_id, role, None)

    async def list_members(
        self, session: ReadSession, user: CurrentUser, base_id: str
    ) -> tuple[list[BaseMember], GivenRole]:
        """Teams, guests, and members of the workspace whose role here is not the usual one; and which that is."""
        grant = (await self._access.base(user, base_id, BaseRole.CREATOR)).grant
        found = await repository.list_members(session, grant.id, limits.MAX_MEMBERS_LISTED)
        return found, await repository.usual_role(session, grant.workspace_id)

    async def reset_member(self, session: WriteSession, user: CurrentUser, base_id: str, user_id: str) -> None:
        """The base says nothing of this person any more: a member of the workspace has what their teams or the
        workspace give them. Raises NotFound ``member_not_found``."""
        grant = await self._held(session, user, base_id, BaseRole.CREATOR)
        role = await repository.role_of(session, grant.id, user_id) if is_id("usr", user_id) else None
        if role is None or not await repository.remove_role(session, grant.id, user_id):
            raise NotFound("member", user_id[:100])
        _tell(user_id, role, None)

    async def search_people(
        self, session: ReadSession, user: CurrentUser, base_id: str, text: str, limit: int
    ) -> list[CellPerson]:
        """Whom a cell may hold: everybody who can open the base, and has ``text`` in their name or address."""
        access = await self._access.base(user, base_id, BaseRole.VIEWER)
        if unstorable(text):
            return []
        return await people.search(await self._database.driver(session), access.grant.id, text.strip(), limit)

    async def remove_member(self, session: WriteSession, user: CurrentUser, base_id: str, user_id: str) -> None:
        """Closes the base to a person. Creators remove others; everybody may leave.

        A guest has no role left. A member of the workspace would be back to the usual role, which may be more than
        they had, so a refusal is stored for them. Raises NotFound ``member_not_found``, Conflict
        ``workspace_role_wins``.
        """
        needed = BaseRole.VIEWER if user_id == user.id else BaseRole.CREATOR
        grant = await self._held(session, user, base_id, needed)
        if not is_id("usr", user_id):
            raise NotFound("member", user_id[:100])
        await self._give(session, grant, UserId(user_id), GivenRole.NONE)

    async def _give(self, session: WriteSession, grant: BaseGrant, person: UserId, role: GivenRole) -> None:
        member = await workspaces.find_member(session, grant.workspace_id, person)
        before = await repository.role_of(session, grant.id, person)
        if member is None and role is GivenRole.NONE:
            _tell(person, before, None)
            if not await repository.remove_role(session, grant.id, person):
                raise NotFound("member", person)
            return
        if member is not None and member.role.covers(WorkspaceRole.ADMIN) and role is not GivenRole.CREATOR:
            raise Conflict(
                "workspace_role_wins",
                f"{member.person.email} is {member.role} of the workspace and so a creator of all its bases."
                " Change their role in the workspace first.",
                "userId" if role is GivenRole.NONE else "role",
            )
        await repository.set_role(session, grant.id, person, role)
        _tell(person, before, role.value)

    async def _held(self, session: WriteSession, user: CurrentUser, base_id: str, needed: BaseRole) -> BaseGrant:
        """The caller's grant while nobody else changes who belongs to the workspace. Raises NotFound, Forbidden."""
        access = await self._access.base(user, base_id, needed)
        await workspaces.change_policy(session, access.grant.workspace_id)
        # Asked again: the caller may have been removed while this waited for its turn.
        return (await self._access.base(user, base_id, needed, await self._database.driver(session))).grant


def _tell(whose: str, before: str | None, after: str | None) -> None:
    """The audit log what the base itself said of a person or team, and says now."""
    audit.describe(
        targets=[whose],
        before=None if before is None else {"role": before},
        after=None if after is None else {"role": after},
    )


def _told(base: Base) -> Mapping[str, str]:
    """As the audit log shows it."""
    return {"name": base.name, "description": base.description, "icon": base.icon, "color": base.color}
