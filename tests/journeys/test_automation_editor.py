"""Building an automation by hand: nothing is kept before it is saved, and what is wrong is shown where it is."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import browser_page
from tests.support.product import Client, Json, Product, running_product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Generator[Product]:
    with running_product(tmp_path_factory.mktemp("editor") / "home", "--no-demo") as found:
        found.wait_ready()
        yield found


@pytest.fixture
def page() -> Generator[Page]:
    with browser_page() as found:
        yield found


FIELDS: Json = [
    {"name": "Name", "type": "text"},
    {"name": "Status", "type": "singleSelect", "config": {"options": [{"name": "Todo"}, {"name": "Done"}]}},
    {"name": "Amount", "type": "number"},
]


def table_of(client: Client, name: str) -> tuple[str, str]:
    """A new table's id and the address of its automations."""
    workspace = client.post("/workspaces", {"name": name})["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": name})["id"]
    table = client.post(f"/bases/{base}/tables", {"name": "Tasks", "fields": FIELDS})["id"]
    return table, f"/w/{workspace}/b/{base}/t/{table}/automations"


def sign_in(page: Page, product: Product, email: str) -> Client:
    client = product.register(email)
    page.goto(product.url)
    page.get_by_test_id("login-email").fill(email)
    page.get_by_test_id("login-password").fill("correct horse battery")
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("login-email")).to_have_count(0)
    return client


def add_step(page: Page, name: str) -> None:
    page.get_by_test_id("add-step").last.click()
    page.get_by_role("menuitem", name=name).click()


def test_a_new_automation_is_kept_when_it_is_saved_and_not_before(product: Product, page: Page) -> None:
    client = sign_in(page, product, "new@example.com")
    table, path = table_of(client, "New")
    page.goto(product.url + path)
    page.get_by_test_id("automation-new").last.click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_test_id("automation-name").fill("Greet")
    add_step(page, "Send a notification")
    assert client.get(f"/tables/{table}/automations")["items"] == []

    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog", name="Leave without saving?")).to_be_visible()
    page.get_by_role("button", name="Stay").click()
    expect(page.get_by_test_id("automation-name")).to_have_value("Greet")

    page.get_by_test_id("automation-save").click()
    page.wait_for_url(re.compile("/automations/aut_"))
    expect(page.get_by_test_id("automation-name")).to_have_value("Greet")
    [kept] = client.get(f"/tables/{table}/automations")["items"]
    assert (kept["name"], kept["enabled"], len(kept["draft"]["steps"])) == ("Greet", False, 1)
    page.get_by_role("tab", name="Runs").click()
    expect(page.get_by_text("No runs yet")).to_be_visible()

    page.goto(f"{product.url}{path}/new")
    page.get_by_test_id("automation-name").fill("Forget me")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Discard").click()
    page.wait_for_url(re.compile("/automations/aut_"))
    assert len(client.get(f"/tables/{table}/automations")["items"]) == 1


def test_what_publishing_refuses_is_shown_at_its_input_until_it_is_mended(product: Product, page: Page) -> None:
    client = sign_in(page, product, "wrong@example.com")
    table, path = table_of(client, "Wrong")
    page.goto(f"{product.url}{path}/new")
    add_step(page, "Send an e-mail")
    card = page.get_by_test_id("automation-card").filter(has=page.get_by_role("heading", name="Send an e-mail"))
    card.get_by_role("textbox", name="Subject").fill("{{trigger.record.Nam}}")
    card.get_by_role("textbox", name="Text", exact=True).fill("{% if now %}Hi{% endif %}")
    page.get_by_test_id("automation-publish").click()
    page.wait_for_url(re.compile("/automations/aut_"))

    summary = page.get_by_test_id("fault-summary")
    expect(summary).to_contain_text("2 problems")
    expect(card.get_by_test_id("fault-badge")).to_have_text("2 problems")
    expect(card.get_by_text("Did you mean 'Name'?")).to_be_visible()
    expect(card.get_by_text("would be sent as it stands")).to_be_visible()
    page.get_by_test_id("fault-first").click()
    subject = card.get_by_role("textbox", name="Subject")
    expect(subject).to_be_focused()
    expect(subject).to_have_attribute("aria-invalid", "true")
    [draft] = client.get(f"/tables/{table}/automations")["items"]
    assert draft["enabled"] is False

    subject.fill("{{trigger.record.Name}}")
    expect(summary).to_contain_text("1 problem")
    expect(subject).not_to_have_attribute("aria-invalid", "true")
    card.get_by_role("textbox", name="Text", exact=True).fill("Hi")
    expect(summary).to_have_count(0)
    page.get_by_test_id("automation-publish").click()
    expect(page.get_by_text("On, version 1")).to_be_visible()


def test_every_kind_of_fault_has_its_place(product: Product, page: Page) -> None:
    client = sign_in(page, product, "every@example.com")
    table, path = table_of(client, "Every")
    unknown: Json = {"conjunction": "and", "filters": [{"field": "Stat", "operator": "isEmpty"}]}
    inner: Json = {"id": "tell", "type": "send_notification", "config": {"to": [], "title": ""}}
    steps: Json = [
        {
            "id": "stamp",
            "type": "update_record",
            "config": {"record": "{{trigger.record.Name}}", "fields": {"Statu": "Done", "Amount": "many"}},
        },
        {
            "id": "stamp2",
            "type": "update_record",
            "config": {"record": "{{trigger.record.id}}", "fields": {"Statu": "Done", "Amount": "many"}},
        },
        {"id": "none", "type": "update_record", "config": {"record": "{{trigger.record.id}}", "fields": {}}},
        {"id": "fork", "type": "branch", "branches": [{"when": unknown, "steps": [inner]}], "else": []},
    ]
    trigger: Json = {"type": "field_changed", "config": {"field": "Statuss"}}
    body: Json = {"name": "All wrong", "trigger": trigger, "conditions": unknown, "steps": steps}
    made = client.post(f"/tables/{table}/automations", body)["id"]
    page.set_viewport_size({"width": 1440, "height": 1900})
    page.goto(f"{product.url}{path}/{made}")
    page.get_by_test_id("automation-publish").click()
    expect(page.get_by_test_id("fault-summary")).to_contain_text("8 problems")
    cards = page.get_by_test_id("automation-card")
    badges = [
        badge.first.text_content() if (badge := cards.nth(at).get_by_test_id("fault-badge")).count() else ""
        for at in range(cards.count())
    ]
    assert badges == [
        "1 problem",  # the trigger's field
        "1 problem",  # the condition
        "1 problem",  # the record, which is none
        "2 problems",  # a field that is not there, and a value that is no number
        "1 problem",  # no field at all, which no input shows
        "1 problem",  # the branch's condition
        "1 problem",  # nobody to tell, in the step inside
    ]


def test_a_run_shows_where_it_belongs_and_leads_back(product: Product, page: Page) -> None:
    client = sign_in(page, product, "run@example.com")
    table, path = table_of(client, "Run")
    step: Json = {"id": "add", "type": "create_record", "config": {"fields": {"Name": "made"}}}
    body: Json = {"name": "Make one", "trigger": {"type": "manual"}, "steps": [step]}
    made = client.post(f"/tables/{table}/automations", body)["id"]
    run = client.post(f"/automations/{made}/run", {})["runId"]
    page.goto(f"{product.url}{path.partition('/b/')[0]}/runs/{run}")
    expect(page.get_by_test_id("run-status")).to_have_text("Succeeded")
    crumbs = page.get_by_role("navigation", name="Where you are")
    expect(crumbs).to_contain_text(re.compile("Make one.*Run"))
    crumbs.get_by_role("link", name="Make one").click()
    page.wait_for_url(re.compile(f"/automations/{made}$"))
