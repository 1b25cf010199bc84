"""Records of a create that another transaction made: those whose client keys it was taking at the same moment."""

from collections.abc import Sequence

from api.records.acts import RecordDraft, Written
from api.records.outcome import Outcome
from api.records.sql.lookup import keys_of_client_keys
from api.records.writing.act import WriteAct
from core.errors import Conflict


async def with_others(act: WriteAct, drafts: Sequence[RecordDraft], outcome: Outcome) -> Written:
    """Another transaction was taking some of the client keys; it has committed, so a new statement sees its records."""
    keys = dict(zip(outcome.places, outcome.keys, strict=True))
    missing = {at: draft.client_key for at, draft in enumerate(drafts) if at not in keys and draft.client_key}
    found = await keys_of_client_keys(act.conn, act.schema, act.rules, list(missing.values()))
    for place, client_key in missing.items():
        if client_key not in found:
            raise Conflict(
                "client_key_taken",
                f"The client key {client_key} belongs to a record you cannot open.",
                f"records[{place}].clientKey",
            )
        keys[place] = found[client_key]
    ordered = [keys[place] for place in range(len(drafts))]
    body, versions = await act.show(ordered)
    return Written(ordered, body, outcome.changed, versions)
