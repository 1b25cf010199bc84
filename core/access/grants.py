"""Which of the grants on one thing decides: the nearest that names the caller, and among teams the best."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.access.levels import FieldLevel, TableLevel, ViewLevel
from core.access.reasons import Cause, Reason
from core.access.subjects import Subject, Subjects, SubjectType

Level = TypeVar("Level", TableLevel, FieldLevel, ViewLevel)
_NEARNESS = [SubjectType.LINK, SubjectType.USER, SubjectType.TEAM, SubjectType.ROLE, SubjectType.EVERYONE]
"""Without tokens, which only take away."""
_PERSONAL = (SubjectType.LINK, SubjectType.USER, SubjectType.TEAM)
"""What opens something to somebody who has no role in the base: a role and everyone are said of those who have."""


@dataclass(frozen=True, slots=True)
class Grant(Generic[Level]):
    subject: Subject
    level: Level


@dataclass(frozen=True, slots=True)
class Decided(Generic[Level]):
    """A level, and why it is that one."""

    level: Level
    why: Reason


def decide(grants: Iterable[Grant[Level]], subjects: Subjects, otherwise: Decided[Level]) -> Decided[Level]:
    """The level by the nearest grant, ``otherwise`` where none names the person; a token may only have less."""
    mine = [grant for grant in grants if subjects.includes(grant.subject)]
    person = _nearest(mine)
    if person is None or (person.level.covers(otherwise.level) and not opens(person, subjects)):
        return capped(mine, otherwise)
    return capped(mine, Decided(person.level, Reason(Cause.GRANT, person.subject)))


def opens(grant: Grant[Level], subjects: Subjects) -> bool:
    """Whether a grant may give the person something; what is said of everyone else in the base only takes away."""
    return subjects.role is not None or grant.subject.type in _PERSONAL


def capped(grants: Iterable[Grant[Level]], found: Decided[Level]) -> Decided[Level]:
    """No more than grants on the caller's token say. ``grants`` are the caller's."""
    for grant in grants:
        if grant.subject.type is SubjectType.TOKEN and not grant.level.covers(found.level):
            return Decided(grant.level, Reason(Cause.TOKEN, grant.subject))
    return found


def _nearest(grants: Iterable[Grant[Level]]) -> Grant[Level] | None:
    best: Grant[Level] | None = None
    for grant in grants:
        if grant.subject.type not in _NEARNESS:
            continue
        near = _NEARNESS.index(grant.subject.type)
        nearest = len(_NEARNESS) if best is None else _NEARNESS.index(best.subject.type)
        if near < nearest or (best is not None and near == nearest and not best.level.covers(grant.level)):
            best = grant
    return best
