"""The link cells of a whole page at once.

A subquery per row and link descends two indexes and starts an aggregation for each cell. Here each link is three steps
for all rows together: the pairs of the page's records, by one walk through the index; the records at the far ends, each
read and made JSON once, however many cells show it; and the two joined, by record.

PostgreSQL cannot know how many pairs and records that will be, and a nested loop over a thousand times as many as it
expected would be quadratic. The joins are FULL because those it never makes by a nested loop; neither side of them has
a row without the other that would show, since pairs and far records are looked up by the keys of the side before.
"""

from dataclasses import dataclass

from api.records.sql.fragment import EMPTY, Fragment, compose
from api.records.sql.links import link_item
from core.fields.base import config_of
from core.fields.link import LinkConfig
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class Gathered:
    """``cell`` is the wire value beside a row of the page; ``tables`` are common table expressions, each with a comma
    before it, and ``join`` follows the page in the FROM clause."""

    cell: str
    tables: Fragment
    join: Fragment


def page_keys(page: str) -> Fragment:
    """What ``gather`` needs of the common table expression ``page``."""
    return Fragment(f", page_keys AS MATERIALIZED (SELECT array_agg(id) AS keys FROM {page})")


def gather(field: FieldDef, target: TableSchema | None, key: str, *, titled: bool, seen: str) -> Gathered:
    """The cells of one link. ``target`` is the linked table, None where it is gone; ``key`` is that of the row beside
    which a cell is shown; ``seen`` says which records ``lt`` the reader sees (``links.Seen``)."""
    config = config_of(field, LinkConfig)
    if config.link is None or target is None:
        return Gathered("NULL", EMPTY, EMPTY)
    number = field.number
    # Where a cell holds one record at most, a unique index says so, and nothing has to be aggregated or put in order.
    item, place = link_item(target, titled=titled), f", lk.pos_{config.side} AS place"
    cells = (
        "SELECT p.own, json_agg(f.item ORDER BY p.place, p.far) FILTER (WHERE f.id IS NOT NULL) AS cell"
        f" FROM pairs_{number} p FULL JOIN far_{number} f ON f.id = p.far GROUP BY p.own"
    )
    if not config.cardinality.many:
        item, place = compose("json_build_array({item})", item=item), ""
        cells = f"SELECT p.own, f.item AS cell FROM pairs_{number} p FULL JOIN far_{number} f ON f.id = p.far"
    tables = compose(
        ", pairs_{number} AS MATERIALIZED (SELECT lk.{side} AS own, lk.{other} AS far{place} FROM {pairs} lk"
        " WHERE lk.{side} = ANY ((SELECT keys FROM page_keys)::bigint[])),"
        " far_{number} AS MATERIALIZED (SELECT lt.id, {item} AS item FROM {target} lt WHERE lt.id ="
        " ANY ((SELECT array_agg(DISTINCT far) FROM pairs_{number})::bigint[]) AND lt.deleted_at IS NULL{seen})",
        seen=seen,
        number=str(number),
        side=config.side,
        other=config.other,
        place=place,
        pairs=config.relation,
        item=item,
        target=config.target_relation,
    )
    join = Fragment(f" FULL JOIN ({cells}) cell_{number} ON cell_{number}.own = {key}")
    return Gathered(f"cell_{number}.cell", tables, join)
