"""The rows of a snapshot without the records that a query leaves out."""

from dataclasses import dataclass

from api.records.snapshots.keys import Keys
from core.query.ast import Query


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Keys without those that the query leaves out, which stand at ``places``."""

    keys: Keys
    places: tuple[int, ...]

    @property
    def total(self) -> int:
        return len(self.keys) - len(self.places)

    def cut(self, query: Query) -> list[int]:
        first = query.page.offset or 0
        last = first + query.page.limit
        gone = set(self.places)
        # Each place that is left out before a row moves it one on.
        for place in self.places:
            if place <= first:
                first += 1
        found = self.keys.cut(first, last + len(self.places))
        return [key for at, key in enumerate(found, first) if at not in gone][: query.page.limit]


def left_out(keys: Keys, query: Query) -> LeftOut:
    places = (keys.find(key) for key in query.without)
    return LeftOut(keys, tuple(sorted({place for place in places if place is not None})))
