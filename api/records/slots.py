"""What a mutation's statement is given: who acts and why, and the values."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import orjson

from api.outbox.rows import cause_detail
from api.records.sql.input import as_text, many_values, single_values
from core.schema import FieldDef
from core.values import StoredValue

if TYPE_CHECKING:
    from api.records.acts import WriteContext


def slots_of(context: "WriteContext") -> dict[str, object]:
    cause = context.cause
    said = cause_detail(cause)
    return {
        "change_set": context.change_set,
        "actor_kind": context.actor.kind.value,
        "actor_number": as_text(context.actor.number),
        "cause": cause.kind.value,
        "cause_depth": str(cause.depth),
        "cause_detail": orjson.dumps(said).decode() if said else None,
        "tab": context.tab,
    }


def input_of(
    system: Sequence[Mapping[str, object]], fields: Sequence[FieldDef], cells: Sequence[Mapping[int, StoredValue]]
) -> dict[str, object]:
    if len(cells) > 1:
        return many_values(system, cells)
    return single_values(system[0], fields, cells[0])
