"""A newcomer's first minutes: sign in, look at real films, edit a cell, finish a task, see the automation react."""

import re
import time
from collections.abc import Callable, Generator
from typing import TypeVar
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import browser_page
from tests.support.product import Client, Json, Product, running_product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HEADER_HEIGHT = 34
T = TypeVar("T")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Generator[Product]:
    with running_product(tmp_path_factory.mktemp("first") / "home") as running:
        yield running


@pytest.fixture
def page(product: Product) -> Generator[Page]:
    with browser_page() as page:
        sign_in(page, product)
        yield page


def sign_in(page: Page, product: Product) -> None:
    email, password = product.demo_login()
    page.goto(product.url)
    page.get_by_test_id("login-email").fill(email)
    page.get_by_test_id("login-password").fill(password)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_role("heading", name="Demo company")).to_be_visible()


def table(client: Client, base_name: str, table_name: str) -> Json:
    workspace = client.get("/workspaces")["items"][0]["id"]
    bases = client.get(f"/workspaces/{workspace}/bases")["items"]
    base = next(base for base in bases if base["name"] == base_name)
    return next(table for table in client.get(f"/bases/{base['id']}")["tables"] if table["name"] == table_name)


def open_table(page: Page, base_name: str, table_name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=base_name).click()
    page.get_by_role("navigation", name="Workspace").get_by_role("link", name=table_name, exact=True).click()
    expect(cell(page, 1, 0)).to_be_attached()


def cell(page: Page, column: int, row: int) -> Locator:
    """A cell of the table that mirrors the grid for assistive technology; column 0 holds the row numbers."""
    return page.get_by_test_id(f"glide-cell-{column}-{row}")


def select(page: Page, column: int, row: int) -> None:
    """Click the first cell, then go by arrow keys, as the cells themselves are pixels."""
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + 80, box["y"] + HEADER_HEIGHT + 10)
    expect(cell(page, 1, 0)).to_have_attribute("aria-selected", "true")
    for _ in range(column - 1):
        page.keyboard.press("ArrowRight")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    expect(cell(page, column, row)).to_have_attribute("aria-selected", "true")


def edit(page: Page, column: int, row: int, text: str) -> None:
    select(page, column, row)
    page.keyboard.press("Enter")
    field = page.get_by_test_id("cell-editor").locator("input, textarea")
    expect(field).to_be_focused()
    field.fill(text)
    page.keyboard.press("Enter")


def choose(page: Page, column: int, row: int, option: str) -> None:
    select(page, column, row)
    page.keyboard.press("Enter")
    options = page.get_by_test_id("cell-editor").get_by_role("option")
    expect(page.get_by_test_id("cell-editor").get_by_role("combobox")).to_be_focused()
    page.keyboard.type(option)
    expect(options).to_have_text([option])
    page.keyboard.press("Enter")


def wait_for(check: Callable[[], T], seconds: float) -> T:
    deadline = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
    return found


def test_films_show_and_an_edited_cell_is_kept(product: Product, page: Page) -> None:
    client = product.demo_client()
    films = table(client, "Cinema", "Movies")
    open_table(page, "Cinema", "Movies")
    expect(page.get_by_text("3,201 records")).to_be_visible()
    title = cell(page, 1, 0).text_content()
    assert title
    edit(page, 1, 0, f"{title} (seen again)")

    def stored() -> bool:
        found = client.get(f"/tables/{films['id']}/records?limit=1&search=seen%20again")["items"]
        return bool(found) and found[0]["fields"]["Title"] == f"{title} (seen again)"

    wait_for(stored, 15)
    page.reload()
    expect(cell(page, 1, 0)).to_have_text(f"{title} (seen again)")
    page.get_by_role("button", name="Undo").click()
    expect(cell(page, 1, 0)).to_have_text(title)


def test_two_quick_edits_of_one_record_are_both_kept(product: Product, page: Page) -> None:
    client = product.demo_client()
    films = table(client, "Cinema", "Movies")
    open_table(page, "Cinema", "Movies")
    edit(page, 1, 2, "Twice edited")
    edit(page, 4, 2, "2005-03-04")

    def stored() -> bool:
        found = client.get(f"/tables/{films['id']}/records?limit=1&search=Twice%20edited")["items"]
        return bool(found) and found[0]["fields"]["Released"] == "2005-03-04"

    wait_for(stored, 15)


def test_a_task_set_to_done_by_hand_gets_its_completion_date(product: Product, page: Page) -> None:
    client = product.demo_client()
    tasks = table(client, "Projects", "Tasks")
    open_table(page, "Projects", "Tasks")
    row = next(row for row in range(20) if cell(page, 2, row).text_content() == "In progress")
    name = cell(page, 1, row).text_content()
    assert name
    changed_at = time.monotonic()
    choose(page, 2, row, "Done")
    expect(cell(page, 2, row)).to_have_text("Done")

    def completed() -> Json:
        dated = '{"conjunction":"and","filters":[{"field":"Completed","operator":"isNotEmpty"}]}'
        found = client.call("GET", f"/tables/{tasks['id']}/records?limit=200&filter={quote(dated)}").body["items"]
        return next((record for record in found if record["fields"]["Name"] == name), None)

    record = wait_for(completed, 2 + changed_at - time.monotonic())
    assert record["fields"]["Completed"]

    page.get_by_role("link", name="Automations").click()
    page.get_by_role("link", name=re.compile("Stamp completion date")).click()
    page.get_by_role("tab", name="Runs").click()
    run = page.get_by_test_id("run-row").first
    expect(run).to_contain_text("Succeeded")
    run.click()
    link = page.get_by_role("link", name=re.compile("Temporal"))
    expect(link).to_be_visible()
    address = link.get_attribute("href")
    assert address
    page.goto(address)
    expect(page.get_by_text("AutomationRun").first).to_be_visible()
    expect(page.get_by_text("Completed").first).to_be_visible()
