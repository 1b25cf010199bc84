"""`make shots`: the main screens of a fresh demo, in both themes and three widths, as PNGs in `shots/`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.product import ROOT, Client, running_product

WIDTHS = {1440: 900, 1024: 768, 390: 844}
FOLDER = ROOT / "shots"


def shoot(page: Page, name: str) -> None:
    """One screen in both themes."""
    for theme in ("dark", "light"):
        page.evaluate("theme => localStorage.setItem('dataos.theme', theme)", theme)
        page.reload()
        page.wait_for_timeout(1500)
        page.screenshot(path=FOLDER / f"{name}-{theme}.png")


def screens(client: Client) -> dict[str, str]:
    """Name → path of what is worth a look in the demo."""
    workspace = client.get("/workspaces")["items"][0]["id"]
    found = {"home": f"/w/{workspace}"}
    for base in client.get(f"/workspaces/{workspace}/bases")["items"]:
        for table in client.get(f"/bases/{base['id']}")["tables"]:
            place = f"/w/{workspace}/b/{base['id']}/t/{table['id']}"
            if table["name"] == "Movies":
                found["grid"] = place
            if table["name"] == "Tasks":
                record = client.get(f"/tables/{table['id']}/records?limit=1")["items"][0]["id"]
                view = table["views"][0]["id"]
                found["record"] = f"{place}/v/{view}?record={record}"
                found["automation"] = f"{place}/automations"
    return found | {"inbox": "/notifications", "mail": f"/w/{workspace}/mail"}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_product(Path(folder) / "home") as product:
        email, password = product.demo_login()
        places = screens(product.demo_client())
        for width, height in WIDTHS.items():
            with browser_page(width, height) as page:
                page.goto(product.url)
                expect(page.get_by_test_id("login-email")).to_be_visible()
                shoot(page, f"login-{width}")
                page.get_by_test_id("login-email").fill(email)
                page.get_by_test_id("login-password").fill(password)
                page.get_by_test_id("login-submit").click()
                expect(page.get_by_test_id("login-email")).to_have_count(0)
                for name, path in places.items():
                    page.goto(product.url + path)
                    shoot(page, f"{name}-{width}")


if __name__ == "__main__":
    main()
