"""What a formula reads of a link is what it reads of a lookup of the linked table's primary field, whatever is done."""

import pytest

from tests.api.recompute.shop import Shop
from tests.api.recompute.test_invariant import Actor
from tests.api.titles.conftest import formula

PAIRS = ("ARRAYJOIN({}, '|')", "COUNTA({})", "IF({}, 'yes', 'no')", "FIND('b', {})", "{}", "{} & '!'")


async def both(shop: Shop, table: str, link: str) -> None:
    await shop.derive("lookup", f"{link} titles", table=table, linkField=link, field="Name")
    for at, expression in enumerate(PAIRS):
        await formula(shop, f"{link} a{at}", expression.replace("{}", f"{{{link}}}"), table)
        await formula(shop, f"{link} b{at}", expression.replace("{}", f"{{{link} titles}}"), table)


async def different(shop: Shop) -> list[object]:
    found: list[object] = []
    for table in (shop.orders, shop.lines):
        for item in (await shop.owner.get(f"/tables/{table}/records"))["items"]:
            cells = item["fields"]
            twins = [(name, name[:-2] + "b" + name[-1]) for name in cells if name[-2] == "a" and name[-1].isdigit()]
            found += [(name, cells[name], cells[twin]) for name, twin in twins if cells[name] != cells[twin]]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_a_link_in_a_formula_is_a_lookup_in_it(shop: Shop, seed: int) -> None:
    await shop.derive("rollup", "Told", field="Of", aggregate="arrayJoin")
    tree = {"tableId": shop.orders, "cardinality": "manyToOne", "symmetricName": "Children"}
    await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Parent", "type": "link", "config": tree})
    for table, link in ((shop.lines, "Order"), (shop.orders, "Lines"), (shop.orders, "Children")):
        await both(shop, table, link)
    actor = Actor(shop, seed)
    for _ in range(6):
        await actor._make()
    for step in range(50):
        done = await actor.act()
        assert await different(shop) == [], (step, done)
        assert await shop.wrong() == [], (step, done)
