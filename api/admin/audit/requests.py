"""What lists and exports of the audit log may be narrowed to."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Query

from api.audit.listing import Filters, Seen
from core.errors import Invalid

_ID = r"^[A-Za-z0-9_.:-]{1,80}$"


async def _filters(
    actor: Annotated[str | None, Query(pattern=_ID, description="The id of who acted.")] = None,
    action: Annotated[
        str | None, Query(pattern=_ID, description="A name like view.created, or its beginning: view.")
    ] = None,
    target: Annotated[str | None, Query(pattern=_ID, description="The id of what was acted on.")] = None,
    base: Annotated[str | None, Query(pattern=_ID)] = None,
    table: Annotated[str | None, Query(pattern=_ID)] = None,
    request: Annotated[str | None, Query(pattern=_ID, description="A request id, as in X-Request-Id.")] = None,
    outcome: Annotated[str | None, Query(pattern="^(done|refused)$")] = None,
    since: Annotated[datetime | None, Query(alias="from", description="The first moment.")] = None,
    until: Annotated[datetime | None, Query(alias="to", description="The first moment after.")] = None,
) -> Filters:
    return Filters(
        actor=actor,
        action=action,
        target=target,
        base=base,
        table=table,
        request=request,
        outcome=outcome,
        since=_zoned(since),
        until=_zoned(until),
    )


Asked = Annotated[Filters, Depends(_filters)]


def place_of(cursor: str | None) -> Seen | None:
    """Raises Invalid."""
    if cursor is None:
        return None
    micros, _, seq = cursor.partition(".")
    try:
        if not (micros.isascii() and micros.isdigit() and seq.isascii() and seq.isdigit() and int(seq) < 2**63):
            raise ValueError(cursor)
        seconds, rest = divmod(int(micros), 1_000_000)
        return Seen(datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(seq))
    except (ValueError, OverflowError, OSError):
        text = "This is not a cursor of ours: use nextCursor of the last page."
        raise Invalid.one("cursor", "invalid_value", text) from None


def cursor_of(at: datetime, seq: int) -> str:
    whole = int(at.replace(microsecond=0).timestamp()) * 1_000_000 + at.microsecond
    return f"{whole}.{seq}"


def _zoned(moment: datetime | None) -> datetime | None:
    """A time without a zone is UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
