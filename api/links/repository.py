"""SQL of links. What is counted in a table of pairs is made of our own names and numbers only."""

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api.db.engine import WriteSession
from core.errors import Unavailable
from core.fields.link import LinkConfig
from core.ids import FieldId, TableId

_LOCK_NOT_AVAILABLE = "55P03"


async def take_number(session: WriteSession) -> int:
    statement = text("SELECT nextval(pg_get_serial_sequence('dataos.links', 'number'))")
    return (await session.execute(statement)).scalar_one()


async def add(
    session: WriteSession, number: int, *, table_a: TableId, field_a: FieldId, table_b: TableId, field_b: FieldId
) -> None:
    await session.execute(
        text(
            "INSERT INTO dataos.links (number, table_a, field_a, table_b, field_b) OVERRIDING SYSTEM VALUE"
            " VALUES (:number, :table_a, :field_a, :table_b, :field_b)"
        ),
        {"number": number, "table_a": table_a, "field_a": field_a, "table_b": table_b, "field_b": field_b},
    )


async def has_view(session: WriteSession, view: str, table: str) -> bool:
    statement = text("SELECT 1 FROM dataos.views WHERE id = :view AND table_id = :table AND deleted_at IS NULL")
    return (await session.execute(statement, {"view": view, "table": table})).first() is not None


async def hold_pairs(session: WriteSession, config: LinkConfig) -> None:
    """No pair is written until commit. Raises Unavailable when somebody else holds them for more than a second."""
    await session.execute(text("SET LOCAL lock_timeout = '1s'"))
    try:
        await session.execute(text(f"LOCK TABLE {config.relation} IN SHARE ROW EXCLUSIVE MODE"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise Unavailable("table_busy", "The link is busy with a long operation. Try again in a moment.") from error
        raise


async def count_several(session: WriteSession, config: LinkConfig, side: str, tables: tuple[str, str]) -> int:
    """Live records of this side that are linked to several live ones; ``tables`` are the relations of a and b."""
    found = await session.execute(
        text(
            f"SELECT count(*) FROM (SELECT l.{side} FROM {config.relation} l"
            f" JOIN {tables[0]} ta ON ta.id = l.a AND ta.deleted_at IS NULL"
            f" JOIN {tables[1]} tb ON tb.id = l.b AND tb.deleted_at IS NULL"
            f" GROUP BY l.{side} HAVING count(*) > 1) several"
        )
    )
    return found.scalar_one()
