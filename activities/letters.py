"""Messages of the outbox that no automation run delivers get a workflow each."""

from activities.deps import ActivityDeps
from api.outbox import mail as outbox

_AT_ONCE = 100


async def start_letters(deps: ActivityDeps, known: set[str]) -> int:
    """Start a workflow for each waiting message that has none yet; ``known`` remembers. Raises Unavailable."""
    async with deps.database.records() as conn:
        waiting = await outbox.waiting(conn, _AT_ONCE)
    known.intersection_update(waiting)
    fresh = [mail_id for mail_id in waiting if mail_id not in known]
    for mail_id in fresh:
        await deps.gateway.start_mail(mail_id)
        known.add(mail_id)
    return len(fresh)
