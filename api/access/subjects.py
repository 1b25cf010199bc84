"""Whom grants and rules name, as people write and read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from psycopg import AsyncConnection
from pydantic import Field

from api.access.people import find_people
from api.http.body import Answer, Body
from core.access.roles import BaseRole
from core.access.subjects import Subject, SubjectType
from core.errors import Fault
from core.ids import PREFIXES, is_id

_TEAMS = b"SELECT id FROM dataos.teams WHERE workspace_id = %s AND id = ANY(%s)"
NAMED = """
LEFT JOIN dataos.users su ON g.subject_type = 'user' AND su.id = g.subject_id
LEFT JOIN dataos.teams st ON g.subject_type = 'team' AND st.id = g.subject_id
"""
"""For lists of what has a subject, as ``g``: ``NAMED_COLUMNS`` say who that is."""
NAMED_COLUMNS = "g.subject_type, g.subject_id, su.email, coalesce(su.name, st.name)"
NEAREST_FIRST = (
    "array_position(ARRAY['token', 'link', 'user', 'team', 'role', 'everyone'], g.subject_type),"
    " lower(coalesce(su.name, st.name, g.subject_id)), g.subject_id"
)


class SubjectBody(Body):
    """``email`` or ``id`` for a user, ``id`` for a team, a token and a link, ``role`` for a base role."""

    type: Annotated[SubjectType, Field(strict=False)]
    id: Annotated[str, Field(max_length=100)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    role: Annotated[BaseRole, Field(strict=False)] | None = None


class SubjectAnswer(Answer):
    """``name`` is that of a user or a team."""

    type: SubjectType
    id: str | None = None
    email: str | None = None
    name: str | None = None
    role: BaseRole | None = None


@dataclass(frozen=True, slots=True)
class Named:
    subject: Subject
    email: str | None
    name: str | None


def named_of(row: Sequence[Any]) -> Named:
    """From ``NAMED_COLUMNS``."""
    return Named(Subject(SubjectType(row[0]), row[1]), row[2], row[3])


def told(named: Named) -> str:
    """For the audit log: names, which people keep there when they are gone."""
    return named.name or named.subject.id or named.subject.type


def subject_answer(named: Named) -> SubjectAnswer:
    subject = named.subject
    match subject.type:
        case SubjectType.ROLE:
            return SubjectAnswer(type=subject.type, role=BaseRole(subject.id))
        case SubjectType.EVERYONE:
            return SubjectAnswer(type=subject.type)
        case _:
            return SubjectAnswer(type=subject.type, id=subject.id, email=named.email, name=named.name)


async def resolve(
    conn: AsyncConnection,
    workspace: str,
    said: Sequence[SubjectBody],
    path: str,
    *,
    named: Collection[Subject] = (),
    once: bool = True,
) -> tuple[list[Subject | None], list[Fault]]:
    """Whom each of ``said`` is, None with a fault for nobody. ``path`` is that of their list;
    ``named`` are there already, and may be of people who have left; ``once`` refuses to name one twice."""
    users = {key for item in said if item.type is SubjectType.USER for key in (item.id, item.email) if key is not None}
    people = await find_people(conn, workspace, {key for key in users if "\0" not in key})
    teams = [item.id for item in said if item.type is SubjectType.TEAM and item.id is not None]
    known: set[str] = set()
    if teams:
        rows = await (await conn.execute(_TEAMS, [workspace, [team for team in teams if "\0" not in team]])).fetchall()
        known = {row[0] for row in rows}
    found: list[Subject | None] = []
    faults: list[Fault] = []
    for at, item in enumerate(said):
        here = f"{path}[{at}].subject"
        match item.type:
            case SubjectType.EVERYONE:
                one, fault = Subject(item.type), None
            case SubjectType.ROLE if item.role is not None:
                one, fault = Subject(item.type, item.role.value), None
            case SubjectType.ROLE:
                one, fault = None, Fault(f"{here}.role", "required", "Say which base role is meant.")
            case SubjectType.USER:
                key = item.id or item.email or ""
                number = people.numbers.get(key) or people.numbers.get(key.lower())
                left = Subject(item.type, key)
                one = Subject(item.type, people.ids[number]) if number is not None else left if left in named else None
                message = f"There is nobody {key[:100]!r} in this workspace. Invite them first, or check the spelling."
                fault = Fault(f"{here}.{'id' if item.id else 'email'}", "unknown_user", message)
            case SubjectType.TEAM:
                one = Subject(item.type, item.id) if item.id in known else None
                fault = Fault(f"{here}.id", "unknown_team", "There is no such team in this workspace.")
            case SubjectType.TOKEN | SubjectType.LINK:
                sound = item.id is not None and is_id(PREFIXES[item.type.value], item.id)
                one = Subject(item.type, item.id) if sound and item.id is not None else None
                fault = Fault(f"{here}.id", f"unknown_{item.type.value}", f"Give the id of the {item.type.value}.")
        if once and one is not None and one in found:
            one, fault = None, Fault(here, "duplicate_subject", "There is an entry for this subject already.")
        found.append(one)
        if one is None and fault is not None:
            faults.append(fault)
    return found, faults
