"""Who asks: ten callers, and what each of them is in the workspace, as core/access knows it."""

from dataclasses import dataclass
from enum import StrEnum

from core.access.grants import Grant
from core.access.levels import FieldLevel, RowAccess, TableLevel
from core.access.rights import Rights, RowRule
from core.access.roles import GivenRole, Standing, WorkspaceRole
from core.access.scopes import Scope, Token
from core.access.subjects import Subject, SubjectType
from core.ids import BaseId, UserId

BASE, TABLE, FIELD = BaseId("base"), "table", "field"
"""What things are called in the rights below; in the database they have other ids."""
TOKEN_ID, LINK_ID = "token", "link"


class State(StrEnum):
    """What is withheld in the table from everybody whom grants and rules bind."""

    PLAIN = "plain"
    CLOSED = "table level none"
    HIDDEN = "field hidden"
    DENIED = "row denied"


class Actor(StrEnum):
    """From those who may do least to the one who may do everything: nobody spoils what those before them were asked
    about. ``LINK`` is somebody without an account who has the link; ``TOKEN`` is one of the owner's for reading."""

    LINK = "public link"
    STRANGER = "other workspace"
    NOBODY = "no access"
    TOKEN = "read token"
    VIEWER = "viewer"
    COMMENTER = "commenter"
    EDITOR = "editor"
    CREATOR = "creator"
    ADMIN = "admin"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class _Place:
    standing: Standing | None
    given: GivenRole | None = None


_PLACES = {
    Actor.LINK: _Place(None),
    Actor.STRANGER: _Place(None),
    Actor.NOBODY: _Place(WorkspaceRole.MEMBER, GivenRole.NONE),
    Actor.TOKEN: _Place(WorkspaceRole.OWNER),
    Actor.VIEWER: _Place(WorkspaceRole.MEMBER, GivenRole.VIEWER),
    Actor.COMMENTER: _Place(WorkspaceRole.MEMBER, GivenRole.COMMENTER),
    Actor.EDITOR: _Place(WorkspaceRole.MEMBER, GivenRole.EDITOR),
    Actor.CREATOR: _Place(WorkspaceRole.MEMBER, GivenRole.CREATOR),
    Actor.ADMIN: _Place(WorkspaceRole.ADMIN),
    Actor.OWNER: _Place(WorkspaceRole.OWNER),
}
_BOUND = (Subject(SubjectType.EVERYONE), Subject(SubjectType.TOKEN, TOKEN_ID), Subject(SubjectType.LINK, LINK_ID))
"""Whom the grants and rules of each state name."""


def rights_of(actor: Actor, state: State) -> Rights:
    """The same that ``worlds`` writes into the database."""
    place = _PLACES[actor]
    link = LINK_ID if actor is Actor.LINK else None
    tables: dict[str, tuple[Grant[TableLevel], ...]] = {}
    fields: dict[str, tuple[Grant[FieldLevel], ...]] = {}
    rules: dict[str, tuple[RowRule, ...]] = {}
    if state is State.CLOSED:
        tables[TABLE] = tuple(Grant(subject, TableLevel.NONE) for subject in _BOUND)
    if state is State.HIDDEN:
        fields[FIELD] = tuple(Grant(subject, FieldLevel.HIDDEN) for subject in _BOUND)
    if state is State.DENIED:
        rules[TABLE] = tuple(RowRule("", subject, RowAccess.WRITE, {}) for subject in _BOUND)
    return Rights(
        1,
        place.standing,
        None if actor is Actor.LINK else UserId(actor.name),
        Token(TOKEN_ID, frozenset({Scope.READ_DATA})) if actor is Actor.TOKEN else None,
        link,
        bases={} if place.given is None else {BASE: place.given},
        tables=tables,
        fields=fields,
        rules=rules,
    )
