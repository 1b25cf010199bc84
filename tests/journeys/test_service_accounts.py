"""Programs and directories in a workspace's settings: service accounts, and groups of a provider that are teams."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import base_named, wait_for
from tests.support.product import Client, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def _status(client: Client, path: str) -> int:
    return client.call("GET", path).status


def test_a_service_account_gets_a_token_for_one_base_and_is_disabled(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    projects = base_named(client, "Projects")
    workspace = projects["workspaceId"]
    elsewhere = client.post(f"/workspaces/{workspace}/bases", {"name": "Elsewhere"})
    accounts = f"/workspaces/{workspace}/service-accounts"

    member.goto(f"{demo.url}/w/{workspace}/settings")
    member.get_by_role("link", name="Service accounts").click()
    member.get_by_role("button", name="Create service account").click()
    dialog = member.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Importer")
    dialog.get_by_role("button", name="Create service account").click()
    expect(dialog).to_have_count(0)
    [made] = client.get(accounts)["items"]
    assert (made["name"], made["role"], made["disabled"]) == ("Importer", "member", False)

    member.get_by_test_id("token-name").fill("Nightly")
    member.get_by_role("checkbox", name="schema").check()
    member.get_by_label("Bases").click()
    member.get_by_role("option", name="Projects").click()
    member.keyboard.press("Escape")
    member.get_by_role("button", name="Create token").click()
    secret = member.get_by_test_id("token-secret").text_content() or ""
    member.get_by_role("button", name="Done").click()
    expect(member.get_by_test_id("tokens")).to_contain_text("only in Projects")
    [token] = client.get(f"{accounts}/{made['id']}/tokens")["items"]
    assert (token["name"], token["scopes"], token["bases"]) == ("Nightly", ["data:read", "schema"], [projects["id"]])
    assert token["expiresTime"] is not None
    program = Client(demo.url, secret)
    assert _status(program, f"/bases/{projects['id']}") == 200
    assert _status(program, f"/bases/{elsewhere['id']}") == 404

    member.get_by_role("button", name="Actions for Importer").click()
    member.get_by_role("menuitem", name="Disable").click()
    expect(member.get_by_test_id("toast")).to_contain_text("its tokens open nothing")
    assert client.get(accounts)["items"][0]["disabled"] is True
    assert wait_for(lambda: _status(program, f"/bases/{projects['id']}") == 401, 30)

    member.get_by_role("button", name="Delete token Nightly?").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(member.get_by_test_id("tokens")).to_have_count(0)
    assert client.get(f"{accounts}/{made['id']}/tokens")["items"] == []
    member.get_by_role("button", name="Actions for Importer").click()
    member.get_by_role("menuitem", name="Delete").click()
    member.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(member.get_by_text("No service accounts yet")).to_be_visible()
    assert client.get(accounts)["items"] == []


def test_a_group_of_a_provider_is_a_team(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    workspace = base_named(client, "Projects")["workspaceId"]
    team = client.post(f"/workspaces/{workspace}/teams", {"name": "Sellers"})
    body = {"name": "Acme ID", "oidc": {"issuer": "https://login.acme.example", "clientId": "dataos"}}
    providers = f"/workspaces/{workspace}/identity-providers"
    made = client.post(providers, body)

    member.goto(f"{demo.url}/w/{workspace}/sign-on")
    member.get_by_role("button", name="Groups of Acme ID").click()
    dialog = member.get_by_role("dialog")
    dialog.get_by_label("Name of the group").fill("sales")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Each row needs the name of a group and a team")
    dialog.get_by_role("combobox", name="Team of sales").click()
    member.get_by_role("option", name="Sellers").click()
    dialog.get_by_role("button", name="Save").click()
    expect(member.get_by_test_id("provider-groups")).to_contain_text("sales → Sellers")
    [saved] = client.get(providers)["items"]
    assert saved["groups"] == [{"group": "sales", "teamId": team["id"]}]
    assert (saved["id"], saved["oidc"]["issuer"]) == (made["id"], "https://login.acme.example")

    member.get_by_role("button", name="Make SCIM token").click()
    expect(member.get_by_text("Copy it now: it is not shown again.")).to_be_visible()
    assert client.get(providers)["items"][0]["hasScimToken"] is True
    member.get_by_role("button", name="End SCIM token").click()
    member.get_by_role("dialog").get_by_role("button", name="End SCIM token").click()
    expect(member.get_by_role("button", name="Make SCIM token")).to_be_visible()
    assert client.get(providers)["items"][0]["hasScimToken"] is False


def test_an_owner_without_a_second_factor_does_not_shut_everybody_out(demo: Product, member: Page) -> None:
    workspace = base_named(demo.demo_client(), "Projects")["workspaceId"]
    member.goto(f"{demo.url}/w/{workspace}/settings/security")
    expect(member.get_by_role("switch", name="Ask everybody for two-factor sign-in")).to_be_disabled()
    expect(member.get_by_role("link", name="Open account settings")).to_be_visible()
