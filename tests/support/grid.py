"""Driving the grid in a browser. Its cells are pixels; tests look at the table that mirrors them for readers."""

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.support.product import Client, Json, Product

HEADER_HEIGHT = 34
MARKER_WIDTH = 48
COLUMN_WIDTH = 150
T = TypeVar("T")


def sign_in(page: Page, product: Product, email: str = "", password: str = "") -> None:
    """As the demo's person, unless another is named."""
    if not email:
        email, password = product.demo_login()
    page.goto(product.url + "/login")
    page.get_by_test_id("login-email").fill(email)
    page.get_by_test_id("login-password").fill(password)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("login-email")).to_have_count(0)


def base_named(client: Client, name: str) -> Json:
    """The base with its tables."""
    workspace = client.get("/workspaces")["items"][0]["id"]
    bases = client.get(f"/workspaces/{workspace}/bases")["items"]
    return client.get(f"/bases/{next(base['id'] for base in bases if base['name'] == name)}")


def table_named(base: Json, name: str) -> Json:
    return next(table for table in base["tables"] if table["name"] == name)


def open_table(page: Page, product: Product, base: Json, table: Json, view: str | None = None) -> None:
    """Through its first view, or the one of that name, until its first row shows (when it has any)."""
    views = table["views"]
    shown = next(each for each in views if each["name"] == view) if view else views[0]
    page.goto(f"{product.url}/w/{base['workspaceId']}/b/{base['id']}/t/{table['id']}/v/{shown['id']}")
    expect(page.get_by_test_id("data-grid-canvas")).to_be_visible()


def cell(page: Page, column: int, row: int) -> Locator:
    """Column 0 holds the row numbers; rows count from 0."""
    return page.get_by_test_id(f"glide-cell-{column}-{row}")


def select(page: Page, column: int, row: int) -> None:
    """Click the first cell, then go by arrow keys."""
    page.keyboard.press("Escape")
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    expect(cell(page, 1, 0)).to_be_attached()
    page.mouse.click(box["x"] + 80, box["y"] + HEADER_HEIGHT + 10)
    expect(cell(page, 1, 0)).to_have_attribute("aria-selected", "true")
    for _ in range(column - 1):
        page.keyboard.press("ArrowRight")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    expect(cell(page, column, row)).to_have_attribute("aria-selected", "true")


def open_header_menu(page: Page, column: int, width: int = COLUMN_WIDTH) -> None:
    """Of the column with this number; all columns have the width, and it is in sight."""
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    x, y = box["x"] + MARKER_WIDTH + (column - 0.5) * width, box["y"] + HEADER_HEIGHT / 2
    page.mouse.click(x, y, button="right")
    expect(page.get_by_role("menu")).to_be_visible()


def set_widths(client: Client, table: Json, width: int = COLUMN_WIDTH) -> None:
    """Of all columns in the table's first view."""
    columns = [{"field": field["id"], "width": width} for field in table["fields"]]
    view = table["views"][0]
    answer = client.call("PATCH", f"/views/{view['id']}", {"config": {**view["config"], "columns": columns}})
    assert answer.status == 200, answer


def editor(page: Page) -> Locator:
    return page.get_by_test_id("cell-editor")


def paste(page: Page, text: str) -> None:
    """Into the selected cell: tabs between columns, newlines between rows."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def slow_down(page: Page, times: float) -> None:
    """The page's scripts run that much slower from now on, as on a busy machine."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def found(client: Client, table: Json, search: str) -> list[Json]:
    return client.get(f"/tables/{table['id']}/records?limit=10&search={quote(search)}")["items"]


def wait_for(check: Callable[[], T], seconds: float) -> T:
    deadline = time.monotonic() + seconds
    while not (answer := check()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
    return answer
