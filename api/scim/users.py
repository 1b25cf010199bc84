"""People whom a directory keeps.

A directory belongs to a workspace, an account to its person. So an account that the directory made may be renamed and
disabled by it; of one that was there before it decides only whether the person belongs to the workspace. Owners of the
workspace are left alone, else a directory could lock everybody out.
"""

from api.auth.proving import Proving
from api.auth.sql import sessions as stored_sessions
from api.kit.newid import new_id
from api.scim import repository
from api.scim.calls import Call, Json
from api.scim.conditions import Condition
from api.scim.faults import bad_value, missing, taken
from api.scim.filters import parse_filter
from api.scim.patching import patched
from api.scim.repository import StoredUser
from api.scim.resources import ENTERPRISE, USER, UserResource, meta, page, read_user
from api.sso.addresses import Addresses
from api.sso.signing_in import repository as people
from api.sso.signing_in.arrivals import no_password, person_name
from api.workspaces.repository import change_policy
from core.access.roles import WorkspaceRole
from core.errors import Forbidden
from core.ids import UserId, is_id
from core.text import fold
from core.values import JsonValue


class ScimUsers:
    def __init__(self, proving: Proving, addresses: Addresses, trusted: str | None) -> None:
        self._proving = proving
        self._addresses = addresses
        self._trusted = trusted

    async def list_all(self, call: Call) -> dict[str, JsonValue]:
        start, count = call.window()
        condition = Condition(repository.USER_ATTRIBUTES, repository.USER_LISTS)
        asked = call.query.get("filter")
        where = condition.of(parse_filter(asked)) if asked else "true"
        found, total = await repository.list_users(
            call.session, call.provider.id, where, condition.values, offset=start - 1, limit=count
        )
        return page([*await self._shown(call, found)], total=total, start=start)

    async def get(self, call: Call, user: str) -> dict[str, JsonValue]:
        return (await self._shown(call, [await self._one(call, user)]))[0]

    async def create(self, call: Call, body: Json) -> dict[str, JsonValue]:
        """Raises ScimError ``uniqueness``, ``invalidValue``."""
        resource = read_user(body)
        email = await self._address(call, resource)
        await repository.hold(call.session, call.provider.workspace_id)
        if await repository.has_name(call.session, call.provider.id, resource.user_name):
            raise taken(f"There is a user {resource.user_name!r} already.")
        user, made = await self._account(call, resource, email)
        await repository.save_user(call.session, call.provider.id, user, resource, made=made)
        if not resource.active:
            self._check_no_owner(await self._one(call, user))
        await self._settle(call, user, resource, may_end=self._may_end(call, made))
        return await self.get(call, user)

    async def replace(self, call: Call, user: str, body: Json) -> dict[str, JsonValue]:
        await repository.hold(call.session, call.provider.workspace_id)
        return await self._change(call, await self._one(call, user), read_user(body))

    async def patch(self, call: Call, user: str, body: Json) -> dict[str, JsonValue]:
        await repository.hold(call.session, call.provider.workspace_id)
        before = await self._one(call, user)
        return await self._change(call, before, read_user(patched(before.resource.document(), body)))

    async def delete(self, call: Call, user: str) -> None:
        """The person is deactivated, and gone for the directory; what they wrote stays theirs."""
        await repository.hold(call.session, call.provider.workspace_id)
        before = await self._one(call, user)
        self._check_no_owner(before)
        await self._end(call, before.id, may_end=self._may_end(call, before.made))
        await repository.forget_user(call.session, call.provider.id, before.id)

    async def after(self, call: Call) -> None:
        """Once the change is committed."""
        for user in call.ended:
            self._proving.forget(user)

    async def _change(self, call: Call, before: StoredUser, after: UserResource) -> dict[str, JsonValue]:
        renamed = before.made and (after.email, after.name) != (before.resource.email, before.resource.name)
        if renamed or not after.active:
            self._check_no_owner(before)
        if await repository.has_name(call.session, call.provider.id, after.user_name, before.id):
            raise taken(f"There is a user {after.user_name!r} already.")
        if renamed:
            email = await self._address(call, after)
            name, trusted = person_name(after.name, email), self._proving.trusts(call.provider.workspace_id)
            if not await repository.set_account(call.session, before.id, email, name, verified=trusted):
                raise taken(f"{email} is the address of another account.")
            call.ended.append(before.id)
        await repository.save_user(call.session, call.provider.id, before.id, after, made=before.made)
        if after.active != before.resource.active:
            await self._settle(call, before.id, after, may_end=self._may_end(call, before.made))
        return await self.get(call, before.id)

    async def _account(self, call: Call, resource: UserResource, email: str) -> tuple[UserId, bool]:
        """The person's account, and whether the directory made it."""
        user = UserId(new_id("usr"))
        name = person_name(resource.name, email)
        trusted = self._proving.trusts(call.provider.workspace_id)
        found = await people.find_account(call.session, call.provider.id, email)
        if found is None:
            if not await self._proving.may_begin(call.session, call.provider.workspace_id, email):
                raise Forbidden(f"Accounts are made by invitation here: invite {email} first.")
            if await people.add_account(call.session, user, email, name, no_password(), verified=trusted):
                return user, True
            found = await people.find_account(call.session, call.provider.id, email)
        if found is None:
            raise taken(f"{email} is being given to another account. Try again.")
        if await repository.find_user(call.session, call.provider.id, found.id) is not None:
            raise taken(f"{email} is the address of another user of this directory.")
        if trusted and not found.owner:
            await self._proving.by_provider(call.session, found.id, no_password())
            call.ended.append(found.id)
        return found.id, bool(await repository.made_before(call.session, call.provider.id, found.id))

    async def _settle(self, call: Call, user: UserId, resource: UserResource, *, may_end: bool) -> None:
        if not resource.active:
            await self._end(call, user, may_end=may_end)
            return
        if may_end:
            await repository.enable(call.session, user, call.provider.id)
        await people.add_member(call.session, call.provider.workspace_id, user, call.provider.role)
        await repository.readmit(call.session, call.provider.workspace_id, user, call.provider.id)
        await change_policy(call.session, call.provider.workspace_id)

    async def _end(self, call: Call, user: UserId, *, may_end: bool) -> None:
        if may_end:
            await repository.disable(call.session, user, call.provider.id)
            await stored_sessions.revoke_all(call.session, user)
            call.ended.append(user)
            return
        await repository.leave_teams(call.session, call.provider.workspace_id, user)
        await repository.suspend(call.session, call.provider.workspace_id, user, call.provider.id)
        await change_policy(call.session, call.provider.workspace_id)

    async def _address(self, call: Call, resource: UserResource) -> str:
        """Raises ScimError ``invalidValue``."""
        email = resource.email
        domain = fold(email.rpartition("@")[2])
        if call.provider.domains and domain not in call.provider.domains:
            raise bad_value(f"This provider does not speak for addresses of {domain}: name the domain in its settings.")
        ours = self._trusted is None or call.provider.workspace_id == self._trusted
        if not ours and await people.vouched_elsewhere(call.session, domain, str(self._trusted)):
            raise bad_value(f"Another provider speaks for addresses of {domain}.")
        return email

    async def _one(self, call: Call, user: str) -> StoredUser:
        found = await repository.find_user(call.session, call.provider.id, user) if is_id("usr", user) else None
        if found is None:
            raise missing("user", user)
        return found

    async def _shown(self, call: Call, users: list[StoredUser]) -> list[dict[str, JsonValue]]:
        teams = await repository.groups_of(call.session, call.provider.workspace_id, [user.id for user in users])
        shown: list[dict[str, JsonValue]] = []
        for user in users:
            groups: list[JsonValue] = [
                {"value": team, "display": name, "$ref": f"{self._addresses.scim}/Groups/{team}"}
                for team, name in teams.get(user.id, [])
            ]
            schemas: list[JsonValue] = [USER, *([ENTERPRISE] if ENTERPRISE in user.resource.kept else [])]
            location = f"{self._addresses.scim}/Users/{user.id}"
            document: dict[str, JsonValue] = {
                "schemas": schemas,
                "id": user.id,
                **user.resource.document(),
                "groups": groups,
                "meta": meta("User", user.created_at, user.updated_at, location),
            }
            shown.append(call.shown(document))
        return shown

    def _may_end(self, call: Call, made: bool) -> bool:
        return made or call.provider.workspace_id == self._trusted

    @staticmethod
    def _check_no_owner(user: StoredUser) -> None:
        if user.role is WorkspaceRole.OWNER:
            raise Forbidden(
                f"{user.resource.user_name} is an owner of the workspace. Give them another role there first."
            )
