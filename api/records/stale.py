"""A statement was compiled from a schema or policy that is no longer current."""

from core.errors import Unavailable


class StaleSchema(Unavailable):
    """Nothing was done. Forget what is remembered of ``table`` (a number), load it again and retry, once."""

    def __init__(self, table: int) -> None:
        super().__init__("schema_changed", "The table was being changed at that moment. Try again.")
        self.table = table
