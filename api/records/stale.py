"""A statement was compiled from a schema or policy that is no longer current."""

from psycopg import errors

from core.errors import Unavailable

MOVED = (
    errors.UndefinedColumn,
    errors.UndefinedTable,
    errors.InvalidSchemaName,
    errors.UndefinedFunction,
    errors.DatatypeMismatch,
    errors.CannotCoerce,
)
"""What PostgreSQL says of a statement before it comes to look at versions: columns are gone, or have other types."""


class StaleSchema(Unavailable):
    """Nothing was done. Forget what is remembered of ``table`` (a number), load it again and retry, once."""

    def __init__(self, table: int) -> None:
        super().__init__("schema_changed", "The table was being changed at that moment. Try again.")
        self.table = table
