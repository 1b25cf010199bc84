"""One demo for all journeys that do not break it."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Page

from tests.support.browser import browser_page
from tests.support.grid import sign_in
from tests.support.product import Product, running_product


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Product]:
    with running_product(tmp_path_factory.mktemp("demo") / "home") as running:
        yield running


@pytest.fixture
def member(demo: Product) -> Generator[Page]:
    """A page of the person who owns the demo."""
    with browser_page() as page:
        sign_in(page, demo)
        yield page
