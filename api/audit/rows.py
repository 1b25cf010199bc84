"""Rows of ``dataos.audit_log`` as what they mean. Whoever reads entries selects ``COLUMNS``."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from api.audit.entries import INSTALLATION

COLUMNS = (
    "l.seq, l.at, l.id, l.chain, l.action, l.outcome, l.actor_kind, l.actor_id, l.actor_name, l.on_behalf, l.address,"
    " l.user_agent, l.request_id, l.base_id, l.table_id, l.targets, l.before, l.after, l.detail, l.position,"
    " l.prev_hash, l.hash"
)
GENESIS = bytes(32)
"""What the first entry of a chain follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """``position``, ``previous`` and ``hash`` are None until the entry is sealed, a second or so after its commit."""

    seq: int
    at: datetime
    id: str
    chain: str
    action: str
    outcome: str
    actor_kind: str
    actor_id: str | None
    actor_name: str
    on_behalf: str | None
    address: str
    user_agent: str
    request_id: str | None
    base_id: str | None
    table_id: str | None
    targets: list[str]
    before: object
    after: object
    detail: object
    position: int | None
    previous: bytes | None
    hash: bytes | None

    @property
    def workspace_id(self) -> str | None:
        return None if self.chain == INSTALLATION else self.chain


def row_of(values: tuple[object, ...]) -> Row:
    """From a row of ``COLUMNS``."""
    return Row(*cast("tuple[int, datetime, str, str, str, str, str]", values))  # pyright: ignore[reportCallIssue]


def content(row: Row) -> dict[str, object]:
    """Everything that the hash of an entry covers but its place in the chain; also what an export shows."""
    return {
        "id": row.id,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "workspaceId": row.workspace_id,
        "action": row.action,
        "outcome": row.outcome,
        "actor": {"type": row.actor_kind, "id": row.actor_id, "name": row.actor_name},
        "onBehalfOf": row.on_behalf,
        "address": row.address,
        "userAgent": row.user_agent,
        "requestId": row.request_id,
        "baseId": row.base_id,
        "tableId": row.table_id,
        "targets": row.targets,
        "before": row.before,
        "after": row.after,
        "detail": row.detail,
    }


def hash_of(row: Row, position: int, previous: bytes) -> bytes:
    """SHA-256 over the entry with its place: its JSON with sorted keys, without spaces, in UTF-8."""
    covered = {**content(row), "position": position, "prevHash": previous.hex()}
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_unreadable)
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def _unreadable(_value: object) -> str:
    """jsonb can hold what we cannot read; such an entry, which none of us wrote, must not keep others from sealing."""
    return "unreadable"


def exported(row: Row) -> dict[str, object]:
    """An export's line: ``hash`` is SHA-256 over the line without it, so that anybody can check a file of them."""
    return {
        **content(row),
        "position": row.position,
        "prevHash": None if row.previous is None else row.previous.hex(),
        "hash": None if row.hash is None else row.hash.hex(),
    }
