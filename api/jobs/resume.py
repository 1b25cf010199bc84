"""Jobs that nobody works on: entered while Temporal was away, or whose workflow somebody ended."""

from api.db.engine import Database
from api.jobs import repository
from workflows.gateway import Gateway

REENCRYPT = "reencrypt"
_MOST = 200


async def resume(database: Database, gateway: Gateway) -> int:
    """Have every unfinished job worked on; how many there are. Raises Unavailable."""
    async with database.records() as conn:
        waiting = await repository.unfinished(conn, _MOST)
    for job in waiting:
        start = gateway.start_reencryption if job.kind == REENCRYPT else gateway.start_conversion
        await start(job.id)
    return len(waiting)
