"""Who is a person in a workspace."""

from psycopg import AsyncConnection

from api.access.people import find_people
from tests.support.app import World


async def test_members_and_guests_are_people_here_and_strangers_and_the_disabled_are_not(
    world: World, database_url: str
) -> None:
    said = [world.stranger.email.upper(), world.editor.id, world.viewer.email, "usr_nobody", "nobody@example.org"]
    async with await AsyncConnection.connect(database_url, autocommit=True) as conn:
        before = await find_people(conn, world.workspace, said)
        await world.creator.put(f"/bases/{world.base}/members", {"email": world.stranger.email, "role": "viewer"})
        await conn.execute("UPDATE dataos.users SET disabled_at = now() WHERE id = %s", [world.viewer.id])
        after = await find_people(conn, world.workspace, said)

    assert set(before.ids.values()) == {world.editor.id, world.viewer.id}
    assert set(after.ids.values()) == {world.editor.id, world.stranger.id}
    assert {world.stranger.id, world.stranger.email} <= after.numbers.keys()
