"""DDL of the tables of pairs that links are (DESIGN §5); a part of ``physical``, which says how DDL waits for locks.

``a`` and ``b`` are record keys of the two tables, ``pos_a`` is the place of ``b`` in the cell of ``a``, and ``pos_b``
the other way round. Places order, they do not count: a cell that is written gets 1, 2, 3 …, and a pair that comes in
from the other side gets the next number of a sequence that begins far above, hence the cell's end.

A pair outlives the deletion of its records, so that a restored record has its links again; readers join the live
records. Where a record may be in one pair only, a unique index says so for deleted records too: whoever links their
partner anew drops the old pair.
"""

from psycopg import AsyncConnection, sql
from psycopg.errors import UniqueViolation

from api.db.physical import alter
from core.errors import Conflict
from core.fields.link import MAX_LINKS, LinkConfig

_FIRST_PLACE = MAX_LINKS * 100


async def create_pairs(conn: AsyncConnection, config: LinkConfig) -> None:
    """The table of pairs of a new link, as its ``config`` names it."""
    names = _names(config)
    await conn.execute(
        sql.SQL("CREATE SEQUENCE {places} AS integer MINVALUE {first}").format(**names, first=sql.Literal(_FIRST_PLACE))
    )
    place = sql.SQL("integer NOT NULL DEFAULT nextval({})").format(sql.Literal(f"{config.relation}_place"), **names)
    await conn.execute(
        sql.SQL(
            "CREATE TABLE {pairs} (a bigint NOT NULL, b bigint NOT NULL, pos_a {place}, pos_b {place},"
            " PRIMARY KEY (a, b)) WITH (autovacuum_vacuum_scale_factor = 0.02,"
            " autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)"
        ).format(**names, place=place)
    )
    await conn.execute(sql.SQL("ALTER SEQUENCE {places} OWNED BY {pairs}.pos_a").format(**names))
    await conn.execute(sql.SQL("CREATE INDEX {reverse} ON {pairs} (b, a)").format(**names))
    for side in singles(config):
        await _add_single(conn, config, side)


async def drop_pairs(conn: AsyncConnection, config: LinkConfig) -> None:
    """Throws the pairs away for good: of a link that never became one, or that nothing can bring back any more."""
    await alter(conn, config.relation, sql.SQL("DROP TABLE IF EXISTS {pairs}").format(**_names(config)))


async def change_singles(conn: AsyncConnection, before: LinkConfig, after: LinkConfig) -> None:
    """Makes the unique indexes those of ``after``. Raises Conflict where a record has more pairs than it may."""
    for side in sorted(singles(before) - singles(after)):
        index = sql.Identifier(f"ws_{after.workspace}", _single(after, side))
        await alter(conn, after.relation, sql.SQL("DROP INDEX IF EXISTS {}").format(index))
    for side in sorted(singles(after) - singles(before)):
        await _add_single(conn, after, side)


def singles(config: LinkConfig) -> frozenset[str]:
    """The sides on which a record may be in one pair only."""
    found = {config.side: config.cardinality.many, config.other: config.cardinality.reversed.many}
    return frozenset(side for side, many in found.items() if not many)


async def _add_single(conn: AsyncConnection, config: LinkConfig, side: str) -> None:
    index = sql.Identifier(_single(config, side))
    statement = sql.SQL("CREATE UNIQUE INDEX IF NOT EXISTS {} ON {pairs} ({})").format(
        index, sql.Identifier(side), **_names(config)
    )
    try:
        await alter(conn, config.relation, statement)
    except UniqueViolation as error:
        message = "Records of this link have several links each. Leave them one each, then try again."
        raise Conflict("several_links", message, "config.cardinality") from error


def _single(config: LinkConfig, side: str) -> str:
    return f"l_{config.link}_{side}_key"


def _names(config: LinkConfig) -> dict[str, sql.Identifier]:
    schema = f"ws_{config.workspace}"
    return {
        "pairs": sql.Identifier(schema, f"l_{config.link}"),
        "places": sql.Identifier(schema, f"l_{config.link}_place"),
        "reverse": sql.Identifier(f"l_{config.link}_ba"),
    }
