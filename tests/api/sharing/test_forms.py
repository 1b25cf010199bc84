"""Forms: records from people without an account."""

import asyncio
from typing import Any

import httpx2
import psycopg
import pytest

from tests.api.sharing.conftest import Shop
from tests.support.problems import assert_problem

KEY = "0190c0de-0000-7000-8000-000000000001"


async def _send(visitor: httpx2.AsyncClient, slug: str, fields: dict[str, Any], **more: Any) -> httpx2.Response:
    return await visitor.post(f"/shared/{slug}/submissions", json={"fields": fields, **more})


async def _all(shop: Shop) -> list[dict[str, Any]]:
    return [item["fields"] for item in (await shop.world.creator.get(f"/tables/{shop.table['id']}/records"))["items"]]


async def test_a_form_makes_one_record_and_tells_nothing_of_it(
    shop: Shop, visitor: httpx2.AsyncClient, database_url: str
) -> None:
    form = {"title": "Order", "thanks": "Thank you!", "fields": ["Amount", "Name"], "prefill": {"State": "Done"}}
    link = await shop.link(kind="form", form={**form, "required": ["Amount"]})

    told = (await visitor.get(f"/shared/{link['slug']}/form")).json()
    answer = await _send(visitor, link["slug"], {"Name": "Plum", shop.field("Amount"): 4})

    assert [(field["name"], field["required"]) for field in told["fields"]] == [("Amount", True), ("Name", False)]
    assert (told["title"], told["closed"]) == ("Order", False)
    assert "Done" not in str(told)
    assert (answer.status_code, answer.json()) == (201, {"thanks": "Thank you!"})
    assert answer.headers.get("ETag") is None
    plum = next(record for record in await _all(shop) if record["Name"] == "Plum")
    assert (plum["Amount"], plum["State"], plum["Owner"]) == (4, "Done", None)
    with psycopg.connect(database_url) as conn:
        row = conn.execute(
            "SELECT actor_kind, actor_number, cause_detail ->> 'linkId' FROM dataos.changes ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    assert row == ("form", None, link["id"])


@pytest.mark.parametrize("level", ["hidden", "read"])
async def test_a_form_asks_for_nothing_that_is_withheld_from_everyone(
    shop: Shop, visitor: httpx2.AsyncClient, level: str
) -> None:
    link = await shop.link(kind="form", form={"prefill": {"State": "Done"}})
    grants = {"grants": [{"subject": {"type": "everyone"}, "level": level}]}
    for name in ("Amount", "State"):
        await shop.world.owner.put(f"/fields/{shop.field(name)}/grants", grants)

    told = (await visitor.get(f"/shared/{link['slug']}/form")).json()
    refused = await _send(visitor, link["slug"], {"Name": "Plum", "Amount": 1})
    answer = await _send(visitor, link["slug"], {"Name": "Plum"})

    assert [field["name"] for field in told["fields"]] == ["Name"]
    assert refused.status_code == 422
    assert answer.status_code == 201, answer.text
    # What the form fills in by itself was said by its owner.
    last = (await shop.world.owner.get(f"/tables/{shop.table['id']}/records"))["items"][-1]
    assert (last["fields"]["Name"], last["fields"]["State"]) == ("Plum", "Done")


async def test_a_form_takes_only_what_it_asks(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(kind="form", form={"required": ["Name"], "prefill": {"State": "Done"}})
    before = len(await _all(shop))

    for fields, path in (
        ({"Name": "A", "Margin": 5}, "fields.Margin"),
        ({"Name": "A", "State": "Open"}, "fields.State"),
        ({"Name": "A", "Owner": shop.world.viewer.email}, "fields.Owner"),
        ({"Name": "A", "Double": 1}, "fields.Double"),
        ({"Name": "A", "Nothing": 1}, "fields.Nothing"),
        ({"Name": "A", "Amount": "many"}, "fields.Amount"),
        ({"Amount": 5}, "fields.Name"),
        ({}, "fields.Name"),
    ):
        answer = await _send(visitor, link["slug"], fields)
        assert_problem(answer, fields)
        assert [fault["path"] for fault in answer.json()["errors"]] in ([path], [f"fields.{shop.field('Amount')}"])
    assert len(await _all(shop)) == before
    for path in ("records", f"records/{shop.records['Pear']}", "export"):
        assert (await visitor.get(f"/shared/{link['slug']}/{path}")).status_code == 404


async def test_a_form_closes_when_it_has_enough(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(kind="form", form={"maxSubmissions": 2})
    refused = await _send(visitor, link["slug"], {"Amount": "no number"})
    assert refused.status_code == 422

    answers = await asyncio.gather(*(_send(visitor, link["slug"], {"Name": f"N{n}"}) for n in range(5)))

    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409]
    assert sum(str(record["Name"]).startswith("N") for record in await _all(shop)) == 2
    assert (await visitor.get(f"/shared/{link['slug']}/form")).json()["closed"] is True


async def test_programs_and_floods_make_nothing(shop: Shop, visitor: httpx2.AsyncClient) -> None:
    link = await shop.link(kind="form")
    before = len(await _all(shop))

    trapped = await _send(visitor, link["slug"], {"Name": "Spam"}, website="https://spam.example")
    twice = [await _send(visitor, link["slug"], {"Name": "Once"}, submissionKey=KEY) for _ in range(2)]
    large = await _send(visitor, link["slug"], {"Name": "x" * 300_000})
    answers = [await _send(visitor, link["slug"], {"Nothing": 1}) for _ in range(70)]

    assert trapped.status_code == 201
    assert [answer.status_code for answer in twice] == [201, 201]
    assert large.status_code == 413
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert len(await _all(shop)) == before + 1
