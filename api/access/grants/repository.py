"""SQL of grants; those of tables, fields and views are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from psycopg import AsyncConnection

from api.access.subjects import NAMED, NAMED_COLUMNS, NEAREST_FIRST, Named, named_of
from core.access.subjects import Subject


class Noun(StrEnum):
    """What grants are given on."""

    TABLE = "table"
    FIELD = "field"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Granted:
    to: Named
    level: str


_LIST = {
    noun: (
        f"SELECT {NAMED_COLUMNS}, g.level FROM dataos.{noun}_grants g {NAMED}"
        f" WHERE g.{noun}_id = %s ORDER BY {NEAREST_FIRST}"
    ).encode()
    for noun in Noun
}
_CLEAR = {noun: f"DELETE FROM dataos.{noun}_grants WHERE {noun}_id = %s".encode() for noun in Noun}
_ADD = {
    noun: (
        f"INSERT INTO dataos.{noun}_grants ({noun}_id, subject_type, subject_id, level)"
        " SELECT %s, type, id, level FROM unnest(%s::text[], %s::text[], %s::text[]) AS given(type, id, level)"
    ).encode()
    for noun in Noun
}


async def list_grants(conn: AsyncConnection, noun: Noun, key: str) -> list[Granted]:
    rows = await (await conn.execute(_LIST[noun], [key])).fetchall()
    return [Granted(named_of(row), row[4]) for row in rows]


async def replace(conn: AsyncConnection, noun: Noun, key: str, grants: Sequence[tuple[Subject, str]]) -> None:
    await conn.execute(_CLEAR[noun], [key])
    if grants:
        columns = zip(*((subject.type.value, subject.id, level) for subject, level in grants), strict=True)
        await conn.execute(_ADD[noun], [key, *(list(column) for column in columns)])


async def hold(conn: AsyncConnection, workspace: str) -> None:
    """Changes of rights in a workspace happen one after another."""
    await conn.execute(b"SELECT FROM dataos.workspaces WHERE id = %s FOR NO KEY UPDATE", [workspace])


async def raise_policy(conn: AsyncConnection, workspace: str) -> None:
    """Every statement that was compiled before is out of date from the commit on."""
    await conn.execute(b"UPDATE dataos.workspaces SET policy_version = policy_version + 1 WHERE id = %s", [workspace])
