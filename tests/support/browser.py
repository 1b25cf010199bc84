"""A real browser: the Chromium of the system, driven by Playwright."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

PATIENCE_MS = 30_000
"""A budget against hanging, not a measurement: machines that run tests are busy."""

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@contextmanager
def browser_page(width: int = 1440, height: int = 900) -> Generator[Page]:
    """A page in a fresh profile. An error that the page itself throws fails the test at the end."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, 'no Chromium: install the package "chromium" of your system'
    thrown: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        page = browser.new_context(viewport={"width": width, "height": height}, locale="en-US").new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield page
        browser.close()
    assert not thrown, thrown
