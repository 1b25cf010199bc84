"""A shop whose lines and orders tell when certain fields of theirs were changed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.recompute.shop import Shop, make_shop
from tests.support.app import running, settings_for


async def add(shop: Shop, name: str, type: str, *fields: str, table: str | None = None, **config: Any) -> str:
    """The id of a new field; of lines, if nothing else is said."""
    named = {"fields": list(fields)} if fields else {}
    body = {"name": name, "type": type, "config": {**named, **config}}
    return str((await shop.owner.post(f"/tables/{table or shop.lines}/fields", body))["id"])


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    async with running(settings_for(database_url)) as app:
        made = await make_shop(app)
        await add(made, "Twice", "formula", expression="{Amount} * 2")
        for name, field in (("amount_at", "Amount"), ("twice_at", "Twice"), ("tags_at", "Tags"), ("order_at", "Order")):
            await add(made, name, "modifiedTime", field)
        await add(made, "who", "modifiedBy", "Amount", "Done")
        await add(made, "when", "formula", expression="LAST_MODIFIED_TIME({Amount}, {Done})")
        await made.derive("rollup", "Total", field="Amount", aggregate="sum")
        await add(made, "lines_at", "modifiedTime", "Lines", table=made.orders)
        await add(made, "total_at", "modifiedTime", "Total", table=made.orders)
        await add(made, "last", "formula", table=made.orders, expression="LAST_MODIFIED_TIME({Total}, {Lines})")
        yield made
