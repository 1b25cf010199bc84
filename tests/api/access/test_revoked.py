"""A grant that goes while requests run: whatever begins after it is refused."""

import asyncio

from tests.support.app import World


async def test_what_begins_after_a_grant_is_gone_is_refused(world: World) -> None:
    table = f"/tables/{world.table_id}"
    made = await world.owner.post(f"{table}/records", {"records": [{"fields": {"Name": "a"}}]})
    record = f"/records/{made['items'][0]['id']}"
    over = asyncio.Event()
    late: list[int] = []

    async def read(path: str) -> None:
        for _ in range(25):
            gone = over.is_set()
            answer = await world.editor.http.get(path)
            assert answer.status_code in (200, 404), answer.text
            if gone:
                late.append(answer.status_code)
        await over.wait()
        late.append((await world.editor.http.get(path)).status_code)

    async def close() -> None:
        await asyncio.sleep(0.05)
        none = {"grants": [{"subject": {"type": "user", "email": world.editor.email}, "level": "none"}]}
        assert (await world.owner.http.put(f"{table}/grants", json=none)).status_code == 200
        over.set()

    await asyncio.gather(close(), *(read(path) for path in (table, f"{table}/records", record)))
    assert set(late) == {404}
