"""A view is shared with people who have no account, and a form takes their answers."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.grid import base_named, open_table, table_named
from tests.support.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "open sesame"
SHOTS = os.environ.get("SHARED_SHOTS")


def _shoot(page: Page, name: str) -> None:
    """Pictures to look at, where somebody asks for them."""
    if SHOTS is None:
        return
    for theme in ("dark", "light"):
        page.evaluate("theme => localStorage.setItem('dataos.theme', theme)", theme)
        page.reload()
        page.wait_for_timeout(1200)
        for width in (1200, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(SHOTS) / f"{name}-{theme}-{width}.png")
    page.set_viewport_size({"width": 1200, "height": 800})


def test_a_link_opens_the_view_until_it_is_closed(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    open_table(member, demo, base, tasks)
    member.get_by_role("toolbar").get_by_role("button", name=tasks["views"][0]["name"]).first.click()
    member.get_by_role("menuitem", name="Share view").click()
    dialog = member.get_by_role("dialog")
    dialog.get_by_role("button", name="Make a link", exact=True).click()
    card = dialog.get_by_test_id("shared-link")
    expect(card).to_have_count(1)
    card.get_by_label("Address", exact=True).fill("demo-tasks")
    card.get_by_label("Password").fill(PASSWORD)
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_text("/shared/demo-tasks")).to_be_visible()
    expect(card.get_by_text("A password is set")).to_be_visible()

    browser = member.context.browser
    assert browser is not None
    with browser.new_context() as context:
        stranger = context.new_page()
        stranger.goto(f"{demo.url}/shared/demo-tasks")
        _shoot(stranger, "password")
        stranger.get_by_label("Password").fill("something else")
        stranger.get_by_role("button", name="Open").click()
        expect(stranger.get_by_text("This is not the password.")).to_be_visible()
        stranger.get_by_label("Password").fill(PASSWORD)
        stranger.get_by_role("button", name="Open").click()
        expect(stranger.get_by_role("table")).to_be_visible()
        expect(stranger.locator("tbody tr").first).to_be_visible()
        _shoot(stranger, "view")
        primary = next(field for field in tasks["fields"] if field["primary"])
        stranger.get_by_role("button", name=primary["name"], exact=True).click()
        header = stranger.get_by_role("columnheader", name=primary["name"], exact=True)
        expect(header).to_have_attribute("aria-sort", "ascending")
        stranger.get_by_role("searchbox").fill("nothing is called like this")
        expect(stranger.get_by_text("No records")).to_be_visible()

        card.get_by_role("button", name="Close this link").click()
        expect(card).to_have_count(0)
        stranger.reload()
        expect(stranger.get_by_text("Nothing here")).to_be_visible()
        _shoot(stranger, "gone")


def test_a_stranger_fills_in_a_form(demo: Product) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    tasks = table_named(base, "Tasks")
    primary = next(field for field in tasks["fields"] if field["primary"])
    form = {"title": "Tell us", "thanks": "We will look at it.", "required": [primary["id"]]}
    link = client.post(f"/views/{tasks['views'][0]['id']}/links", {"kind": "form", "form": form})

    with browser_page() as stranger:
        stranger.goto(f"{demo.url}{link['path']}")
        expect(stranger.get_by_role("heading", name="Tell us")).to_be_visible()
        _shoot(stranger, "form")
        stranger.get_by_role("button", name="Send").click()
        expect(stranger.get_by_text(f"{primary['name']} must not be empty.")).to_be_visible()
        stranger.get_by_label(f"{primary['name']} *").fill("From a stranger")
        stranger.get_by_role("button", name="Send").click()
        expect(stranger.get_by_text("We will look at it.")).to_be_visible()

    found = client.get(f"/tables/{tasks['id']}/records?search=From%20a%20stranger")["items"]
    assert [record["fields"][primary["name"]] for record in found] == ["From a stranger"]


def test_the_settings_of_a_form_say_what_it_asks(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    workspace = client.get("/workspaces")["items"][0]["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": "Desk"})
    fields = [{"name": name, "type": "text"} for name in ("Name", "Phone", "Source")]
    table = client.post(f"/bases/{base['id']}/tables", {"name": "Visitors", "fields": fields})
    phone, source = (field["id"] for field in table["fields"][1:])
    view = table["views"][0]["id"]
    client.call("PATCH", f"/views/{view}", {"config": {"columns": [{"field": source, "hidden": True}]}})
    form = {"prefill": {"Source": "web"}}
    link = client.post(f"/views/{view}/links", {"kind": "form", "form": form})

    open_table(member, demo, base, table)
    member.get_by_role("toolbar").get_by_role("button", name=table["views"][0]["name"]).first.click()
    member.get_by_role("menuitem", name="Share view").click()
    card = member.get_by_role("dialog").get_by_test_id("shared-link")
    card.get_by_label("Title").fill("Register")
    card.get_by_label("Most answers").fill("many")
    expect(card.get_by_text("Give a whole number")).to_be_visible()
    expect(card.get_by_role("button", name="Save form")).to_be_disabled()
    card.get_by_label("Most answers").fill("1")
    card.get_by_role("checkbox", name="Name must be filled in").click()
    card.get_by_role("checkbox", name="Ask for Phone").click()
    expect(card.get_by_text("Source")).to_have_count(0)
    with member.expect_response(lambda answer: answer.request.method == "PATCH"):
        card.get_by_role("button", name="Save form").click()

    browser = member.context.browser
    assert browser is not None
    with browser.new_context() as context:
        stranger = context.new_page()
        stranger.goto(f"{demo.url}{link['path']}")
        expect(stranger.get_by_role("heading", name="Register")).to_be_visible()
        expect(stranger.get_by_label("Phone")).to_have_count(0)
        stranger.get_by_label("Name *").fill("Vera")
        stranger.get_by_role("button", name="Send").click()
        expect(stranger.get_by_label("Name *")).to_have_count(0)
    [made] = client.get(f"/tables/{table['id']}/records?fieldKey=id")["items"]
    assert (made["fields"].get(phone), made["fields"][source]) == (None, "web")
    [kept] = client.get(f"/views/{view}/links")["items"]
    assert (kept["form"]["maxSubmissions"], kept["submissions"]) == (1, 1)
