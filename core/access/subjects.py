"""Whom a grant or a rule speaks of, and which of these somebody is."""

from dataclasses import dataclass
from enum import StrEnum

from core.access.roles import BaseRole
from core.ids import UserId


class SubjectType(StrEnum):
    """From the nearest to the widest: of two grants on one thing, the one that names the nearer subject decides."""

    TOKEN = "token"  # noqa: S105 - the name of a kind
    LINK = "link"
    USER = "user"
    TEAM = "team"
    ROLE = "role"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Subject:
    """``id`` is that of the token, link, user or team, the name of a base role, or empty for everyone."""

    type: SubjectType
    id: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """All that one caller is in one base. A service account is a user; an automation is its owner."""

    user: UserId | None = None
    teams: frozenset[str] = frozenset()
    role: BaseRole | None = None
    token: str | None = None
    link: str | None = None

    def includes(self, subject: Subject) -> bool:
        match subject.type:
            case SubjectType.EVERYONE:
                return True
            case SubjectType.ROLE:
                return self.role == subject.id
            case SubjectType.TEAM:
                return subject.id in self.teams
            case SubjectType.USER:
                return self.user == subject.id
            case SubjectType.TOKEN:
                return self.token == subject.id
            case SubjectType.LINK:
                return self.link == subject.id
