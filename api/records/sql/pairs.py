"""Statements that change pairs of records (``api/db/pairs.py`` has the tables)."""

from api.records.sql.fragment import Fragment
from core.fields.link import LinkConfig


def drop_surplus(config: LinkConfig, side: str, relations: tuple[str, str]) -> Fragment:
    """Where records of ``side`` may be in one pair from now on: those with a deleted partner go, unless it is the only
    pair. ``relations`` are the tables of a and b."""
    other = "b" if side == "a" else "a"
    return Fragment(
        f"DELETE FROM {config.relation} p USING (SELECT l.a, l.b, o.deleted_at IS NULL AS live, row_number() OVER"
        f" (PARTITION BY l.{side} ORDER BY o.deleted_at NULLS FIRST, l.pos_{side}) AS place FROM {config.relation} l"
        f" JOIN {relations[0 if other == 'a' else 1]} o ON o.id = l.{other}) r"
        " WHERE p.a = r.a AND p.b = r.b AND r.place > 1 AND NOT r.live"
    )
