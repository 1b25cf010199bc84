"""What the matrix sends to each route, and what it makes beforehand where a route takes away what it is about."""

import json
from collections.abc import Iterable
from typing import Any

import psycopg

from tests.api.access.matrix import accounts
from tests.api.access.matrix.accounts import Maker
from tests.api.access.matrix.actors import Actor
from tests.api.access.matrix.worlds import NAME_OF_AUTOMATION, NAME_OF_VIEW, Place, fresh, job_of
from tests.support.app import Person, register
from tests.support.bodies import BODIES, SENT
from tests.support.files import begin
from tests.support.routes import Route

_RECORD = {"Name": "Made", "Kind": "open", "Amount": 2}
OTHER_BODIES: dict[str, Any] = {
    # Those of tests.support.bodies speak of another table, would end what the matrix stands on, or are used up.
    **accounts.BODIES,
    "add_member": {"email": "{fresh}@example.org", "role": "member"},
    "create_invitation": {"email": "{fresh}@example.org", "role": "member"},
    "set_base_member": {"email": "sara@example.org", "role": "editor"},
    "update_member": {"role": "member"},
    "create_base": {"name": "{fresh}"},
    "create_team": {"name": "{fresh}"},
    "update_team": {"description": "D"},
    "update_base": {"description": "D"},
    "update_table": {"description": "D"},
    "update_field": {"description": "D"},
    "update_view": {"name": NAME_OF_VIEW},
    "update_automation": {"name": NAME_OF_AUTOMATION},
    "update_identity_provider": {"enabled": True},
    "create_table": {"name": "{fresh}", "fields": [{"name": "F", "type": "number"}]},
    "create_field": {"name": "{fresh}", "type": "number"},
    "create_records": {"records": [{"fields": _RECORD}]},
    "change_records": {"records": [{"id": "{recordId}", "fields": {"Amount": 5}}]},
    "change_record": {"fields": {"Amount": 6}},
    "query_records": {"groups": [{"field": "Name"}], "aggregates": [{"fn": "max", "field": "Amount"}]},
    "query_shared_records": {"groups": [{"field": "Kind"}], "aggregates": [{"fn": "max", "field": "Amount"}]},
    "check_formula": {"expression": "{Amount} + 1", "sample": True},
    "create_view": {"name": "V", "type": "grid", "config": {}},
    "create_automation": {"name": "Made", "trigger": {"type": "record_created", "config": {}}, "steps": []},
    "set_row_rules": {"rules": []},
    "share_view": {"download": True},
    "create_shared_link": {"download": True},
    "update_shared_link": {"download": True},
    "submit_shared_form": {"fields": {"Amount": 7, "Kind": "open"}},
    "convert_field": {"type": "longText", "config": {}, "dryRun": True},
}
MORE_BODIES: dict[str, tuple[Any, ...]] = {
    "query_records": ({"aggregates": [{"fn": "distribution", "field": "Name"}]}, {"count": True, "search": "canary"}),
    "query_shared_records": ({"count": True, "search": "canary"},),
}
_SENT = SENT | {
    "append_to_upload": (b"hello", {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}),
}
QUERIES = {"list_records": "?count=true", "list_shared_records": "?count=true", "list_choices": "?limit=50"}
_FIRST = ("logout", "revoke_session", "refresh")
"""They sign in first, with a password alone."""
_LAST = ("begin_two_factors", "confirm_two_factors", "renew_recovery_codes", "end_two_factors", "revoke_sessions")
SAYS_RULES = {"set_table_grants", "set_field_grants", "set_view_grants", "set_row_rules"}
"""After these the world is told its grants and rules again."""


def in_order(routes: Iterable[Route]) -> list[Route]:
    """So that no route ends what the next ones stand on."""
    last = {name: at for at, name in enumerate(_LAST)}
    return sorted(routes, key=lambda route: (route.name not in _FIRST, last.get(route.name, -1)))


def sent(route: Route, ids: dict[str, str]) -> list[dict[str, Any]]:
    """Each a request of its own, to be answered alike."""
    headers = {"X-Client-Tab": "matrix"}
    if route.name in _SENT:
        content, more = _SENT[route.name]
        return [{"content": content, "headers": {**headers, **more}}]
    if not route.has_body:
        return [{"headers": headers}]
    headers["Content-Type"] = "application/json"
    body = OTHER_BODIES.get(route.name, BODIES.get(route.name))
    return [{"content": _filled(each, ids), "headers": headers} for each in (body, *MORE_BODIES.get(route.name, ()))]


def _filled(body: Any, ids: dict[str, str]) -> str:
    text = json.dumps(body)
    for noun, value in ids.items():
        text = text.replace("{" + noun + "Id}", value).replace("{" + noun + "}", value)
    return text.replace("{fresh}", fresh())


def path_of(route: Route, ids: dict[str, str]) -> str:
    if route.name == "restore_record":
        ids = {**ids, "record": ids["gone"]}
    return route.fill(ids) + QUERIES.get(route.name, "")


async def made(route: Route, place: Place, actor: Actor) -> dict[str, str]:
    """Ids of things made for this one request, where it may do what it asks for."""
    maker = _MAKERS.get(route.name)
    return {} if maker is None else await maker(place, place.people[actor])


async def _record(place: Place, person: Person) -> dict[str, str]:
    answer = await place.world.owner.post(f"/tables/{place.ids['table']}/records", {"records": [{"fields": _RECORD}]})
    return {"record": answer["items"][0]["id"]}


async def _gone_record(place: Place, person: Person) -> dict[str, str]:
    record = (await _record(place, person))["record"]
    await place.world.owner.delete(f"/records/{record}")
    return {"gone": record}


async def _table(place: Place, person: Person) -> dict[str, str]:
    return {"table": (await place.world.owner.post(f"/bases/{place.ids['base']}/tables", {"name": fresh()}))["id"]}


async def _field(place: Place, person: Person) -> dict[str, str]:
    body = {"name": fresh(), "type": "number"}
    return {"field": (await place.world.owner.post(f"/tables/{place.ids['table']}/fields", body))["id"]}


async def _view(place: Place, person: Person) -> dict[str, str]:
    body = {"name": "Spare", "config": {}}
    return {"view": (await place.world.owner.post(f"/tables/{place.ids['table']}/views", body))["id"]}


async def _base(place: Place, person: Person) -> dict[str, str]:
    owner = place.world.owner
    base = (await owner.post(f"/workspaces/{place.ids['workspace']}/bases", {"name": fresh()}))["id"]
    await owner.put(f"/bases/{base}/members", {"email": person.email, "role": "creator"})
    return {"base": base}


async def _automation(place: Place, person: Person) -> dict[str, str]:
    body = OTHER_BODIES["create_automation"]
    return {"automation": (await place.world.owner.post(f"/tables/{place.ids['table']}/automations", body))["id"]}


async def _job(place: Place, person: Person) -> dict[str, str]:
    return {"job": job_of(place.database_url, place.ids["table"])}


async def _token(place: Place, person: Person) -> dict[str, str]:
    return {"token": (await person.post("/tokens", {"name": "T", "scopes": ["data:read"]}))["id"]}


async def _account(place: Place, person: Person) -> dict[str, str]:
    accounts = f"/workspaces/{place.ids['workspace']}/service-accounts"
    account = await place.world.owner.post(accounts, {"name": fresh()})
    token = await place.world.owner.post(f"{accounts}/{account['id']}/tokens", {"name": "T", "scopes": ["data:read"]})
    return {"account": account["id"], "accountToken": token["id"]}


async def _workspace(place: Place, person: Person) -> dict[str, str]:
    workspace = (await place.world.owner.post("/workspaces", {"name": fresh()}))["id"]
    body = {"email": "sara@example.org", "role": "member"}
    await place.world.owner.post(f"/workspaces/{workspace}/members", body)
    return {"workspace": workspace}


async def _team(place: Place, person: Person) -> dict[str, str]:
    owner = place.world.owner
    team = (await owner.post(f"/workspaces/{place.ids['workspace']}/teams", {"name": fresh()}))["id"]
    await owner.post(f"/teams/{team}/members", {"userId": place.ids["user"]})
    await owner.put(f"/bases/{place.ids['base']}/members", {"teamId": team, "role": "viewer"})
    return {"team": team}


async def _member(place: Place, person: Person) -> dict[str, str]:
    somebody = await register(place.app, fresh())
    body = {"email": somebody.email, "role": "member"}
    await place.world.owner.post(f"/workspaces/{place.ids['workspace']}/members", body)
    await somebody.http.aclose()
    return {"user": somebody.id}


async def _base_member(place: Place, person: Person) -> dict[str, str]:
    body = {"email": "sara@example.org", "role": "viewer"}
    await place.world.owner.put(f"/bases/{place.ids['base']}/members", body)
    return {}


async def _invitation(place: Place, person: Person) -> dict[str, str]:
    here = f"/workspaces/{place.ids['workspace']}/invitations"
    invitation = (await place.world.owner.post(here, {"role": "member", "email": f"{fresh()}@example.org"}))["id"]
    # A minute must pass before it may be sent again.
    with psycopg.connect(place.database_url) as connection:
        connection.execute("UPDATE dataos.invitations SET sent_at = now() - interval '1 hour'")
    return {"invitation": invitation}


async def _link(place: Place, person: Person) -> dict[str, str]:
    body = {"download": True}
    return {"link": (await place.world.owner.post(f"/views/{place.ids['view']}/links", body))["id"]}


async def _provider(place: Place, person: Person) -> dict[str, str]:
    here = f"/workspaces/{place.ids['workspace']}/identity-providers"
    provider = (await place.world.owner.post(here, BODIES["create_identity_provider"]))["id"]
    await place.world.owner.post(f"{here}/{provider}/scim-token", None)
    return {"provider": provider}


async def _upload(place: Place, person: Person) -> dict[str, str]:
    return {"upload": (await begin(place.world.owner, place.ids["base"], 5)).json()["id"]}


def _deleted(maker: Maker, noun: str) -> Maker:
    """What the other makes, in the trash."""

    async def make(place: Place, person: Person) -> dict[str, str]:
        ids = await maker(place, person)
        await place.world.owner.delete(f"/{noun}s/{ids[noun]}")
        return ids

    return make


_MAKERS: dict[str, Maker] = {
    **accounts.MAKERS,
    "delete_record": _record,
    "delete_records": _record,
    "restore_record": _gone_record,
    "delete_table": _table,
    "restore_table": _deleted(_table, "table"),
    "delete_field": _field,
    "restore_field": _deleted(_field, "field"),
    "delete_view": _view,
    "restore_view": _deleted(_view, "view"),
    "delete_base": _base,
    "restore_base": _deleted(_base, "base"),
    "delete_automation": _automation,
    "cancel_job": _job,
    "delete_token": _token,
    "delete_service_account": _account,
    "delete_service_account_token": _account,
    "delete_workspace": _workspace,
    "transfer_workspace": _workspace,
    "delete_team": _team,
    "remove_team_member": _team,
    "remove_base_team": _team,
    "remove_member": _member,
    "remove_base_member": _base_member,
    "reset_base_member": _base_member,
    "revoke_invitation": _invitation,
    "resend_invitation": _invitation,
    "delete_shared_link": _link,
    "delete_identity_provider": _provider,
    "delete_scim_token": _provider,
    "append_to_upload": _upload,
    "end_upload": _upload,
}
