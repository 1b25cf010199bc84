"""Lookups, rollups and links made in the field dialog, with conditions on the linked records."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.grid import base_named, cell, open_header_menu, open_table, set_widths
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ORDERS: list[Json] = [
    {"name": "Title", "type": "text"},
    {"name": "Amount", "type": "number"},
    {"name": "State", "type": "singleSelect", "config": {"options": [{"name": "open"}, {"name": "paid"}]}},
]


class Shop:
    """A customer with six orders, whose amounts are 0 to 5 and of which the odd ones are paid."""

    def __init__(self, demo: Product, name: str) -> None:
        self.client: Client = demo.demo_client()
        self.base = base_named(self.client, "Projects")
        self.orders = self._table(f"Orders {name}", ORDERS)
        self.customers = self._table(f"Customers {name}", [{"name": "Name", "type": "text"}])
        link = {"tableId": self.orders["id"], "cardinality": "oneToMany", "symmetricName": "Buyer"}
        path = f"/tables/{self.customers['id']}"
        self.client.post(f"{path}/fields", {"name": "Orders", "type": "link", "config": link})
        rows = [{"fields": {"Title": f"O{at}", "Amount": at, "State": "paid" if at % 2 else "open"}} for at in range(6)]
        made = self.client.post(f"/tables/{self.orders['id']}/records", {"records": rows})["items"]
        ada = {"Name": "Ada", "Orders": [each["id"] for each in made]}
        self.client.post(f"{path}/records", {"records": [{"fields": ada}]})
        self.customers = self.client.get(path)
        set_widths(self.client, self.customers)

    def _table(self, name: str, fields: list[Json]) -> Json:
        return self.client.post(f"/bases/{self.base['id']}/tables", {"name": name[:100], "fields": fields})


@pytest.fixture
def shop(demo: Product, member: Page, request: pytest.FixtureRequest) -> Shop:
    made = Shop(demo, request.node.name[:40])
    open_table(member, demo, made.base, made.customers)
    return made


def _start(page: Page, name: str, type_name: str) -> None:
    page.get_by_test_id("add-field").click()
    page.get_by_test_id("field-name").fill(name)
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name=type_name, exact=True).click()


def _pick(page: Page, label: str, choice: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    page.get_by_role("option", name=choice, exact=True).click()


def _only_paid(page: Page, section: str) -> None:
    page.get_by_role("button", name=section).click()
    page.get_by_role("button", name="Add condition").click()
    _pick(page, "Field: Title", "State")
    _pick(page, "Value", "paid")


def test_a_lookup_of_some_records_in_an_order(member: Page, shop: Shop) -> None:
    page = member
    _start(page, "Paid", "Lookup")
    _pick(page, "Link", "Orders")
    _pick(page, "Field of the linked table", "Amount")
    _only_paid(page, "Only some linked records")
    page.get_by_role("button", name="Order and number of values").click()
    page.get_by_role("button", name="Add sort").click()
    _pick(page, "Sort by: Title", "Amount")
    page.get_by_role("combobox", name="Direction").click()
    page.get_by_role("option", name="Descending").click()
    page.get_by_label("At most so many records").fill("2")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 3, 0)).to_have_text("5, 3")
    # What was said is there again, and can be taken back.
    open_header_menu(page, 3)
    page.get_by_role("menuitem", name="Edit field").click()
    expect(page.get_by_label("At most so many records")).to_have_value("2")
    page.get_by_role("button", name="Remove condition").click()
    page.get_by_label("At most so many records").fill("")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 3, 0)).to_have_text("5, 4, 3, 2, 1, 0")


def test_a_rollup_offers_what_its_field_can_be_asked_and_says_what_is_wrong_where_it_is(
    member: Page, shop: Shop
) -> None:
    page = member
    _start(page, "Sum", "Rollup")
    _pick(page, "Link", "Orders")
    _pick(page, "Field of the linked table", "Title")
    aggregate = page.get_by_role("combobox", name="What is made of its values")
    aggregate.click()
    expect(page.get_by_role("option", name="Sum", exact=True)).to_have_count(0)
    page.keyboard.press("Escape")
    _pick(page, "Field of the linked table: Title", "Amount")
    aggregate.click()
    page.get_by_role("option", name="Sum", exact=True).click()
    page.get_by_role("button", name="Only some linked records").click()
    page.get_by_role("button", name="Add condition").click()
    _pick(page, "Field: Title", "Buyer")
    page.get_by_role("combobox", name="Condition", exact=True).click()
    page.get_by_role("option", name="contains", exact=True).click()
    page.get_by_role("textbox", name="Value").fill("Ada")
    page.get_by_test_id("field-submit").click()
    section = page.get_by_role("region", name="Only some linked records")
    expect(section.get_by_role("alert")).to_contain_text("The titles of Buyer cannot be asked here")
    page.get_by_role("button", name="Remove condition").click()
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 3, 0)).to_have_text("15")


def test_a_formula_is_offered_the_link_and_reads_its_titles(member: Page, shop: Shop) -> None:
    page = member
    _start(page, "All orders", "Formula")
    editor = page.get_by_role("textbox", name="Formula")
    outcome, offers = page.get_by_test_id("formula-outcome"), page.locator(".cm-tooltip-autocomplete")
    editor.click()
    page.keyboard.type("COUNTA({Or")
    expect(offers.get_by_role("option", name="Orders")).to_contain_text("Link to records")
    page.keyboard.press("Tab")
    page.keyboard.type(") & ': ' & {Orders")
    expect(offers).to_contain_text("Orders")
    page.keyboard.press("Tab")
    expect(outcome).to_contain_text("Gives text")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 3, 0)).to_have_text("6: O0, O1, O2, O3, O4, O5")
    # Now that there are titles, what is written shows what it comes to.
    open_header_menu(page, 3)
    page.get_by_role("menuitem", name="Edit field").click()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type('ARRAYJOIN(ARRAYSLICE({Orders}, -2), "/')
    expect(outcome.get_by_role("row", name="Ada")).to_contain_text("O4/O5")
    page.get_by_test_id("field-submit").click()
    expect(cell(page, 3, 0)).to_have_text("O4/O5")


def test_a_link_to_the_same_table_offers_only_records_that_fit(member: Page, shop: Shop) -> None:
    page = member
    name = shop.customers["name"]
    _start(page, "Knows", "Link to records")
    page.get_by_role("combobox", name="Linked table").click()
    page.get_by_role("option", name=f"{name} (this table)").click()
    expect(page.get_by_text("Records of this table are linked with each other.")).to_be_visible()
    back = page.get_by_label("Name of the field in the other table")
    back.fill("Name")
    page.get_by_test_id("field-submit").click()
    expect(page.get_by_text("already has a field 'Name'")).to_be_visible()
    back.fill("Known by")
    page.get_by_role("button", name="Only records that fit").click()
    page.get_by_role("button", name="Add condition").click()
    page.get_by_role("textbox", name="Value").fill("Bo")
    page.get_by_test_id("field-submit").click()
    expect(page.get_by_role("button", name="Summarise Known by")).to_be_attached()
    rows = [{"fields": {"Name": each}} for each in ("Bo", "Cy")]
    shop.client.post(f"/tables/{shop.customers['id']}/records", {"records": rows})
    fields = shop.client.get(f"/tables/{shop.customers['id']}")["fields"]
    knows = next(each for each in fields if each["name"] == "Knows")
    offered = shop.client.get(f"/fields/{knows['id']}/choices?limit=10")["items"]
    assert [each["title"] for each in offered] == ["Bo"]
