"""An admin finds in the audit log what they did just now, narrows it, and checks that nobody has tidied it up."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.grid import sign_in
from tests.support.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL, PASSWORD = "nadia@example.com", "correct horse battery"
SHOTS = os.environ.get("AUDIT_SHOTS")


def _shoot(page: Page, name: str) -> None:
    """Pictures to look at, where somebody asks for them."""
    if SHOTS is None:
        return
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        page.wait_for_timeout(300)
        page.screenshot(path=Path(SHOTS) / f"{name}-{theme}.png")


def test_an_admin_finds_what_they_did_just_now(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    workspace = client.get("/workspaces")["items"][0]["id"]
    demo.register(EMAIL, PASSWORD)
    client.post(f"/workspaces/{workspace}/members", {"email": EMAIL, "role": "member"})
    people = [each["user"] for each in client.get(f"/workspaces/{workspace}/members")["items"]]
    person = next(each for each in people if each["email"] == EMAIL)
    settings = f"{demo.url}/w/{workspace}/settings"
    member.goto(f"{settings}/members")
    member.get_by_role("combobox", name=f"Role of {person['name']}").click()
    member.get_by_role("option", name="Admin").click()
    expect(member.get_by_role("combobox", name=f"Role of {person['name']}")).to_have_text("Admin")

    member.get_by_role("link", name="Audit log").click()
    log = member.get_by_test_id("audit-log")
    sentence = re.compile(f"changed the role of {person['name']} from member to admin")
    entry = log.get_by_role("button", name=sentence)
    expect(entry).to_be_visible()
    expect(log.get_by_test_id("audit-entry").first).to_contain_text(sentence)
    entry.click()
    opened = log.get_by_test_id("audit-entry").first
    expect(opened.get_by_role("row").filter(has_text="role")).to_contain_text("admin")
    expect(opened).to_contain_text("127.0.0.1")
    expect(opened).to_contain_text("Chrome, Linux")
    _shoot(member, "audit-entry")

    member.get_by_role("combobox", name="About").click()
    member.get_by_role("option", name="Invitations").click()
    expect(entry).to_have_count(0)
    member.get_by_role("combobox", name="About").click()
    member.get_by_role("option", name="Members", exact=True).click()
    expect(entry).to_be_visible()
    expect(log.get_by_test_id("audit-entry").filter(has_text="created")).to_have_count(0)
    member.reload()
    expect(entry).to_be_visible()
    member.get_by_role("button", name="Who Everybody").click()
    member.get_by_role("option", name=re.compile(EMAIL)).click()
    expect(member.get_by_text("Nothing matches these filters")).to_be_visible()
    member.get_by_role("button", name="Show everything").click()
    expect(entry).to_be_visible()

    member.get_by_role("button", name="Check the log").click()
    expect(member.get_by_text(re.compile(r"entr(y is|ies are) as (it was|they were) written\."))).to_be_visible()
    _shoot(member, "audit-checked")
    with member.expect_download() as downloading:
        member.get_by_role("button", name="Export").click()
        member.get_by_role("menuitem", name=re.compile("CSV")).click()
    file = downloading.value
    assert file.suggested_filename == "audit.csv"
    assert "member.updated" in Path(file.path()).read_text()


def test_members_do_not_find_the_log(demo: Product) -> None:
    email = "milo@example.com"
    demo.register(email, PASSWORD)
    owner = demo.demo_client()
    workspace = owner.get("/workspaces")["items"][0]["id"]
    owner.post(f"/workspaces/{workspace}/members", {"email": email, "role": "member"})
    with browser_page() as page:
        sign_in(page, demo, email, PASSWORD)
        page.goto(f"{demo.url}/w/{workspace}/settings/audit")
        expect(page.get_by_role("link", name="Members")).to_be_visible()
        expect(page.get_by_role("link", name="Audit log")).to_have_count(0)
        expect(page.get_by_test_id("audit-log")).to_have_count(0)
