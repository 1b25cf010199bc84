"""Days of row rules are those of UTC, and their weeks begin on Monday, whatever the caller says of themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from tests.api.access.office import rule
from tests.support.app import World, client_of

ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago")
"""At any time it is another day in one of them than in UTC."""
TODAY = {"operator": "within", "value": {"mode": "today"}}


@pytest.fixture
async def days(world: World) -> dict[str, Any]:
    """A table with a record for each of some days, one link to all of them, and notes on each."""
    owner, tables, today = world.owner, f"/bases/{world.base}/tables", datetime.now(UTC).date()
    fields = [{"name": "Name", "type": "text"}, {"name": "Day", "type": "date"}]
    made = await owner.post(tables, {"name": "Days", "fields": fields})
    link = {"name": "Days", "type": "link", "config": {"tableId": made["id"]}}
    other = await owner.post(tables, {"name": "Lists", "fields": [fields[0], link]})
    rows = [
        {"fields": {"Name": name, "Day": (today + timedelta(days=by)).isoformat()}}
        for name, by in (("before", -1), ("today", 0), ("after", 1))
    ]
    ids = [item["id"] for item in (await owner.post(f"/tables/{made['id']}/records", {"records": rows}))["items"]]
    await owner.post(f"/tables/{other['id']}/records", {"records": [{"fields": {"Name": "all", "Days": ids}}]})
    field = next(item["id"] for item in other["fields"] if item["name"] == "Days")
    return {
        "table": made["id"], "other": other["id"], "link": field, "ids": ids, "view": made["views"][0]["id"],
        "day": next(item["id"] for item in made["fields"] if item["name"] == "Day"),
    }  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
async def test_who_asks_does_not_say_what_day_it_is(
    world: World, days: dict[str, Any], database_url: str, zone: str
) -> None:
    rule(database_url, days["table"], world.editor, "read", {"field": days["day"]} | TODAY)
    http, headers = world.editor.http, {"X-Time-Zone": zone}

    async def asked(path: str, body: Any = None) -> Any:
        answer = await http.request("GET" if body is None else "POST", path, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    listed = await asked(f"/tables/{days['table']}/records?count=true")
    groups = await asked(f"/tables/{days['table']}/query", {"groups": [{"field": "Name"}]})
    [over] = (await asked(f"/tables/{days['other']}/records"))["items"]
    choices = await asked(f"/fields/{days['link']}/choices")
    codes = [(await http.get(f"/records/{key}", headers=headers)).status_code for key in days["ids"]]

    assert ([item["fields"]["Name"] for item in listed["items"]], listed["total"]) == (["today"], 1)
    assert [group["keys"] for group in groups["groups"]] == [["today"]]
    assert [item["title"] for item in over["fields"]["Days"]] == ["today"]
    assert [item["title"] for item in choices["items"]] == ["today"]
    assert codes == [404, 200, 404]
    for word, found in (("after", 0), ("before", 0), ("today", 1)):
        page = await asked(f"/tables/{days['other']}/records?search={word}&searchFields=Days&count=true")
        assert page["total"] == found, word


async def test_nor_when_weeks_begin(world: World, days: dict[str, Any], database_url: str) -> None:
    today = datetime.now(UTC).date()
    monday = today - timedelta(days=today.weekday())
    rows = [{"fields": {"Name": f"w{by}", "Day": (monday + timedelta(days=by)).isoformat()}} for by in (-1, 0, 1, 6, 7)]
    await world.owner.post(f"/tables/{days['table']}/records", {"records": rows})
    this_week = {"field": days["day"], "operator": "within", "value": {"mode": "thisWeek"}}
    rule(database_url, days["table"], world.editor, "read", this_week)
    for start in ("monday", "sunday", "saturday"):
        answer = await world.editor.http.get(f"/tables/{days['table']}/records", headers={"X-Week-Start": start})
        names = [item["fields"]["Name"] for item in answer.json()["items"]]
        assert [name for name in names if name.startswith("w")] == ["w0", "w1", "w6"], start


async def test_nor_does_a_visitor(app: FastAPI, world: World, days: dict[str, Any]) -> None:
    narrowed = {
        "conjunction": "and",
        "filters": [{"field": "Day", "operator": "onOrBefore", "value": {"mode": "today"}}],
    }
    await world.owner.patch(f"/views/{days['view']}", {"config": {"filter": narrowed}})
    link = await world.owner.post(f"/views/{days['view']}/links", {})
    for zone in ZONES:
        base, headers = f"/shared/{link['slug']}/records", {"X-Time-Zone": zone}
        async with client_of(app) as visitor:
            codes = [(await visitor.get(f"{base}/{key}", headers=headers)).status_code for key in days["ids"]]
            answer: httpx2.Response = await visitor.get(base, headers=headers)
        assert codes == [200, 200, 404], zone
        # A list is narrowed besides by what the view means where the visitor is.
        assert {item["fields"]["Name"] for item in answer.json()["items"]} <= {"before", "today"}, zone
