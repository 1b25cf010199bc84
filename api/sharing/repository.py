"""SQL of links to views."""

from collections.abc import Collection, Mapping
from typing import Any

from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from api.sharing.links import Link, LinkKind, OpenLink
from core.access.grants import Grant
from core.access.levels import FieldLevel, RowAccess
from core.access.rights import RowRule
from core.access.subjects import Subject, SubjectType
from core.errors import Conflict, NotFound
from core.ids import BaseId, TableId, ViewId, WorkspaceId
from core.values import JsonValue

_COLUMNS = (
    "l.id, l.view_id, l.kind, l.slug, l.password, l.expires_at, l.download, l.allow_copy, l.opened, l.embed, l.form,"
    " l.submissions, l.created_at, u.name"
)
_FROM = "dataos.shared_links l LEFT JOIN dataos.users u ON u.id = l.created_by"
_OF_VIEW = f"SELECT {_COLUMNS} FROM {_FROM} WHERE l.view_id = %s ORDER BY l.created_at, l.id LIMIT %s".encode()
_BY_ID = f"SELECT {_COLUMNS} FROM {_FROM} WHERE l.id = %s".encode()
_OPEN = f"""
SELECT {_COLUMNS}, v.name, v.config, t.id, t.number, b.id, w.id, w.policy_version FROM {_FROM}
  JOIN dataos.views v ON v.id = l.view_id AND v.deleted_at IS NULL
  JOIN dataos.tables t ON t.id = v.table_id AND t.deleted_at IS NULL AND t.ready
  JOIN dataos.bases b ON b.id = t.base_id AND b.deleted_at IS NULL
  JOIN dataos.workspaces w ON w.id = b.workspace_id AND w.deleted_at IS NULL
 WHERE {{}} = %s AND (l.expires_at IS NULL OR l.expires_at > now())
"""
_OPEN_BY_SLUG = _OPEN.format("l.slug").encode()
_OPEN_BY_ID = _OPEN.format("l.id").encode()
_INSERT = b"""
INSERT INTO dataos.shared_links (id, view_id, kind, slug, password, expires_at, download, allow_copy, opened, embed,
  form, created_by, created_at)
VALUES (%(id)s, %(view)s, %(kind)s, %(slug)s, %(password)s, %(expires)s, %(download)s, %(copy)s, %(opened)s, %(embed)s,
  %(form)s, %(by)s, %(at)s)
"""
_UPDATE = b"""
UPDATE dataos.shared_links SET slug = %(slug)s, password = %(password)s, expires_at = %(expires)s,
  download = %(download)s, allow_copy = %(copy)s, opened = %(opened)s, embed = %(embed)s, form = %(form)s
 WHERE id = %(id)s
"""
_GRANTS = tuple(
    f"DELETE FROM dataos.{table} WHERE subject_type = 'link' AND subject_id = %s".encode()
    for table in ("table_grants", "field_grants", "view_grants", "row_rules")
)
_CHANGED = b"""
UPDATE dataos.workspaces SET policy_version = policy_version + 1 WHERE id = %s
"""
_RULES = b"""
SELECT table_id, id, subject_type, subject_id, access, filter FROM dataos.row_rules
 WHERE table_id = ANY(%s) AND (subject_type = 'everyone' OR (subject_type = 'link' AND subject_id = %s))
 ORDER BY table_id, position, id
"""
_ON_FIELDS = b"""
SELECT g.field_id, g.subject_type, g.subject_id, g.level FROM dataos.field_grants g
  JOIN dataos.fields f ON f.id = g.field_id
 WHERE f.table_id = ANY(%s) AND (g.subject_type = 'everyone' OR (g.subject_type = 'link' AND g.subject_id = %s))
"""
_TAKE = b"""
UPDATE dataos.shared_links SET submissions = submissions + 1
 WHERE id = %s AND (%s::bigint IS NULL OR submissions < %s::bigint) RETURNING submissions
"""
_GIVE_BACK = b"UPDATE dataos.shared_links SET submissions = submissions - 1 WHERE id = %s AND submissions > 0"


async def list_of_view(conn: AsyncConnection, view: str, limit: int) -> list[Link]:
    """The oldest first, expired ones too."""
    return [_link(row) for row in await (await conn.execute(_OF_VIEW, [view, limit])).fetchall()]


async def get(conn: AsyncConnection, link: str) -> Link:
    """Raises NotFound."""
    row = await (await conn.execute(_BY_ID, [link])).fetchone()
    if row is None:
        raise NotFound("link", link)
    return _link(row)


async def find_open(conn: AsyncConnection, *, slug: str | None = None, link: str | None = None) -> OpenLink | None:
    """By slug or id: a link that works now."""
    statement, key = (_OPEN_BY_ID, link) if slug is None else (_OPEN_BY_SLUG, slug)
    row = await (await conn.execute(statement, [key])).fetchone()
    if row is None:
        return None
    name, config, table, number, base, workspace, version = row[14:]
    return OpenLink(
        _link(row[:14]), name, config, TableId(table), number, BaseId(base), WorkspaceId(workspace), version
    )


async def config_of(conn: AsyncConnection, view: str) -> dict[str, JsonValue]:
    """Of a view, as it is stored. Raises NotFound."""
    statement = b"SELECT config FROM dataos.views WHERE id = %s AND deleted_at IS NULL"
    row = await (await conn.execute(statement, [view])).fetchone()
    if row is None:
        raise NotFound("view", view)
    return row[0]


async def add(conn: AsyncConnection, link: Link, by: str) -> None:
    """Raises Conflict ``slug_taken``."""
    await _written(
        conn, _INSERT, {**_values(link), "view": link.view_id, "kind": link.kind, "by": by, "at": link.created_at}
    )


async def update(conn: AsyncConnection, link: Link) -> None:
    """Raises Conflict ``slug_taken``."""
    await _written(conn, _UPDATE, _values(link))


async def remove(conn: AsyncConnection, link: str) -> None:
    """With the grants and rules that name it."""
    await conn.execute(b"DELETE FROM dataos.shared_links WHERE id = %s", [link])
    for statement in _GRANTS:
        await conn.execute(statement, [link])


async def change_policy(conn: AsyncConnection, workspace: str) -> None:
    """Whatever was compiled for a link of this workspace does not hold any more."""
    await conn.execute(_CHANGED, [workspace])


async def rules_of(conn: AsyncConnection, tables: Collection[str], link: str) -> dict[str, tuple[RowRule, ...]]:
    """By table: the rules on rows that bind whoever comes by the link."""
    found: dict[str, tuple[RowRule, ...]] = {}
    for table, key, kind, subject, access, raw in await (await conn.execute(_RULES, [list(tables), link])).fetchall():
        rule = RowRule(key, Subject(SubjectType(kind), subject), RowAccess(access), raw)
        found[table] = (*found.get(table, ()), rule)
    return found


async def grants_on_fields(
    conn: AsyncConnection, tables: Collection[str], link: str
) -> dict[str, tuple[Grant[FieldLevel], ...]]:
    """By field id: the grants that bind whoever comes by the link."""
    found: dict[str, tuple[Grant[FieldLevel], ...]] = {}
    for key, kind, subject, level in await (await conn.execute(_ON_FIELDS, [list(tables), link])).fetchall():
        found[key] = (*found.get(key, ()), Grant(Subject(SubjectType(kind), subject), FieldLevel(level)))
    return found


async def take_place(conn: AsyncConnection, link: str, most: int | None) -> bool:
    """Count a submission; False when there have been as many as there may be."""
    return await (await conn.execute(_TAKE, [link, most, most])).fetchone() is not None


async def give_back(conn: AsyncConnection, link: str) -> None:
    await conn.execute(_GIVE_BACK, [link])


async def _written(conn: AsyncConnection, statement: bytes, values: Mapping[str, object]) -> None:
    try:
        async with conn.transaction():
            await conn.execute(statement, values)
    except UniqueViolation as error:
        raise Conflict("slug_taken", "Another link has this address. Choose another one.", "slug") from error


def _values(link: Link) -> dict[str, object]:
    return {
        "id": link.id,
        "slug": link.slug,
        "password": link.password,
        "expires": link.expires_at,
        "download": link.download,
        "copy": link.allow_copy,
        "opened": sorted(link.opened),
        "embed": list(link.embed),
        "form": Jsonb(dict(link.form)) if link.form else None,
    }


def _link(row: tuple[Any, ...]) -> Link:
    key, view, kind, slug, password, expires, download, copy, opened, embed, form, submissions, created, by = row
    return Link(
        key,
        ViewId(view),
        LinkKind(kind),
        slug,
        password,
        expires,
        download,
        copy,
        frozenset(opened),
        tuple(embed),
        form or {},
        submissions,
        created,
        by,
    )
