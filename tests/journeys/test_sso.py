"""An admin adds an identity provider, and somebody who never had an account signs in with it."""

from collections.abc import Generator

import httpx2
import oidc_provider_mock
import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.grid import sign_in
from tests.support.product import Product, running_product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ALICE = {"email": "alice@acme.example", "email_verified": True, "name": "Alice Archer"}


@pytest.fixture(scope="module")
def issuer() -> Generator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        url = f"http://localhost:{server.server_port}"
        httpx2.put(f"{url}/users/alice", json=ALICE).raise_for_status()
        httpx2.put(f"{url}/users/bob", json={**ALICE, "email_verified": False}).raise_for_status()
        yield url


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Generator[Product]:
    """One that may speak to a provider on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATAOS_OUTBOUND_ALLOW", "127.0.0.1,localhost")
        with running_product(tmp_path_factory.mktemp("sso") / "home") as running:
            yield running


def _add_provider(page: Page, product: Product, issuer: str) -> None:
    page.get_by_role("link", name="Single sign-on").click()
    page.get_by_role("button", name="Add provider").click()
    form = page.get_by_test_id("provider-form")
    form.get_by_label("Name", exact=True).fill("Acme ID")
    form.get_by_label("Issuer").fill(issuer)
    form.get_by_label("Client ID").fill("dataos")
    form.get_by_label("Client secret").fill("s3cret")
    form.get_by_label("E-mail domains").fill("acme.example")
    form.get_by_role("button", name="Save").click()
    card = page.get_by_test_id("provider")
    expect(card).to_contain_text("/callback")
    card.get_by_role("button", name="Test").click()
    expect(page.get_by_test_id("provider-check")).to_contain_text("answers and shows 1 signing key")


def _arrive(page: Page, product: Product, subject: str) -> None:
    page.goto(product.url + "/login")
    expect(page.get_by_test_id("sso-offer")).to_have_count(0)
    page.get_by_test_id("login-email").fill("somebody@acme.example")
    page.get_by_test_id("sso-offer").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def test_an_admin_adds_a_provider_and_somebody_signs_in_with_it(product: Product, issuer: str) -> None:
    with browser_page() as page:
        sign_in(page, product)
        _add_provider(page, product, issuer)
    with browser_page() as page:
        _arrive(page, product, "bob")
        expect(page.get_by_test_id("sso-refusal")).to_contain_text("has not verified your e-mail address")
        _arrive(page, product, "alice")
        expect(page.get_by_text("Projects").first).to_be_visible()
        assert page.url.startswith(product.url)
        # The session is an ordinary one: it outlives a reload and can write.
        page.reload()
        expect(page.get_by_text("Projects").first).to_be_visible()
        mine = page.evaluate("() => fetch('/api/v1/me').then(answer => answer.json())")
        assert (mine["name"], mine["email"]) == (ALICE["name"], ALICE["email"])
