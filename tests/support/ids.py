"""One existing id of every noun that a path can name, all of the owner's workspace."""

import psycopg
import pytest

from api.kit.newid import new_id
from tests.support.app import World
from tests.support.bodies import BODIES
from tests.support.files import begin, upload


@pytest.fixture
async def ids(world: World, database_url: str) -> dict[str, str]:
    sessions = await world.owner.get("/auth/sessions")
    made = await world.owner.post(f"/tables/{world.table_id}/records", BODIES["create_records"])
    automation = await world.owner.post(f"/tables/{world.table_id}/automations", BODIES["create_automation"])
    await world.owner.post(f"/automations/{automation['id']}/publish", None, 200)
    link = {"name": "Related", "type": "link", "config": {"tableId": world.table_id}}
    related = await world.owner.post(f"/tables/{world.table_id}/fields", link)
    token_body = {"name": "Mine", "scopes": ["data:read"]}
    accounts = f"/workspaces/{world.workspace}/service-accounts"
    account = await world.owner.post(accounts, {"name": "Robot"})
    robot_token = await world.owner.post(f"{accounts}/{account['id']}/tokens", token_body)
    provider = await world.owner.post(
        f"/workspaces/{world.workspace}/identity-providers", BODIES["create_identity_provider"]
    )
    shared = await world.owner.post(f"/views/{world.view()}/links", {"download": True})
    form = await world.owner.post(f"/views/{world.view()}/links", {"kind": "form"})
    return {
        "token": (await world.owner.post("/tokens", token_body))["id"],
        "account": account["id"],
        "accountToken": robot_token["id"],
        "provider": provider["id"],
        "linkField": related["id"],
        "link": shared["id"],
        "slug": shared["slug"],
        "formSlug": form["slug"],
        "workspace": world.workspace,
        "base": world.base,
        "table": world.table_id,
        "field": world.field("Amount"),
        "view": world.view(),
        "user": world.editor.id,
        "session": sessions["items"][0]["id"],
        "record": made["items"][0]["id"],
        "automation": automation["id"],
        "run": _run(database_url, automation["id"]),
        "job": _job(database_url, world),
        "attachment": (await upload(world.owner, world.base, "a.txt", b"a"))["id"],
        **await _people(world, database_url),
        "upload": (await begin(world.owner, world.base, 5)).json()["id"],
    }


async def _people(world: World, database_url: str) -> dict[str, str]:
    """A team with a role in the base, and a link that invites; it was sent so long ago that it may be sent again."""
    here = f"/workspaces/{world.workspace}"
    team = await world.owner.post(f"{here}/teams", {"name": "Sellers"})
    await world.owner.post(f"/teams/{team['id']}/members", {"userId": world.editor.id})
    await world.owner.put(f"/bases/{world.base}/members", {"teamId": team["id"], "role": "viewer"})
    invitation = await world.owner.post(f"{here}/invitations", {"role": "member", "maxUses": 1000})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE dataos.invitations SET sent_at = now() - interval '1 hour'")
    return {"team": team["id"], "invitation": invitation["id"], "invitationToken": invitation["url"].partition("#")[2]}


def _run(database_url: str, automation: str) -> str:
    """A finished run, written down as if Temporal had been there."""
    run = new_id("run")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.runs (id, automation_id, version, status, trigger_type, workflow_id, started_at,"
            " finished_at) VALUES (%s, %s, 1, 'succeeded', 'manual', %s, now(), now())",
            [run, automation, run],
        )
    return run


def _job(database_url: str, world: World) -> str:
    """A job that nobody has begun, of no field: it stands in no other route's way."""
    job = new_id("job")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO dataos.jobs (id, kind, table_id, status, spec, created_by)"
            " VALUES (%s, 'convert', %s, 'queued', '{}', 1)",
            [job, world.table_id],
        )
    return job
