"""Teams that a directory keeps: they have an external id. It decides which of its people are in them."""

from api.kit.newid import new_id
from api.scim import repository
from api.scim.calls import Call, Json
from api.scim.conditions import Condition
from api.scim.faults import bad_value, missing, taken
from api.scim.filters import parse_filter
from api.scim.patching import patched
from api.scim.resources import GROUP, GroupResource, meta, page, read_group
from api.scim.sql import groups as stored_groups
from api.scim.sql.groups import StoredGroup
from api.sso.addresses import Addresses
from api.workspaces.repository import change_policy
from core.ids import PREFIXES, is_id
from core.values import JsonValue

_NAMED = 5


class ScimGroups:
    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses

    async def list_all(self, call: Call) -> dict[str, JsonValue]:
        start, count = call.window()
        condition = Condition(stored_groups.GROUP_ATTRIBUTES, stored_groups.GROUP_LISTS)
        asked = call.query.get("filter")
        where = condition.of(parse_filter(asked)) if asked else "true"
        found, total = await stored_groups.list_groups(
            call.session,
            call.provider.workspace_id,
            call.provider.id,
            where,
            condition.values,
            offset=start - 1,
            limit=count,
        )
        return page([call.shown(self._shown(group)) for group in found], total=total, start=start)

    async def get(self, call: Call, team: str) -> dict[str, JsonValue]:
        return call.shown(self._shown(await self._one(call, team)))

    async def create(self, call: Call, body: Json) -> dict[str, JsonValue]:
        """Raises ScimError ``uniqueness``, ``invalidValue``."""
        resource = read_group(body)
        await repository.hold(call.session, call.provider.workspace_id)
        await self._check_name(call, resource.display_name)
        team = new_id(PREFIXES["team"])
        external = resource.external_id or resource.display_name
        await stored_groups.add_group(call.session, call.provider.workspace_id, team, resource.display_name, external)
        await self._set_members(call, team, resource)
        return await self.get(call, team)

    async def replace(self, call: Call, team: str, body: Json) -> dict[str, JsonValue]:
        await repository.hold(call.session, call.provider.workspace_id)
        return await self._change(call, await self._one(call, team), read_group(body))

    async def patch(self, call: Call, team: str, body: Json) -> dict[str, JsonValue]:
        await repository.hold(call.session, call.provider.workspace_id)
        before = await self._one(call, team)
        members = tuple(user for user, _ in before.members)
        document = GroupResource(before.name, before.external_id, members).document()
        return await self._change(call, before, read_group(patched(document, body)))

    async def delete(self, call: Call, team: str) -> None:
        await repository.hold(call.session, call.provider.workspace_id)
        await stored_groups.delete_group(call.session, (await self._one(call, team)).id)
        await change_policy(call.session, call.provider.workspace_id)

    async def _change(self, call: Call, before: StoredGroup, after: GroupResource) -> dict[str, JsonValue]:
        if after.display_name != before.name:
            await self._check_name(call, after.display_name, before.id)
        external = after.external_id or before.external_id or after.display_name
        await stored_groups.set_group(call.session, before.id, after.display_name, external)
        await self._set_members(call, before.id, after)
        return await self.get(call, before.id)

    async def _set_members(self, call: Call, team: str, resource: GroupResource) -> None:
        unknown = await stored_groups.set_members(call.session, call.provider.id, team, resource.members)
        if unknown:
            raise bad_value(f"There is no user {', '.join(sorted(unknown)[:_NAMED])}.")
        await change_policy(call.session, call.provider.workspace_id)

    async def _check_name(self, call: Call, name: str, but: str = "") -> None:
        if await stored_groups.name_taken(call.session, call.provider.workspace_id, name, but):
            raise taken(f"There is a team {name!r} already. Rename it, or the group.")

    async def _one(self, call: Call, team: str) -> StoredGroup:
        if is_id(PREFIXES["team"], team):
            found, _ = await stored_groups.list_groups(
                call.session,
                call.provider.workspace_id,
                call.provider.id,
                "t.id = :team",
                {"team": team},
                offset=0,
                limit=1,
            )
            if found:
                return found[0]
        raise missing("group", team)

    def _shown(self, group: StoredGroup) -> dict[str, JsonValue]:
        location = f"{self._addresses.scim}/Groups/{group.id}"
        members: list[JsonValue] = [
            {"value": user, "display": name, "$ref": f"{self._addresses.scim}/Users/{user}", "type": "User"}
            for user, name in group.members
        ]
        return {
            "schemas": [GROUP],
            "id": group.id,
            "externalId": group.external_id,
            "displayName": group.name,
            "members": members,
            "meta": meta("Group", group.created_at, group.created_at, location),
        }
