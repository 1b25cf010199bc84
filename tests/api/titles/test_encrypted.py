"""Encrypting what was shown as a title, or by a lookup, while the columns that showed it wait to be filled anew."""

import pytest

from tests.api.recompute.shop import Shop
from tests.api.recompute.test_calculations import work


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten records are many here."""
    monkeypatch.setattr("api.records.recompute.fill.MAX_ROWS", 10)


async def stage(shop: Shop) -> tuple[str, list[str]]:
    """A field of orders that is to be encrypted, and lines of one order."""
    made = await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "SSN", "type": "text"})
    [order] = await shop.make(shop.orders, {"Name": "open", "SSN": "123-45"})
    return made["id"], await shop.make(shop.lines, *({"Order": [order]} for _ in range(25)))


async def refused(shop: Shop, field: str) -> str:
    """Both when it is tried out and when it is meant."""
    body = {"type": "text", "encrypted": True}
    for dry in (True, False):
        answer = await shop.owner.post(f"/fields/{field}/convert", {**body, "dryRun": dry}, 409)
        assert answer["code"] == "calculating"
    return str(answer["detail"])


async def test_a_former_title_is_encrypted_when_formulas_show_it_no_more(shop: Shop) -> None:
    ssn, lines = await stage(shop)
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": ssn})
    await work(shop)
    assert (await shop.read(lines[-1]))["Of"] == "123-45!"
    name = (await shop.described("Name"))["id"]
    await shop.owner.patch(f"/tables/{shop.orders}", {"primaryFieldId": name})
    assert (await shop.read(lines[-1]))["Of"] == "123-45!"
    assert "Lines wait to be calculated" in await refused(shop, ssn)
    await work(shop)
    await shop.owner.post(f"/fields/{ssn}/convert", {"type": "text", "encrypted": True}, 200)
    assert {(await shop.read(line))["Of"] for line in lines} == {"open!"}


async def test_so_is_what_a_lookup_showed_in_the_trash_too(shop: Shop) -> None:
    ssn, lines = await stage(shop)
    await shop.derive("lookup", "Seen", table=shop.lines, linkField="Order", field="SSN")
    seen = shop.fields[shop.lines, "Seen"]
    await work(shop)
    await shop.owner.patch(f"/fields/{seen}", {"config": {"field": "Name"}})
    assert "Lines wait to be calculated" in await refused(shop, ssn)
    await shop.owner.delete(f"/fields/{seen}")
    await work(shop)
    assert "trash" in await refused(shop, ssn)
    await shop.owner.post(f"/fields/{seen}/restore", None, 200)
    await work(shop)
    await shop.owner.post(f"/fields/{ssn}/convert", {"type": "text", "encrypted": True}, 200)
    assert {str((await shop.read(line))["Seen"]) for line in lines} == {"['open']"}
