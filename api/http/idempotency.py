"""Requests that may be sent again: the answer is stored in the transaction that did the work.

Whoever comes second with the same key waits a moment for the first, then gets the first one's answer, or is asked to
come again: each that waits holds a connection that others need. With another request under the same key, a conflict. A
failed request stores nothing, so it may be tried again under its key. Keys belong to a person, not to a route, and
to one access token of theirs or to their sessions: a token that may do less gets no answer that another one got.
``api/records/acting.py`` does this for records, ``api/http/repeating.py`` for everything else.
"""

import hashlib
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.errors import LockNotAvailable
from starlette.requests import Request

from api.auth.current import CurrentUser
from api.http.header import header_of
from core.errors import Conflict, Invalid

REPEAT_HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"
REPEAT_MEANING = (
    "Makes the request safe to send again: with the same key and the same request the first answer comes back, marked "
    "by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is "
    "request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters."
)
MAX_KEY = 255
_WAIT = b"SET LOCAL lock_timeout = '250ms'"
_WAIT_AS_BEFORE = b"SET LOCAL lock_timeout TO DEFAULT"


class RequestInProgress(Conflict):
    """The first request under this key has not ended yet. ``retry_after`` is in seconds."""

    retry_after = 1

    def __init__(self) -> None:
        super().__init__(
            "request_in_progress",
            "A request with this Idempotency-Key is still at work. Send this one again in a second for its answer.",
            REPEAT_HEADER,
        )


@dataclass(frozen=True, slots=True)
class Repeatable:
    """``digest`` tells one request from another: method, path, query, If-Match and body."""

    key: str
    digest: bytes

    @classmethod
    def of(cls, key: str, method: str, target: str, if_match: str, body: bytes) -> "Repeatable":
        """Raises Invalid for a key that cannot be kept."""
        if not 1 <= len(key) <= MAX_KEY or not key.isprintable():
            raise Invalid.one(REPEAT_HEADER, "invalid_value", f"A key is 1 to {MAX_KEY} printable characters.")
        return cls(key, hashlib.sha256(f"{method} {target}\n{if_match}\n".encode() + body).digest())

    @classmethod
    async def asked(cls, request: Request) -> "Repeatable | None":
        """What the header says; None without it. Raises Invalid."""
        key = header_of(request.scope, REPEAT_HEADER)
        if key is None:
            return None
        target = request.url.path + "?" + request.url.query
        return cls.of(key, request.method, target, header_of(request.scope, "If-Match") or "", await request.body())


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose keys they are."""

    number: int
    token: str

    @classmethod
    def of(cls, user: CurrentUser) -> "Keeper":
        return cls(user.number, "" if user.token is None else user.token.id)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    status: int
    body: bytes


async def claim(conn: AsyncConnection, keeper: Keeper, request: Repeatable) -> StoredAnswer | None:
    """None: the key is ours now, in the open transaction. Raises Conflict when it was used for another request, and
    RequestInProgress; after that, the transaction can only be rolled back."""
    await conn.execute(_WAIT)
    try:
        cursor = await conn.execute(
            "INSERT INTO dataos.idempotency_keys (actor_number, token_id, key, request_hash) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            [keeper.number, keeper.token, request.key, request.digest],
        )
    except LockNotAvailable as error:
        raise RequestInProgress from error
    await conn.execute(_WAIT_AS_BEFORE)
    if cursor.rowcount == 1:
        return None
    cursor = await conn.execute(
        "SELECT request_hash, status, answer FROM dataos.idempotency_keys"
        " WHERE actor_number = %s AND token_id = %s AND key = %s",
        [keeper.number, keeper.token, request.key],
    )
    row = await cursor.fetchone()
    if row is None or row[0] != request.digest:
        raise Conflict(
            "idempotency_key_reused",
            "This Idempotency-Key belongs to a different request. Use a new key.",
            REPEAT_HEADER,
        )
    return StoredAnswer(row[1], row[2])


async def remember(conn: AsyncConnection, keeper: Keeper, request: Repeatable, answer: StoredAnswer) -> None:
    """In the transaction of ``claim``."""
    await conn.execute(
        "UPDATE dataos.idempotency_keys SET status = %s, answer = %s"
        " WHERE actor_number = %s AND token_id = %s AND key = %s",
        [answer.status, answer.body, keeper.number, keeper.token, request.key],
    )


async def forget_old(conn: AsyncConnection, hours: int = 24) -> int:
    """Upkeep: drops what nobody repeats any more. Returns how many."""
    cursor = await conn.execute(
        "DELETE FROM dataos.idempotency_keys WHERE created_at < now() - make_interval(hours => %s)", [hours]
    )
    return cursor.rowcount
