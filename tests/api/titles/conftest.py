"""Orders with lines, and formulas that name the link on both sides of it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.api.recompute.shop import Shop, make_shop
from tests.support.app import running, settings_for

Json = dict[str, Any]


async def formula(shop: Shop, name: str, expression: str, table: str | None = None, status: int = 201) -> Json:
    """A formula of lines, if nothing else is said."""
    body = {"name": name, "type": "formula", "config": {"expression": expression}}
    made: Json = await shop.owner.post(f"/tables/{table or shop.lines}/fields", body, status)
    return made


async def hidden(shop: Shop) -> list[tuple[str, str]]:
    """Tables and links of the hidden fields, and that each has its column."""
    rows = await shop.rows(
        "SELECT t.name, l.name, EXISTS (SELECT FROM pg_attribute a WHERE a.attname = 'f_' || f.number"
        " AND a.attrelid = ('ws_' || w.number || '.t_' || t.number)::regclass AND NOT a.attisdropped)"
        " FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id"
        " JOIN dataos.fields l ON l.id = f.config ->> 'linkField' WHERE jsonb_exists(f.config, 'titles') ORDER BY 1, 2"
    )
    assert all(row[2] for row in rows)
    return [(row[0], row[1]) for row in rows]


@pytest.fixture
async def shop(database_url: str) -> AsyncIterator[Shop]:
    async with running(settings_for(database_url)) as app:
        made = await make_shop(app)
        await formula(made, "Of", '{Order} & "!"')
        await formula(made, "All", 'ARRAYJOIN({Lines}, "; ")', made.orders)
        yield made
