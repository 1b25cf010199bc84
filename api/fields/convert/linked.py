"""SQL of conversions from and to links: titles of linked records as text, and pairs made of such text.

Like ``columns`` this goes past the write path: nobody sees the new pairs before the field is switched over to them.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

import orjson
from psycopg import AsyncConnection

from api.records.sql.fragment import compiled, compose, execute, param
from api.records.sql.links import in_order, linked_rows, title_of
from api.records.sql.project import record_id
from core.errors import NotFound
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.fields.naming import Match
from core.ids import parse_record_id
from core.schema import FieldDef, TableSchema
from core.text import fold

Made = Callable[[Sequence[str]], Awaitable[Mapping[str, Match]]]
"""Records of these titles, new ones, by folded title; titles that no record can have are left out."""

_NEEDS_QUOTES = r"""[,;\n"]|^\s|\s$"""


def titles_cell(field: FieldDef, target: TableSchema | None) -> str:
    """The titles of a link cell of the record ``t`` as one text, null for none: as ``text_list`` writes them, or where
    the cell holds one record just its title. A record without a title stands with its id."""
    config = config_of(field, LinkConfig)
    if config.link is None or target is None:
        return "NULL::text"
    title = f"coalesce(nullif(btrim({title_of(target, 'lt').sql}), ''), {record_id(target, 'lt.id').sql})"
    if not config.cardinality.many:
        return f"(SELECT {title} {linked_rows(config, 't.id')} ORDER BY {in_order(config)} LIMIT 1)"
    quoted = (
        f"CASE WHEN x.title ~ E'{_escaped(_NEEDS_QUOTES)}' THEN '\"' || replace(x.title, '\"', '\"\"') || '\"'"
        " ELSE x.title END"
    )
    return (
        f"(SELECT string_agg({quoted}, ', ' ORDER BY x.place, x.other) FROM (SELECT {title} AS title,"
        f" lk.pos_{config.side} AS place, lk.{config.other} AS other {linked_rows(config, 't.id')}) x)"
    )


def _escaped(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("'", "''")


async def known(conn: AsyncConnection, target: TableSchema, said: Collection[str]) -> dict[str, Match]:
    """The live records that these titles or ids mean, by folded title: of several the oldest."""
    title = title_of(target, "lt").sql
    statement = compose(
        "SELECT DISTINCT ON (lower({title})) lower({title}), {title}, lt.id,"
        " count(*) OVER (PARTITION BY lower({title})) FROM {relation} lt"
        " WHERE lt.deleted_at IS NULL AND lower({title}) = ANY ({said}) ORDER BY 1, lt.id",
        title=f"({title})",
        relation=target.relation,
        said=param(list({fold(each) for each in said}), "text[]"),
    )
    rows = await (await execute(conn, compiled(statement), {})).fetchall()
    found = {folded: Match(key, shown, count) for folded, shown, key, count in rows}
    return await _by_id(conn, target, said) | found


async def _by_id(conn: AsyncConnection, target: TableSchema, said: Collection[str]) -> dict[str, Match]:
    keys: dict[int, str] = {}
    for each in said:
        if each.startswith("rec_") and len(each) == 24:
            try:
                ref = parse_record_id(each)
            except NotFound:
                continue
            if ref.table == target.number:
                keys[ref.key] = each
    if not keys:
        return {}
    statement = f"SELECT id FROM {target.relation} WHERE deleted_at IS NULL AND id = ANY(%s)"
    rows = await (await conn.execute(statement.encode(), [list(keys)])).fetchall()
    return {fold(keys[key]): Match(key, keys[key]) for (key,) in rows}


async def add_pairs(conn: AsyncConnection, config: LinkConfig, cells: Sequence[tuple[list[int], list[int]]]) -> None:
    """``cells`` are records and what each of them links to. A record that can be linked once only stays with the one
    that has it."""
    rows = [{"keys": keys, "links": links} for keys, links in cells if links]
    if rows:
        await conn.execute(
            f"INSERT INTO {config.relation} ({config.side}, {config.other}, pos_{config.side})"
            " SELECT k.key, x.key, x.place::int FROM jsonb_to_recordset(%s::jsonb) AS r(keys bigint[], links bigint[])"
            " CROSS JOIN LATERAL unnest(r.keys) AS k(key)"
            " CROSS JOIN LATERAL unnest(r.links) WITH ORDINALITY AS x(key, place)"
            " ORDER BY k.key, x.place ON CONFLICT DO NOTHING".encode(),
            [orjson.dumps(rows).decode()],
        )


async def copy_pairs(
    conn: AsyncConnection, schema: TableSchema, old: LinkConfig, new: LinkConfig, where: str, params: list[object]
) -> None:
    """The pairs of the records ``t`` that ``where`` says, in their order on both sides: where a record may have one
    only, that with live records before those with deleted ones, and then the first."""
    kept = "true"
    if not new.cardinality.many:
        kept = (
            f"NOT EXISTS (SELECT FROM {old.relation} e JOIN {old.target_relation} eo ON eo.id = e.{old.other}"
            f" WHERE e.{old.side} = l.{old.side} AND (eo.deleted_at IS NOT NULL, e.pos_{old.side}, e.{old.other})"
            f" < (o.deleted_at IS NOT NULL, l.pos_{old.side}, l.{old.other}))"
        )
    await conn.execute(
        f"INSERT INTO {new.relation} ({new.side}, {new.other}, pos_{new.side}, pos_{new.other})"
        f" SELECT l.{old.side}, l.{old.other}, l.pos_{old.side}, l.pos_{old.other} FROM {schema.relation} t"
        f" JOIN {old.relation} l ON l.{old.side} = t.id JOIN {old.target_relation} o ON o.id = l.{old.other}"
        f" WHERE {where} AND {kept} ORDER BY t.deleted_at NULLS FIRST, l.{old.other}, l.pos_{old.other}, t.id"
        " ON CONFLICT DO NOTHING".encode(),
        params,
    )


async def drop_pairs_of(conn: AsyncConnection, config: LinkConfig, keys: Sequence[int]) -> None:
    await conn.execute(f"DELETE FROM {config.relation} WHERE {config.side} = ANY(%s)".encode(), [list(keys)])


async def count_surplus(
    conn: AsyncConnection, schema: TableSchema, old: LinkConfig, new: LinkConfig
) -> tuple[int, int]:
    """Live records of this table that have several links and may keep one; and links that are lost because the record
    at their far end may keep one."""
    live = (
        f"FROM {old.relation} l JOIN {schema.relation} t ON t.id = l.{old.side} AND t.deleted_at IS NULL"
        f" JOIN {old.target_relation} o ON o.id = l.{old.other} AND o.deleted_at IS NULL"
    )
    own = far = 0
    if not new.cardinality.many:
        statement = f"SELECT count(*) FROM (SELECT {live} GROUP BY l.{old.side} HAVING count(*) > 1) x"
        row = await (await conn.execute(statement.encode())).fetchone()
        own = 0 if row is None else row[0]
    if not new.cardinality.reversed.many:
        statement = f"SELECT coalesce(sum(x.n - 1), 0)::bigint FROM (SELECT count(*) n {live} GROUP BY l.{old.other}) x"
        row = await (await conn.execute(statement.encode())).fetchone()
        far = 0 if row is None else row[0]
    return own, far


async def changed_ends(conn: AsyncConnection, config: LinkConfig, end: TableSchema, seq: int) -> list[int]:
    """The records that are linked with one whose title was written after this place in the feed."""
    cursor = await conn.execute(
        f"SELECT DISTINCT l.{config.side} FROM {config.relation} l"
        f" JOIN dataos.changes c ON c.record_key = l.{config.other} WHERE c.table_number = %s AND c.seq > %s"
        " AND (c.operation IN ('delete', 'restore') OR c.before ? %s OR c.after ? %s)".encode(),
        [config.target, seq, str(end.primary.number), str(end.primary.number)],
    )
    return [row[0] for row in await cursor.fetchall()]
