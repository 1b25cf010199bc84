"""Records of a create that another transaction made: those whose client keys it was taking at the same moment."""

from collections.abc import Sequence

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.records.acts import RecordDraft, Written
from api.records.outcome import Outcome
from api.records.sql.lookup import keys_of_client_keys, show
from api.records.sql.project import Shape
from api.records.sql.rowrules import RowRules
from core.errors import Conflict


async def with_others(
    conn: AsyncConnection,
    access: TableAccess,
    drafts: Sequence[RecordDraft],
    outcome: Outcome,
    rules: RowRules,
    shape: Shape,
) -> Written:
    """Another transaction was taking some of the client keys; it has committed, so a new statement sees its records."""
    keys = dict(zip(outcome.places, outcome.keys, strict=True))
    missing = {at: draft.client_key for at, draft in enumerate(drafts) if at not in keys and draft.client_key}
    found = await keys_of_client_keys(conn, access.schema, rules, list(missing.values()))
    for place, client_key in missing.items():
        if client_key not in found:
            raise Conflict(
                "client_key_taken",
                f"The client key {client_key} belongs to a record you cannot open.",
                f"records[{place}].clientKey",
            )
        keys[place] = found[client_key]
    ordered = [keys[place] for place in range(len(drafts))]
    body, versions = await show(conn, access, ordered, shape)
    return Written(ordered, body, outcome.changed, versions)
