"""Files in cells: uploaded, seen, named, replaced, taken back."""

import os
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Request, Route, expect

from tests.support.dropping import DROP_FILE, PASTE_FILE
from tests.support.files import picture
from tests.support.grid import base_named, cell, found, open_table, paste, select, set_widths, wait_for
from tests.support.product import Client, Json, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LARGE = 12_000_000


@pytest.fixture
def client(demo: Product) -> Client:
    return demo.demo_client()


@pytest.fixture
def table(demo: Product, client: Client, member: Page, request: pytest.FixtureRequest) -> Json:
    base = base_named(client, "Projects")
    made = client.post(
        f"/bases/{base['id']}/tables",
        {
            "name": request.node.name[:60],
            "fields": [{"name": "Name", "type": "text"}, {"name": "Files", "type": "attachment"}],
        },
    )
    client.post(
        f"/tables/{made['id']}/records", {"records": [{"fields": {"Name": name}} for name in ("Bolt", "Nut", "Nail")]}
    )
    set_widths(client, made)
    open_table(member, demo, base, made)
    return made


def files(page: Page) -> Locator:
    return page.get_by_test_id("files").get_by_test_id("file")


def names(client: Client, table: Json, record: str) -> list[str]:
    held = found(client, table, record)[0]["fields"].get("Files")
    return [f"{file['name']} {file['version']}" for file in held or []]


def open_files(page: Page, row: int) -> Locator:
    select(page, 2, row)
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("files")
    expect(panel).to_be_visible()
    return panel


def choose(page: Page, name: str, content: bytes, type: str = "image/png") -> None:
    payload: FilePayload = {"name": name, "mimeType": type, "buffer": content}
    page.get_by_test_id("file-input").set_input_files([payload])


def act(page: Page, name: str, action: str) -> None:
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=action).click()


def test_a_field_of_files_is_made_and_holds_to_its_settings(member: Page, table: Json, client: Client) -> None:
    page = member
    page.get_by_role("button", name="Add field").click()
    page.get_by_test_id("field-name").fill("Pictures")
    page.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Attachments").click()
    page.get_by_label("Most files").fill("1")
    page.get_by_label("Largest file, in MB").fill("0.5")
    page.get_by_role("checkbox", name="Images").click()
    page.get_by_role("button", name="Create field").click()
    expect(page.get_by_test_id("field-name")).to_have_count(0)
    base = client.get(f"/tables/{table['id']}")
    made = next(field for field in base["fields"] if field["name"] == "Pictures")
    assert made["type"] == "attachment"
    assert {key: made["config"][key] for key in ("maxFiles", "maxSize", "accept")} == {
        "maxFiles": 1,
        "maxSize": 500_000,
        "accept": ["image/*"],
    }
    select(page, 3, 0)
    page.keyboard.press("Enter")
    choose(page, "notes.txt", b"hello", "text/plain")
    expect(page.get_by_role("alert")).to_contain_text("no files of this kind")
    page.get_by_role("button", name="Dismiss").click()
    # A name that promises a picture: the server looks at the bytes, and its words stand at the file.
    choose(page, "cat.png", b"no picture at all")
    expect(page.get_by_test_id("upload").get_by_role("alert")).to_contain_text("cat.png is text/plain")


def test_files_are_uploaded_renamed_replaced_and_taken_back(member: Page, table: Json, client: Client) -> None:
    page = member
    panel = open_files(page, 0)
    expect(panel).to_contain_text("Drop files here")
    choose(page, "cat.png", picture())
    expect(files(page)).to_contain_text("cat.png")
    expect(files(page).locator("img")).to_be_visible()
    wait_for(lambda: files(page).locator("img").evaluate("image => image.naturalWidth") == 80, 20)
    wait_for(lambda: names(client, table, "Bolt") == ["cat.png 1"], 10)

    # The connection breaks after the first part: what has arrived is not sent again.
    parts: list[int] = []
    broken: list[str] = []

    def on_part(route: Route, request: Request) -> None:
        at = int(request.headers["upload-offset"])
        if at > 0 and not broken:
            broken.append(request.url)
            route.abort("connectionreset")
        else:
            parts.append(at)
            route.continue_()

    page.route(
        "**/api/v1/uploads/*",
        lambda route, request: on_part(route, request) if request.method == "PATCH" else route.continue_(),
    )
    choose(page, "large.bin", os.urandom(LARGE), "application/octet-stream")
    expect(files(page)).to_have_count(2)
    assert parts == [0, 8 * 1024 * 1024]
    assert broken
    wait_for(lambda: names(client, table, "Bolt") == ["cat.png 1", "large.bin 1"], 10)
    expect(files(page).nth(1)).to_contain_text("12 MB")

    act(page, "cat.png", "Rename")
    page.get_by_label("Name of the file here").press_sequentially("tiger")
    page.keyboard.press("Enter")
    expect(files(page).first).to_contain_text("tiger.png")
    wait_for(lambda: names(client, table, "Bolt") == ["tiger.png 1", "large.bin 1"], 10)

    act(page, "tiger.png", "Rename")
    page.get_by_label("Name of the file here").press_sequentially("nobody")
    page.keyboard.press("Escape")
    expect(files(page).first).to_contain_text("tiger.png")

    grip = page.get_by_role("button", name="Move tiger.png")
    grip.focus()
    page.keyboard.press("ArrowDown")
    wait_for(lambda: names(client, table, "Bolt") == ["large.bin 1", "tiger.png 1"], 10)
    expect(grip).to_be_focused()

    newer: FilePayload = {"name": "lion.png", "mimeType": "image/png", "buffer": picture(size=(50, 80))}
    files(page).filter(has_text="tiger.png").get_by_test_id("replace-input").set_input_files([newer])
    wait_for(lambda: names(client, table, "Bolt") == ["large.bin 1", "lion.png 2"], 10)
    act(page, "lion.png", "Versions")
    versions = page.get_by_role("list", name="Versions")
    expect(versions.get_by_role("listitem")).to_have_count(2)
    versions.get_by_role("button", name="Restore").click()
    wait_for(lambda: names(client, table, "Bolt") == ["large.bin 1", "cat.png 1"], 10)

    act(page, "large.bin", "Remove")
    wait_for(lambda: names(client, table, "Bolt") == ["cat.png 1"], 10)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(cell(page, 2, 0)).to_have_text("cat.png")
    page.keyboard.press("Control+z")
    wait_for(lambda: names(client, table, "Bolt") == ["large.bin 1", "cat.png 1"], 10)


def test_files_are_dropped_pasted_and_copied_in_the_grid(member: Page, table: Json, client: Client) -> None:
    page = member
    select(page, 2, 1)
    box = page.get_by_test_id("data-grid-canvas").bounding_box()
    assert box
    drawn = b64encode(picture()).decode()
    page.evaluate(DROP_FILE, ["dropped.png", "image/png", drawn, box["x"] + 48 + 150 + 40, box["y"] + 34 + 16])
    wait_for(lambda: names(client, table, "Bolt") == ["dropped.png 1"], 20)
    page.evaluate(PASTE_FILE, ["image.png", "image/png", drawn])
    wait_for(lambda: names(client, table, "Nut") == ["image.png 1"], 20)
    expect(page.get_by_test_id("upload-tray")).to_have_count(0)

    select(page, 2, 0)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Control+C")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+V")
    wait_for(lambda: names(client, table, "Nail") == ["dropped.png 1"], 20)
    paste(page, "no id")
    expect(page.get_by_test_id("toast")).to_contain_text("Files are pasted by their ids")
    assert names(client, table, "Nail") == ["dropped.png 1"]


def test_an_upload_goes_on_when_its_cell_is_closed(member: Page, table: Json, client: Client) -> None:
    page = member
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/bases/*/attachments", hold)
    open_files(page, 0)
    choose(page, "slow.png", picture())
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.keyboard.press("Escape")
    tray = page.get_by_test_id("upload-tray")
    expect(tray).to_contain_text("Uploading 1 file")
    page.get_by_role("link", name="Home").first.click()
    expect(tray).to_contain_text("slow.png")
    wait_for(lambda: held, 10)[0].continue_()
    expect(tray).to_have_count(0)
    wait_for(lambda: names(client, table, "Bolt") == ["slow.png 1"], 10)


def test_messages_stand_above_the_uploads_on_a_phone(member: Page, table: Json) -> None:
    page = member
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/bases/*/attachments", hold)
    open_files(page, 0)
    for name in ("one.png", "two.png", "three.png"):
        choose(page, name, picture())
    expect(page.get_by_role("progressbar")).to_have_count(3)
    page.keyboard.press("Escape")
    tray = page.get_by_test_id("upload-tray")
    expect(tray).to_be_visible()
    select(page, 2, 2)
    paste(page, "no id")
    toast = page.get_by_test_id("toast")
    expect(toast).to_contain_text("Files are pasted by their ids")
    page.set_viewport_size({"width": 390, "height": 844})
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
        page.wait_for_timeout(300)
        above, below = toast.bounding_box(), tray.bounding_box()
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"]
        assert above["y"] >= 0
        assert below["y"] + below["height"] <= 844
        shots = os.environ.get("ATTACHMENT_SHOTS")
        if shots:
            page.screenshot(path=Path(shots) / f"tray-390-{theme}.png")
    for route in held:
        route.abort()


def test_the_viewer_goes_from_file_to_file(member: Page, table: Json, client: Client) -> None:
    page = member
    open_files(page, 0)
    choose(page, "one.png", picture())
    expect(files(page)).to_have_count(1)
    choose(page, "two.txt", b"hello", "text/plain")
    expect(files(page)).to_have_count(2)
    page.get_by_role("button", name="Open one.png").click()
    viewer = page.get_by_test_id("viewer")
    expect(viewer.get_by_role("img", name="one.png")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("heading")).to_have_text("two.txt")
    expect(viewer).to_contain_text("no preview")
    page.keyboard.press("ArrowLeft")
    expect(viewer.get_by_role("heading")).to_have_text("one.png")
    shots = os.environ.get("ATTACHMENT_SHOTS")
    if shots:
        page.screenshot(path=Path(shots) / "viewer.png")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    expect(page.get_by_test_id("files")).to_be_visible()


def test_files_are_filtered_by_kind_and_summed_up(member: Page, table: Json, client: Client) -> None:
    page = member
    open_files(page, 1)
    choose(page, "one.png", picture())
    choose(page, "two.txt", b"0" * 1_200_000, "text/plain")
    expect(files(page)).to_have_count(2)
    page.keyboard.press("Escape")
    footer = page.get_by_test_id("grid-footer")
    footer.get_by_role("button", name="Summarise Files").click()
    page.get_by_role("menuitem", name="Total size").click()
    expect(footer.get_by_role("button", name="Files, Total size")).to_contain_text("1.2 MB")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("button", name="Add condition").click()
    page.get_by_role("button", name="Field: Name").click()
    page.get_by_role("option", name="Files").click()
    page.get_by_role("combobox", name="Condition").click()
    page.get_by_role("option", name="is of the kind").click()
    page.get_by_role("combobox", name="Value", exact=True).click()
    page.get_by_role("option", name="Images").click()
    expect(cell(page, 1, 0)).to_have_text("Nut")
    expect(cell(page, 1, 1)).to_have_count(0)
    page.get_by_role("combobox", name="Value", exact=True).click()
    page.get_by_role("option", name="Videos").click()
    expect(cell(page, 1, 0)).to_have_count(0)
