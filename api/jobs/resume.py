"""Jobs that nobody works on: entered while Temporal was away, or whose workflow somebody ended."""

from api.db.engine import Database
from api.jobs import repository
from workflows.gateway import Gateway

_MOST = 200


async def resume(database: Database, gateway: Gateway) -> int:
    """Have every unfinished job worked on; how many there are. Raises Unavailable."""
    async with database.records() as conn:
        waiting = await repository.unfinished(conn, _MOST)
    for job in waiting:
        await gateway.start_conversion(job.id)
    return len(waiting)
