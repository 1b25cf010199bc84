"""Currencies are those of ISO 4217."""

from typing import Any

import psycopg
import pytest

from tests.api.fields.test_convert import convert
from tests.support.app import Person, World
from tests.support.problems import assert_problem, paths


@pytest.mark.parametrize(("code", "known"), [("EUR", True), ("XAF", True), ("XXZ", False), ("EUE", False)])
async def test_a_code_is_one_that_there_is(world: World, code: str, known: bool) -> None:
    money = {"name": "Price", "type": "currency", "config": {"currency": code}}
    shown = {"name": "Sum", "type": "formula", "config": {"expression": "1", "format": {"currency": code}}}
    fields = f"/tables/{world.table_id}/fields"
    table = {"name": "T", "fields": [{"name": "Name", "type": "text"}, money]}
    await _asked(world.owner, known, "POST", fields, money, "config.currency")
    await _asked(world.owner, known, "POST", fields, shown, "config.format.currency")
    await _asked(world.owner, known, "POST", f"/bases/{world.base}/tables", table, "fields[1].config.currency")
    body = {"type": "currency", "config": {"currency": code}}
    await _asked(world.owner, known, "POST", f"/fields/{world.field('Amount')}/convert", body, "config.currency")


async def test_nor_is_it_changed_into_another(world: World) -> None:
    made = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Price", "type": "currency"})
    body = {"config": {"currency": "UDS"}}
    said = await _asked(world.owner, False, "PATCH", f"/fields/{made['id']}", body, "config.currency")
    assert said["errors"][0]["code"] == "unknown_currency"
    assert "Did you mean" in said["detail"]


async def test_a_field_whose_currency_has_ended_can_still_be_changed(world: World, database_url: str) -> None:
    made = await world.owner.post(f"/tables/{world.table_id}/fields", {"name": "Price", "type": "currency"})
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            'UPDATE dataos.fields SET config = config || \'{"currency": "DEM"}\' WHERE id = %s', [made["id"]]
        )
    changed = await world.owner.patch(f"/fields/{made['id']}", {"name": "Old price", "config": {"precision": 0}})
    assert (changed["config"]["currency"], changed["config"]["precision"]) == ("DEM", 0)
    assert (await convert(world.owner, made["id"], "number"))["field"]["type"] == "number"


async def _asked(person: Person, known: bool, method: str, path: str, body: object, place: str) -> Any:
    answer = await person.http.request(method, path, json=body)
    if known:
        assert answer.status_code < 300, answer.text
        return answer.json()
    assert_problem(answer, body)
    assert (answer.status_code, paths(answer)) == (422, [place]), answer.text
    return answer.json()
