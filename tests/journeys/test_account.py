"""An account in the browser: two steps to sign in, tokens, and the ways back."""

import time
from collections.abc import Generator

import pytest
from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from tests.support.browser import browser_page
from tests.support.grid import sign_in
from tests.support.product import Client, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "correct horse battery"


@pytest.fixture
def page() -> Generator[Page]:
    with browser_page() as page:
        yield page


def test_two_steps_to_sign_in(demo: Product, page: Page) -> None:
    demo.register("tora@example.com", PASSWORD)
    sign_in(page, demo, "tora@example.com", PASSWORD)
    page.goto(demo.url + "/account")
    page.get_by_test_id("two-factors-password").fill(PASSWORD)
    page.get_by_role("button", name="Turn on").click()
    secret = page.get_by_test_id("two-factors-secret").text_content() or ""
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    page.get_by_test_id("two-factors-code").fill(TOTP(secret).at(int(time.time())))
    page.get_by_role("button", name="Confirm code").click()
    codes = page.get_by_test_id("recovery-codes").locator("li")
    expect(codes).to_have_count(10)
    recovery = codes.first.text_content() or ""
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_test_id("two-factors-on")).to_contain_text("10 recovery codes are left")

    page.get_by_role("button", name="Account of Tora").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_test_id("login-email").fill("tora@example.com")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    page.get_by_test_id("login-code").fill("000000")
    page.get_by_test_id("login-code-submit").click()
    expect(page.get_by_role("alert").filter(has_text="This code is wrong")).to_be_visible()
    page.get_by_test_id("login-code").fill(recovery)
    page.get_by_test_id("login-code-submit").click()
    expect(page.get_by_test_id("login-code")).to_have_count(0)
    page.goto(demo.url + "/account")
    expect(page.get_by_test_id("two-factors-on")).to_contain_text("9 recovery codes are left")


def test_a_token_is_shown_once_and_ends_when_deleted(demo: Product, page: Page) -> None:
    demo.register("tom@example.com", PASSWORD)
    sign_in(page, demo, "tom@example.com", PASSWORD)
    page.goto(demo.url + "/account")
    page.get_by_test_id("token-name").fill("Nightly sync")
    page.get_by_role("button", name="Create token").click()
    client = Client(demo.url, page.get_by_test_id("token-secret").text_content())
    assert client.get("/workspaces")["items"] == []
    assert client.call("POST", "/workspaces", {"name": "W"}).status == 403
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_test_id("token-secret")).to_have_count(0)
    expect(page.get_by_test_id("tokens")).to_contain_text("Nightly sync")
    page.get_by_role("button", name="Delete token Nightly sync?").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_test_id("tokens")).to_have_count(0)
    assert client.call("GET", "/workspaces").status == 401


def test_a_forgotten_password_is_asked_for(demo: Product, page: Page) -> None:
    page.goto(demo.url + "/login")
    page.get_by_role("link", name="Forgot your password?").click()
    # The sign-in page has a field of the same name.
    expect(page.get_by_role("heading", name="Set a new password")).to_be_visible()
    page.get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_role("button", name="Send link").click()
    expect(page.get_by_role("status")).to_contain_text("If nobody@example.com has an account")
    page.goto(demo.url + "/reset-password#made-up")
    page.get_by_label("New password").fill("quiet otter paints fences")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("This link has expired, or was used before")
    page.goto(demo.url + "/confirm-email#made-up")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("This link has expired, or was used before")
