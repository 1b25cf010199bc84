"""Values made of others on the screen: fresh however far they are, asked for value by value; buttons; indexes."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import (
    COLUMN_WIDTH,
    HEADER_HEIGHT,
    MARKER_WIDTH,
    base_named,
    cell,
    open_table,
    paste,
    saved,
    select,
    set_widths,
)
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


class Chain:
    """A customer with two orders with a line each; sums go from the lines to the orders and on to the customer."""

    def __init__(self, client: Client, name: str) -> None:
        self.client = client
        self.base = base_named(client, "Projects")
        self.lines = self._table(
            f"Lines {name}", [{"name": "Line", "type": "text"}, {"name": "Cost", "type": "number"}]
        )
        self.orders = self._table(f"Orders {name}", [{"name": "Order", "type": "text"}])
        self.customers = self._table(f"Customers {name}", [{"name": "Customer", "type": "text"}])
        self._across(self.orders, self.lines, "Cost", "Sum")
        self._across(self.customers, self.orders, "Sum", "Total")
        costs = {"linkField": "To", "field": "Sum"}
        client.post(f"/tables/{self.customers['id']}/fields", {"name": "Sums", "type": "lookup", "config": costs})
        lines = self._add(self.lines, *({"Line": f"L{at}", "Cost": at} for at in (1, 2)))
        orders = self._add(self.orders, *({"Order": f"O{at}", "To": [line]} for at, line in enumerate(lines, 1)))
        self._add(self.customers, {"Customer": "Ada", "To": orders}, {"Customer": "Bo", "To": [orders[1]]})
        for table in (self.lines, self.customers):
            set_widths(client, client.get(f"/tables/{table['id']}"))

    def _table(self, name: str, fields: list[Json]) -> Json:
        return self.client.post(f"/bases/{self.base['id']}/tables", {"name": name[:60], "fields": fields})

    def _across(self, table: Json, target: Json, field: str, name: str) -> None:
        path = f"/tables/{table['id']}/fields"
        link = {"tableId": target["id"], "cardinality": "manyToMany"}
        self.client.post(path, {"name": "To", "type": "link", "config": link})
        config = {"linkField": "To", "field": field, "aggregate": "sum"}
        self.client.post(path, {"name": name, "type": "rollup", "config": config})

    def _add(self, table: Json, *rows: Json) -> list[str]:
        body = {"records": [{"fields": row} for row in rows]}
        return [each["id"] for each in self.client.post(f"/tables/{table['id']}/records", body)["items"]]


@pytest.fixture
def chain(demo: Product, member: Page, request: pytest.FixtureRequest) -> Chain:
    made = Chain(demo.demo_client(), request.node.name[:40])
    open_table(member, demo, made.base, made.customers)
    return made


def test_a_sum_two_links_away_is_fresh(member: Page, chain: Chain) -> None:
    page = member
    expect(cell(page, 3, 0)).to_have_text("3")
    page.get_by_role("link", name=chain.lines["name"]).click()
    expect(cell(page, 1, 0)).to_have_text("L1")
    select(page, 2, 0)
    paste(page, "10")
    saved(page)
    page.get_by_role("link", name=chain.customers["name"]).click()
    expect(cell(page, 3, 0)).to_have_text("12", timeout=3_000)
    expect(cell(page, 4, 0)).to_have_text("10, 2")


def test_a_list_is_asked_for_any_every_or_none_of_its_values(member: Page, chain: Chain) -> None:
    page = member
    expect(page.get_by_text("2 records")).to_be_visible()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("button", name="Add condition").click()
    page.get_by_role("button", name="Field: Customer").click()
    page.get_by_role("option", name="Sums").click()
    page.get_by_role("textbox", name="Value").fill("2")
    expect(page.get_by_text("2 matching")).to_be_visible()
    for match, left in (("every", "Bo"), ("none", None)):
        page.get_by_role("combobox", name="Of the values").click()
        page.get_by_role("option", name=match).click()
        if left is None:
            expect(page.get_by_text("0 matching")).to_be_visible()
        else:
            expect(page.get_by_text("1 matching")).to_be_visible()
            expect(cell(page, 1, 0)).to_have_text(left)


def test_a_button_starts_its_automation(demo: Product, member: Page, chain: Chain) -> None:
    page, client = member, chain.client
    path = f"/tables/{chain.lines['id']}"
    steps: list[Json] = [
        {"id": "set", "type": "update_record", "config": {"record": "{{trigger.record.id}}", "fields": {"Cost": 99}}}
    ]
    automation: Json = {"name": "Price it", "trigger": {"type": "manual", "config": {}}, "steps": steps}
    made = client.post(f"{path}/automations", automation)
    client.post(f"/automations/{made['id']}/publish", {})
    open_table(page, demo, chain.base, chain.lines)
    page.get_by_test_id("add-field").click()
    page.get_by_test_id("field-name").fill("Go")
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Button", exact=True).click()
    page.get_by_label("Label").fill("Price it")
    page.get_by_role("combobox", name="What it does").click()
    page.get_by_role("option").nth(1).click()
    page.get_by_role("combobox", name="Automation").click()
    page.get_by_role("option", name="Price it").click()
    page.get_by_test_id("field-submit").click()
    column = 4
    expect(cell(page, column, 0)).to_be_attached()
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + MARKER_WIDTH + (column - 1) * COLUMN_WIDTH + 60, box["y"] + HEADER_HEIGHT + 16)
    expect(page.get_by_test_id("toast")).to_contain_text("Price it")
    expect(cell(page, 2, 0)).to_have_text("99")


def test_indexes_of_a_small_table_say_that_none_are_needed(member: Page, chain: Chain) -> None:
    page = member
    page.get_by_role("button", name="More about this table").click()
    page.get_by_role("menuitem", name="Indexes").click()
    dialog = page.get_by_role("dialog", name=f"Indexes of {chain.customers['name']}")
    expect(dialog).to_contain_text("None are needed")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
