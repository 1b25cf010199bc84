"""What an answer must be, out of core/access alone: nothing here looks at an answer or at the database."""

from dataclasses import dataclass, replace

from api.http.admission import ROUTES, Asks
from core.access.levels import FieldLevel, TableLevel
from core.access.rights import Rights
from core.access.roles import BaseRole, WorkspaceRole
from core.access.scopes import Scope
from tests.api.access.matrix.actors import BASE, FIELD, TABLE, Actor, State, rights_of
from tests.api.access.matrix.entries import NEEDS, Needs
from tests.support.routes import Route

_FIELDS = {"field"}
_RECORDS = {"record", "attachment"}
"""The record of the matrix is the denied one where there is one; the file is in its cell of the hidden field."""


@dataclass(frozen=True, slots=True)
class Expected:
    """``codes``: those of a refusal; none where one is let in. ``missing``: what is withheld, so that an id of nothing
    must be answered alike."""

    status: int | None
    codes: frozenset[str] = frozenset()
    missing: str | None = None


LET_IN = Expected(None)
NOT_SIGNED_IN = Expected(401, frozenset({"not_signed_in"}))
FORBIDDEN = Expected(403, frozenset({"forbidden"}))
_NAMES_NOTHING = Expected(422, frozenset({"invalid_request"}))
"""The draft of the matrix names the field, and whoever publishes it must see what it names."""
_NEEDS_SIGHT = {"share_view", "create_shared_link", "list_shared_links", "update_shared_link", "run_automation"}
"""Nobody gives away by a link what they do not see, or tries an automation that works with it."""
_BY_ID = {"change_records", "delete_records"}
"""Routes about a table in whose bodies or queries records are named."""


def not_found(noun: str) -> Expected:
    return Expected(404, frozenset({f"{noun}_not_found"}), noun)


def expected(route: Route, actor: Actor, state: State) -> Expected:
    need, rights = NEEDS[route.name], rights_of(actor, state)
    if need is Needs.NOTHING or (need is Needs.NO_TOKEN and rights.token is None):
        return LET_IN
    if need is Needs.LINK:
        return _by_link(route, state)
    if actor is Actor.LINK or (need is Needs.SESSION and rights.token is not None):
        return NOT_SIGNED_IN
    if rights.token is not None:
        asked = ROUTES[route.name]
        if isinstance(asked, Scope) and not rights.token.allows(asked):
            return Expected(403, frozenset({"scope_missing"}))
        if not isinstance(asked, Scope) and asked is not Asks.ANYBODY:
            return Expected(403, frozenset({"token_refused"}))
    match need:
        case Needs.ACCOUNT | Needs.SESSION:
            return LET_IN
        case Needs.OPERATOR:
            return FORBIDDEN
        case Needs.OWN:
            return LET_IN if actor is Actor.OWNER else not_found(_noun(route))
        case Needs.OWN_UPLOAD:
            return LET_IN if actor in {Actor.OWNER, Actor.TOKEN} else not_found(_noun(route))
        case WorkspaceRole():
            return _in_workspace(route, rights, need)
        case BaseRole():
            return _in_base(route, rights, need)
        case TableLevel():
            return _in_table(route, rights, need)
        case _:
            raise AssertionError(need)


def bound(actor: Actor, state: State) -> bool:
    """Whether something of the table is withheld from them."""
    rights = rights_of(actor, state)
    closed = rights.table(TABLE, BASE).level is TableLevel.NONE
    return closed or _field_hidden(rights) or bool(rights.naming(TABLE, BASE))


def _in_workspace(route: Route, rights: Rights, need: WorkspaceRole) -> Expected:
    if not isinstance(rights.standing, WorkspaceRole):
        return not_found(_noun(route))
    return LET_IN if rights.standing.covers(need) else FORBIDDEN


def _in_base(route: Route, rights: Rights, need: BaseRole) -> Expected:
    role = rights.role(BASE)
    if (role is None and not rights.opened(BASE)) or _withheld(route, rights, _noun(route)):
        return not_found(_noun(route))
    return LET_IN if role is not None and role.covers(need) else FORBIDDEN


def _in_table(route: Route, rights: Rights, need: TableLevel) -> Expected:
    level = rights.table(TABLE, BASE).level
    noun = "record" if route.name in _BY_ID and level is not TableLevel.NONE else _noun(route)
    withheld = _withheld(route, rights, noun)
    if level is TableLevel.NONE or (withheld and noun != "record"):
        return not_found(noun)
    # Of a table that may be read, the level is asked before any record is looked for.
    if not level.covers(need):
        return replace(FORBIDDEN, missing="record") if withheld else FORBIDDEN
    if route.name in _NEEDS_SIGHT and (_field_hidden(rights) or rights.naming(TABLE, BASE)):
        return FORBIDDEN
    if route.name == "publish_automation" and _field_hidden(rights):
        return _NAMES_NOTHING
    return not_found(noun) if withheld else LET_IN


def _withheld(route: Route, rights: Rights, noun: str) -> bool:
    """Whether the one thing that the route names is hidden, though the place that it is in may be open."""
    closed, hidden = rights.table(TABLE, BASE).level is TableLevel.NONE, _field_hidden(rights)
    if noun == "attachment":
        return closed or hidden or bool(rights.naming(TABLE, BASE))
    if route.name == "list_choices":
        # Of a link that leads to the table from another one, whose fields are hidden where the table is closed.
        return closed
    return (noun in _FIELDS and hidden) or (noun in _RECORDS and bool(rights.naming(TABLE, BASE)))


def _field_hidden(rights: Rights) -> bool:
    field = rights.field(FIELD, BASE)
    return field is not None and field.level is FieldLevel.HIDDEN


def _by_link(route: Route, state: State) -> Expected:
    """A link of a closed table shows the one beside it: a link opens its own table whatever is said of others."""
    if route.name == "get_shared_record" and state in {State.CLOSED, State.DENIED}:
        return not_found("record")
    return LET_IN


def _noun(route: Route) -> str:
    assert route.noun is not None, route.name
    return route.noun
