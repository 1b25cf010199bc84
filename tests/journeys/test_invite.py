"""The owner shares a base with a colleague who has no account yet, and the colleague comes in by the mail."""

import re
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import base_named, open_table, sign_in, table_named
from tests.support.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

COLLEAGUE, PASSWORD = "nora@example.com", "correct horse battery"
LINK = re.compile(r"http\S+/invite#\S+")


@contextmanager
def _other(page: Page) -> Generator[Page]:
    """Somebody else's page, in a profile of its own."""
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def test_a_colleague_is_invited_and_comes_in_by_the_mail(demo: Product, member: Page) -> None:
    base = base_named(demo.demo_client(), "Projects")
    member.goto(f"{demo.url}/w/{base['workspaceId']}/settings/members")
    member.get_by_label("E-mail of a colleague").fill(COLLEAGUE)
    member.get_by_role("button", name="Add", exact=True).click()
    expect(member.get_by_test_id("toast")).to_contain_text(f"{COLLEAGUE} was invited")
    member.get_by_role("link", name="Mail outbox").click()
    member.get_by_role("button", name=COLLEAGUE).first.click()
    letter = member.get_by_text(LINK).inner_text()
    found = LINK.search(letter)
    assert found is not None, letter

    with _other(member) as page:
        page.goto(found[0])
        expect(page.get_by_role("heading", name=re.compile("^Join "))).to_be_visible()
        expect(page.get_by_label("E-mail")).to_have_value(COLLEAGUE)
        page.get_by_label("Name").fill("Nora")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Create account and join").click()
        page.get_by_role("main").get_by_role("link", name="Projects").click()
        open_table(page, demo, base, table_named(base, "Tasks"))
        page.goto(found[0])
        expect(page.get_by_role("alert")).to_contain_text("has been used")

    member.goto(f"{demo.url}/w/{base['workspaceId']}/settings/members")
    expect(member.get_by_test_id("members")).to_contain_text(COLLEAGUE)
    member.get_by_role("link", name="Invitations").click()
    expect(member.get_by_test_id("invitations")).to_contain_text("Accepted")


def test_a_base_is_shared_with_a_person_and_a_team(demo: Product, member: Page) -> None:
    client = demo.demo_client()
    base = base_named(client, "Projects")
    demo.register("gus@example.com", PASSWORD)
    client.post(f"/workspaces/{base['workspaceId']}/teams", {"name": "Planners"})
    open_table(member, demo, base, table_named(base, "Tasks"))
    member.get_by_role("button", name="Share").click()
    dialog = member.get_by_role("dialog")
    expect(dialog).to_contain_text("Every other member of the workspace can edit here.")
    dialog.get_by_role("combobox", name="Role", exact=True).click()
    member.get_by_role("option", name="Viewer").click()
    dialog.get_by_label("E-mail of a person").fill("gus@example.com")
    member.keyboard.press("Enter")
    expect(member.get_by_test_id("base-members")).to_contain_text("gus@example.com · Guest")
    dialog.get_by_role("combobox", name="Share with a team").click()
    member.get_by_role("option", name="Planners").click()
    expect(member.get_by_test_id("base-members")).to_contain_text("Planners")

    with _other(member) as page:
        sign_in(page, demo, "gus@example.com", PASSWORD)
        open_table(page, demo, base, table_named(base, "Tasks"))
        expect(page.get_by_test_id("view-only")).to_be_visible()
        expect(page.get_by_role("button", name="Share")).to_have_count(0)
