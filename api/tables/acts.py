"""Acts on tables, fields and views as the change feed keeps them, so that they can be undone (decision 21).

An act is one row of the feed about no record. Its ``before`` and ``after`` are **states** of the thing: whether it is
live, and what people have set about it, without what the system makes of that. Both are read from the database, on
either side of the work and in its transaction, so they are what came of it: a name that had to be another one, a rule
that was left off. Where the state is the same on both sides nothing was done, and no row is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from pydantic import ValidationError

from api.audit import note as audit
from api.outbox.rows import cause_detail
from api.tables.grid import GridConfig
from core.actor import Actor, Cause
from core.changes import Operation
from core.fields.registry import FIELD_TYPES
from core.values import JsonValue

Settings = Mapping[str, JsonValue]


class Noun(StrEnum):
    TABLE = "table"
    FIELD = "field"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class State:
    """A thing at one moment. ``table`` is the table that it belongs to, of a table itself; ``settings`` have its name
    and, of fields and views, its ``type`` and ``config``."""

    noun: Noun
    id: str
    table: str
    live: bool
    settings: Settings

    @property
    def name(self) -> str:
        return str(self.settings.get("name", ""))

    def wire(self) -> dict[str, JsonValue]:
        return {
            "noun": self.noun, "id": self.id, "table": self.table, "live": self.live, "settings": dict(self.settings),
        }  # fmt: skip

    @classmethod
    def read(cls, raw: object) -> "State":
        """From the feed. Raises ValueError, TypeError or KeyError when it makes no sense."""
        held = cast("Mapping[str, JsonValue]", raw)
        settings, live = held["settings"], held["live"]
        if not isinstance(settings, dict) or not isinstance(live, bool):
            raise TypeError("a state has settings, and is live or not")
        return cls(Noun(str(held["noun"])), str(held["id"]), str(held["table"]), live, settings)


@dataclass(frozen=True, slots=True)
class SchemaAct:
    """Who acts, why, in which browser tab, and the change set that this belongs to. ``entered`` is called when
    something was done, and the feed has it."""

    actor: Actor
    cause: Cause
    tab: str | None
    change_set: UUID
    entered: Callable[[], None] = field(default=lambda: None)


_FIND = {
    Noun.TABLE: b"SELECT id, deleted_at IS NULL, name, description, primary_field_id FROM dataos.tables"
    b" WHERE id = %s AND purged_at IS NULL",
    Noun.FIELD: b"SELECT table_id, deleted_at IS NULL, name, description, type, config, required, is_unique, reveal_to"
    b" FROM dataos.fields WHERE id = %s AND purged_at IS NULL",
    Noun.VIEW: b"SELECT table_id, deleted_at IS NULL, name, type, config FROM dataos.views"
    b" WHERE id = %s AND purged_at IS NULL",
}
_KEYS = {
    Noun.TABLE: ("name", "description", "primaryFieldId"),
    Noun.FIELD: ("name", "description", "type", "config", "required", "unique", "revealTo"),
    Noun.VIEW: ("name", "type", "config"),
}
_ENTER = b"""
INSERT INTO dataos.changes (change_set, workspace_number, table_number, operation, before, after,
       actor_kind, actor_number, cause, cause_depth, cause_detail, tab)
SELECT %s, w.number, t.number, %s, %s::jsonb, %s::jsonb, %s, %s, %s, %s, %s::jsonb, %s
  FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id JOIN dataos.workspaces w ON w.id = b.workspace_id
 WHERE t.id = %s
"""


async def find(conn: AsyncConnection, noun: Noun, key: str) -> State | None:
    """As it is now, in the trash too; None when it never was or is gone for good."""
    row = await (await conn.execute(_FIND[noun], [key])).fetchone()
    if row is None:
        return None
    table, live, *values = row
    settings: dict[str, JsonValue] = dict(zip(_KEYS[noun], values, strict=True))
    if noun is not Noun.TABLE:
        settings["config"] = _given(noun, settings)
    return State(noun, key, table, live, settings)


async def before(conn: AsyncConnection, act: SchemaAct | None, noun: Noun, key: str) -> State | None:
    """For ``enter``, ahead of the work. Nothing is asked where there is no act to be entered."""
    return None if act is None else await find(conn, noun, key)


async def enter(conn: AsyncConnection, act: SchemaAct | None, noun: Noun, key: str, was: State | None = None) -> None:
    """After the work: what came of it, as a row of the feed. ``was`` is None for a thing that is new, and ``act`` where
    the work is part of something that the feed has as a whole, such as an import."""
    now = None if act is None else await find(conn, noun, key)
    if act is None or now is None or now == was:
        return
    then = was or State(noun, key, now.table, live=False, settings={})
    detail = cause_detail(act.cause)
    await conn.execute(
        _ENTER,
        [
            act.change_set, Operation.SCHEMA.value, _json(then), _json(now), act.actor.kind.value, act.actor.number,
            act.cause.kind.value, act.cause.depth, orjson.dumps(detail).decode() if detail else None, act.tab,
            now.table,
        ],
    )  # fmt: skip
    act.entered()
    _tell(then, now)


def _tell(then: State, now: State) -> None:
    """To the audit log: the settings that differ, of the first thing that the request changes."""
    note = audit.current()
    if note is None or note.before is not None or note.after is not None:
        return
    old, new = _lasting(then), _lasting(now)
    if not (then.live and now.live):
        audit.describe(before=old if then.live else None, after=new if now.live else None)
        return
    differing = {"name"} | {key for key, value in now.settings.items() if then.settings.get(key) != value}
    before, after = ({key: settings.get(key) for key in differing} for settings in (old, new))
    audit.describe(before=before, after=after)


def _lasting(state: State) -> Settings:
    """What may stay for ever: a field's default is a value of it, which the feed forgets when the field is encrypted,
    and the audit log forgets nothing."""
    config = state.settings.get("config")
    if state.noun is not Noun.FIELD or not isinstance(config, dict):
        return state.settings
    return {**state.settings, "config": {key: value for key, value in config.items() if key != "default"}}


def _given(noun: Noun, settings: Settings) -> dict[str, JsonValue]:
    """The config without what the system keeps in it, and with every setting that has a default."""
    config = settings["config"]
    kept = config if isinstance(config, dict) else {}
    kind = FIELD_TYPES.get(str(settings["type"])) if noun is Noun.FIELD else None
    try:
        if noun is Noun.VIEW:
            return GridConfig.model_validate(kept).stored()
        return dict(kept if kind is None else kind.config_model.model_validate(kept).given())
    except ValidationError:
        return kept


def _json(state: State) -> str:
    return orjson.dumps(state.wire()).decode()
