"""Whatever is done in whatever order, every derived cell is what working it out from nothing gives."""

import random

import pytest

from tests.api.recompute.shop import Shop


async def derive_everything(shop: Shop) -> None:
    done = {"field": "Done", "operator": "equals", "value": True}
    await shop.derive("count", "Size")
    await shop.derive("count", "Done size", filter=done)
    await shop.derive("rollup", "Total", field="Amount", aggregate="sum")
    await shop.derive("rollup", "All done", field="Done", aggregate="and")
    await shop.derive("lookup", "Names", field="Name", sorts=[{"field": "Amount", "direction": "desc"}], limit=2)
    await shop.derive("lookup", "Tag list", field="Tags", filter=done)
    await shop.derive("lookup", "Order total", table=shop.lines, linkField="Order", field="Total")
    await shop.derive("rollup", "Highest", field="Order total", aggregate="max")
    tree = {"tableId": shop.orders, "cardinality": "manyToOne", "symmetricName": "Children"}
    await shop.owner.post(f"/tables/{shop.orders}/fields", {"name": "Parent", "type": "link", "config": tree})
    await shop.derive("rollup", "Below", linkField="Children", field="Total", aggregate="sum")
    await shop.derive("lookup", "Grand", linkField="Children", field="Names")


class Actor:
    """Does one random thing after the other; what is refused is no matter."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.random = random.Random(seed)
        self.orders: list[str] = []
        self.lines: list[str] = []

    async def act(self) -> str:
        name = self.random.choice(
            ["edit"] * 5
            + ["move"] * 3
            + ["make"] * 2
            + ["link", "adopt", "delete", "restore", "undo", "redo", "several"]
        )
        await getattr(self, f"_{name}")()
        return name

    def _cells(self) -> dict[str, object]:
        some = self.random
        cells: dict[str, object] = {
            "Name": some.choice(["a", "b", None]),
            "Amount": some.choice([0, 1, 2.5, -4, None]),
            "Done": some.random() < 0.5,
            "Tags": some.choice([None, ["Red"], ["Blue", "Red"]]),
        }
        return dict(some.sample(sorted(cells.items()), some.randint(1, 4)))

    async def _send(self, method: str, path: str, body: object) -> None:
        answer = await self.shop.owner.http.request(method, path, json=body)
        assert answer.status_code < 500, answer.text

    async def _edit(self) -> None:
        await self._send("PATCH", f"/records/{self.random.choice(self.lines)}", {"fields": self._cells()})

    async def _several(self) -> None:
        chosen = self.random.sample(self.lines, min(4, len(self.lines)))
        body = {"records": [{"id": line, "fields": self._cells()} for line in chosen]}
        await self._send("PATCH", f"/tables/{self.shop.lines}/records", body)

    async def _move(self) -> None:
        order = self.random.choice([*self.orders, None])
        fields = {"Order": [order] if order else None, **self._cells()}
        await self._send("PATCH", f"/records/{self.random.choice(self.lines)}", {"fields": fields})

    async def _make(self) -> None:
        if len(self.orders) < 4 or self.random.random() < 0.2:
            self.orders += await self.shop.make(self.shop.orders, {"Name": "o"})
        self.lines += await self.shop.make(self.shop.lines, self._cells())

    async def _link(self) -> None:
        chosen = self.random.sample(self.lines, min(len(self.lines), self.random.randint(0, 3)))
        await self._send("PATCH", f"/records/{self.random.choice(self.orders)}", {"fields": {"Lines": chosen}})

    async def _adopt(self) -> None:
        child, parent = self.random.choice(self.orders), self.random.choice(self.orders)
        await self._send("PATCH", f"/records/{child}", {"fields": {"Parent": [parent]}})

    async def _delete(self) -> None:
        await self._send("DELETE", f"/records/{self.random.choice(self.orders + self.lines)}", None)

    async def _restore(self) -> None:
        await self._send("POST", f"/records/{self.random.choice(self.orders + self.lines)}/restore", {})

    async def _undo(self) -> None:
        await self._send("POST", "/undo", {})

    async def _redo(self) -> None:
        await self._send("POST", "/redo", {})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_every_derived_cell_is_what_it_ought_to_be(shop: Shop, seed: int) -> None:
    await derive_everything(shop)
    actor = Actor(shop, seed)
    for _ in range(6):
        await actor._make()
    for step in range(60):
        done = await actor.act()
        assert await shop.wrong() == [], (step, done)
