"""The part of a change set that made, changed, deleted or restored a table, field or view (decision 21).

It is taken back by the services that people's requests go through, so whoever takes it back needs the rights that doing
so by hand needs, what depends on it is looked at, and the feed has an act of its own for it, which redo takes back.

==================  ================================================  =================================================
the act             taken back                                        stands where the thing
==================  ================================================  =================================================
made, restored      deleted: into the trash, with all that it holds   was changed or deleted since; where others have
                                                                      worked in a table
deleted             restored from the trash, as anything is           was restored since, or is gone for good
changed             its settings set back, one by one                 was deleted or converted since; each setting
                                                                      that was changed since
==================  ================================================  =================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg import AsyncConnection, Rollback

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import WriteSession
from api.fields.changes import FieldChanges
from api.fields.service import Fields
from api.history import repository
from api.history.back.settings import same, wanted
from api.history.back.taken import Outcome, Stands, TakenBack, Thing, may_change_schema
from api.records.acts import WriteContext
from api.tables import acts
from api.tables import repository as tables
from api.tables.acts import Noun, SchemaAct, Settings, State
from api.tables.grid import GridConfig
from api.tables.service import Tables
from api.trash.restoring import Restoring
from api.views.service import Views
from core.access.roles import BaseRole
from core.errors import Conflict, DomainError, Forbidden, Invalid, LimitExceeded, NotFound
from core.ids import TableId
from core.values import JsonValue

_REFUSALS = (Conflict, Forbidden, Invalid, LimitExceeded, NotFound)
_DAMAGED = "its change is damaged in the database"
_NOTHING = "what stands there now allows nothing of it to be set back"
_SAID = {
    "name": "its name", "description": "its description", "required": "whether it is required",
    "unique": "whether it is unique", "revealTo": "who sees its values", "primaryFieldId": "its primary field",
    "filter": "its filter", "sorts": "its order", "columns": "its columns", "groups": "its groups",
    "options": "its options",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Turn:
    """One act that is being taken back. ``conn`` is the session's, ``seq`` the act's place in the feed; ``then`` and
    ``left`` are the thing before and after it."""

    session: WriteSession
    conn: AsyncConnection
    user: CurrentUser
    seq: int
    then: State
    left: State
    act: SchemaAct


class SchemaBack:
    def __init__(self, access: Access, tables: Tables, fields: Fields, views: Views, restoring: Restoring) -> None:
        self._access = access
        self._tables = tables
        self._fields = fields
        self._views = views
        self._restoring = restoring

    async def take(
        self,
        session: WriteSession,
        conn: AsyncConnection,
        user: CurrentUser,
        change_set: UUID,
        context: WriteContext,
        done: TakenBack,
    ) -> None:
        """All acts of the change set, the last one first, or none of them. ``conn`` is the session's."""
        if not may_change_schema(user, done):
            return
        things: list[Thing] = []
        async with conn.transaction():
            for seq, before, after in await repository.schema_acts(conn, change_set):
                entered: list[None] = []
                act = SchemaAct(
                    context.actor, context.cause, context.tab, context.change_set, lambda now=entered: now.append(None)
                )
                try:
                    then, left = State.read(before), State.read(after)
                except (ValueError, TypeError, KeyError):
                    done.stands.append(Stands(None, _DAMAGED))
                    raise Rollback from None
                outcome, reasons = await self._tried(_Turn(session, conn, user, seq, then, left, act))
                done.stands.extend(Stands(left, reason) for reason in reasons)
                now = await acts.find(conn, left.noun, left.id) if outcome is not None and entered else None
                if outcome is None or now is None:
                    if not reasons:
                        done.stands.append(Stands(left, f"{left.name}: {_NOTHING}"))
                    raise Rollback
                things.append(Thing(now, outcome))
            done.things.extend(things)

    async def _tried(self, turn: _Turn) -> tuple[Outcome | None, list[str]]:
        """What was done, and what stands against it."""
        try:
            return await self._one(turn)
        except _REFUSALS as error:
            return None, [_refusal(turn.left, error)]

    async def _one(self, turn: _Turn) -> tuple[Outcome | None, list[str]]:
        """Raises what the services raise."""
        then, left = turn.then, turn.left
        await self._check_open(turn)
        await tables.hold_connected(turn.session, TableId(left.table))
        now = await acts.find(turn.conn, left.noun, left.id)
        if now is None:
            return None, [f"{left.name} was deleted for good"]
        if now.live != left.live:
            return None, [f"{left.name} was {'restored' if now.live else 'deleted'} since"]
        match left.live, then.live:
            case True, False:
                if not same(left.settings, now.settings):
                    return None, [f"{left.name} was changed since"]
                if left.noun is Noun.TABLE and await repository.others_in(
                    turn.conn, left.id, turn.seq, turn.user.number
                ):
                    return None, [f"others have worked in {left.name} since"]
                await self._delete(turn)
                return Outcome.DELETED, []
            case False, _:
                await self._restore(turn)
                return Outcome.RESTORED, []
            case _:
                return await self._set_back(turn, now)

    async def _check_open(self, turn: _Turn) -> None:
        """Before anything is said about the thing. Of a table that was deleted its base is asked. Raises NotFound,
        Forbidden."""
        left = turn.left
        if left.noun is Noun.TABLE and not left.live:
            base = await repository.base_of(turn.conn, left.table)
            if base is None:
                raise NotFound("table", left.table)
            await self._access.base(turn.user, base, BaseRole.CREATOR, turn.conn)
            return
        needed = BaseRole.EDITOR if left.noun is Noun.VIEW else BaseRole.CREATOR
        await self._access.table_now(turn.user, left.table, needed, turn.conn)

    async def _delete(self, turn: _Turn) -> None:
        session, user, key = turn.session, turn.user, turn.left.id
        match turn.left.noun:
            case Noun.TABLE:
                await self._tables.delete(session, user, key, turn.act)
            case Noun.FIELD:
                await self._fields.delete(session, user, key, turn.act)
            case Noun.VIEW:
                await self._views.delete(session, user, key, turn.act)

    async def _restore(self, turn: _Turn) -> None:
        session, user, key = turn.session, turn.user, turn.left.id
        match turn.left.noun:
            case Noun.TABLE:
                await self._restoring.table(session, user, key, turn.act)
            case Noun.FIELD:
                await self._restoring.field(session, user, key, turn.act)
            case Noun.VIEW:
                await self._restoring.view(session, user, key, turn.act)

    async def _set_back(self, turn: _Turn, now: State) -> tuple[Outcome | None, list[str]]:
        then, left = turn.then, turn.left
        if now.settings.get("type") != left.settings.get("type"):
            return None, [f"{left.name} was converted since"]
        own = wanted(_own(then), _own(left), _own(now))
        config = wanted(_config(then), _config(left), _config(now))
        reasons = [f"{left.name}: {_said(key)} was changed since" for key in (*own.stands, *config.stands)]
        if not own.settings and not config.settings:
            return None, reasons
        session, user, key, act = turn.session, turn.user, left.id, turn.act
        name = _text(own.settings, "name")
        match left.noun:
            case Noun.TABLE:
                changes = {"name": name, "description": _text(own.settings, "description")}
                primary = _text(own.settings, "primaryFieldId")
                await self._tables.update(session, user, key, changes=changes, primary_field=primary, act=act)
            case Noun.FIELD:
                await self._fields.update(session, user, key, _changes(own.settings, config.settings), act)
            case Noun.VIEW:
                merged = {**_config(now), **config.settings}
                shown = GridConfig.model_validate({key: value for key, value in merged.items() if value is not None})
                await self._views.put_back(session, user, key, name=name, config=shown, act=act)
        return Outcome.CHANGED, reasons


def _own(state: State) -> Settings:
    return {key: value for key, value in state.settings.items() if key not in ("config", "type")}


def _config(state: State) -> Settings:
    config = state.settings.get("config")
    return config if isinstance(config, dict) else {}


def _changes(own: Settings, config: Mapping[str, JsonValue]) -> FieldChanges:
    role = _text(own, "revealTo")
    return FieldChanges(
        name=_text(own, "name"),
        config=config or None,
        description=_text(own, "description"),
        required=_flag(own, "required"),
        unique=_flag(own, "unique"),
        reveal_to=None if role is None else BaseRole(role),
        former=True,
    )


def _text(settings: Settings, key: str) -> str | None:
    value = settings.get(key)
    return value if isinstance(value, str) else None


def _flag(settings: Settings, key: str) -> bool | None:
    value = settings.get(key)
    return value if isinstance(value, bool) else None


def _said(key: str) -> str:
    return _SAID.get(key, f"its setting {key}")


def _refusal(left: State, error: DomainError) -> str:
    if isinstance(error, NotFound):
        return f"{left.name} is gone, or you cannot open it any more"
    said = error.faults[0].message if isinstance(error, Invalid) else error.detail
    return f"{left.name}: {said}"
