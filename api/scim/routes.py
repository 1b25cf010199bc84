"""SCIM 2.0 over HTTP: directories come here, with a token of their provider."""

from typing import Annotated

from fastapi import APIRouter, Request, Response, status

from api.http.deps import Provided
from api.scim import discovery
from api.scim.calls import Call
from api.scim.groups import ScimGroups
from api.scim.requests import body_of, told
from api.scim.users import ScimUsers
from api.sso.addresses import Addresses
from core.values import JsonValue

router = APIRouter(prefix="/scim/v2")

UsersHere = Annotated[ScimUsers, Provided(ScimUsers)]
GroupsHere = Annotated[ScimGroups, Provided(ScimGroups)]
AddressesHere = Annotated[Addresses, Provided(Addresses)]
_Found = dict[str, JsonValue]


@router.get("/Users")
async def list_users(request: Request, users: UsersHere) -> Response:
    return await told(request, users.list_all)


@router.post("/Users")
async def create_user(request: Request, users: UsersHere) -> Response:
    async def work(call: Call) -> _Found:
        return await users.create(call, await body_of(request))

    return await told(request, work, status=status.HTTP_201_CREATED, after=users.after)


@router.get("/Users/{user_id}")
async def get_user(user_id: str, request: Request, users: UsersHere) -> Response:
    return await told(request, lambda call: users.get(call, user_id))


@router.put("/Users/{user_id}")
async def replace_user(user_id: str, request: Request, users: UsersHere) -> Response:
    async def work(call: Call) -> _Found:
        return await users.replace(call, user_id, await body_of(request))

    return await told(request, work, after=users.after)


@router.patch("/Users/{user_id}")
async def patch_user(user_id: str, request: Request, users: UsersHere) -> Response:
    async def work(call: Call) -> _Found:
        return await users.patch(call, user_id, await body_of(request))

    return await told(request, work, after=users.after)


@router.delete("/Users/{user_id}")
async def delete_user(user_id: str, request: Request, users: UsersHere) -> Response:
    async def work(call: Call) -> None:
        await users.delete(call, user_id)

    return await told(request, work, after=users.after)


@router.get("/Groups")
async def list_groups(request: Request, groups: GroupsHere) -> Response:
    return await told(request, groups.list_all)


@router.post("/Groups")
async def create_group(request: Request, groups: GroupsHere) -> Response:
    async def work(call: Call) -> _Found:
        return await groups.create(call, await body_of(request))

    return await told(request, work, status=status.HTTP_201_CREATED)


@router.get("/Groups/{team_id}")
async def get_group(team_id: str, request: Request, groups: GroupsHere) -> Response:
    return await told(request, lambda call: groups.get(call, team_id))


@router.put("/Groups/{team_id}")
async def replace_group(team_id: str, request: Request, groups: GroupsHere) -> Response:
    async def work(call: Call) -> _Found:
        return await groups.replace(call, team_id, await body_of(request))

    return await told(request, work)


@router.patch("/Groups/{team_id}")
async def patch_group(team_id: str, request: Request, groups: GroupsHere) -> Response:
    async def work(call: Call) -> _Found:
        return await groups.patch(call, team_id, await body_of(request))

    return await told(request, work)


@router.delete("/Groups/{team_id}")
async def delete_group(team_id: str, request: Request, groups: GroupsHere) -> Response:
    async def work(call: Call) -> None:
        await groups.delete(call, team_id)

    return await told(request, work)


@router.get("/ServiceProviderConfig")
async def service_provider_config(request: Request, addresses: AddressesHere) -> Response:
    return await _stated(request, discovery.config(addresses.scim))


@router.get("/ResourceTypes")
async def resource_types(request: Request, addresses: AddressesHere) -> Response:
    return await _stated(request, discovery.whole(discovery.types(addresses.scim)))


@router.get("/ResourceTypes/{name}")
async def resource_type(name: str, request: Request, addresses: AddressesHere) -> Response:
    async def work(_call: Call) -> _Found:
        return discovery.one(discovery.types(addresses.scim), name, "resource type")

    return await told(request, work)


@router.get("/Schemas")
async def scim_schemas(request: Request, addresses: AddressesHere) -> Response:
    return await _stated(request, discovery.whole(discovery.schemas(addresses.scim)))


@router.get("/Schemas/{name}")
async def scim_schema(name: str, request: Request, addresses: AddressesHere) -> Response:
    async def work(_call: Call) -> _Found:
        return discovery.one(discovery.schemas(addresses.scim), name, "schema")

    return await told(request, work)


async def _stated(request: Request, document: _Found) -> Response:
    async def work(_call: Call) -> _Found:
        return document

    return await told(request, work)
