"""`make shots`: pictures of the demo in a home of its own, in both themes and on a phone, into `shots/`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.test_first_minutes import api_client, cell, sign_in
from tests.support.browser import browser_page
from tests.support.product import Client, Product, running_product

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
SCHEMES = ("dark", "light")
_SETTLE_MS = 400
_PATIENCE_MS = 60_000


def main(target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, running_product(Path(home)) as product:
        paths = pages(product, api_client(product))
        for device, (width, height) in SIZES.items():
            with browser_page(width, height) as page:
                page.set_default_timeout(_PATIENCE_MS)
                sign_in(page, product)
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    for name, path in paths.items():
                        shoot(page, f"{product.url}{path}", target / f"{name}-{device}-{scheme}.png")


def pages(product: Product, client: Client) -> dict[str, str]:
    """Name of the picture → path, from the demo that `dataos up` loaded."""
    workspace = client.get("/workspaces")["items"][0]["id"]
    found = {"home": f"/w/{workspace}", "mail": f"/w/{workspace}/mail", "notifications": "/notifications"}
    for base in client.get(f"/workspaces/{workspace}/bases")["items"]:
        found[f"base-{_slug(base['name'])}"] = f"/w/{workspace}/b/{base['id']}"
        for table in client.get(f"/bases/{base['id']}")["tables"]:
            path = f"/w/{workspace}/b/{base['id']}/t/{table['id']}"
            found[f"table-{_slug(table['name'])}"] = path
            if client.get(f"/tables/{table['id']}/automations")["items"]:
                found[f"automations-{_slug(table['name'])}"] = f"{path}/automations"
    return found


def shoot(page: Page, url: str, file: Path) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    if "/t/" in url and "automations" not in url:
        cell(page, 1, 0).wait_for(state="attached")
    page.wait_for_timeout(_SETTLE_MS)
    page.screenshot(path=file)
    sys.stdout.write(f"{file}\n")


def _slug(name: str) -> str:
    return "-".join(name.lower().split())


if __name__ == "__main__":
    main(Path("shots"))
