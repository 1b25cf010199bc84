"""The keys of a view's records in their order, packed: four bytes each as PostgreSQL sends an int4, or eight.

Nothing here runs once per key. Cutting a page out of a million takes microseconds, finding one of them or moving it
about a millisecond, because both are the C library's memory search and copy.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NARROW = 4
WIDE = 8


@dataclass(frozen=True, slots=True)
class Keys:
    """Big-endian, ``width`` bytes each."""

    data: bytes
    width: int = NARROW

    def __len__(self) -> int:
        return len(self.data) // self.width

    def cut(self, first: int, last: int) -> list[int]:
        """The keys at places from ``first`` up to but without ``last``; places beyond the end hold none.

        >>> Keys.of([7, 8, 9]).cut(1, 5)
        [8, 9]
        """
        piece = self.data[first * self.width : last * self.width]
        return list(struct.unpack(f">{len(piece) // self.width}{_CODES[self.width]}", piece))

    def at(self, places: Sequence[int]) -> list[int]:
        return [self.cut(place, place + 1)[0] for place in places]

    def find(self, key: int) -> int | None:
        """The place of a key.

        >>> Keys.of([7, 8, 9]).find(9), Keys.of([7, 8, 9]).find(5)
        (2, None)
        """
        if not 0 <= key < 1 << (8 * self.width - 1):
            return None
        sought, at = key.to_bytes(self.width, "big"), -1
        while (at := self.data.find(sought, at + 1)) >= 0:
            # The same bytes may lie across two keys.
            if at % self.width == 0:
                return at // self.width
        return None

    def without(self, keys: Iterable[int]) -> "Keys":
        """Those that are not here change nothing."""
        places = sorted(place for key in set(keys) if (place := self.find(key)) is not None)
        pieces, start = list[bytes](), 0
        for place in places:
            pieces.append(self.data[start : place * self.width])
            start = (place + 1) * self.width
        return Keys(b"".join([*pieces, self.data[start:]]), self.width)

    def having(self, inserted: Sequence[tuple[int, int]]) -> "Keys":
        """With pairs of (place, key) put in: places are those of these keys, ascending.

        >>> Keys.of([7, 9]).having([(1, 8), (2, 3)]).cut(0, 9)
        [7, 8, 9, 3]
        """
        pieces, start = list[bytes](), 0
        for place, key in inserted:
            pieces.append(self.data[start : place * self.width])
            pieces.append(key.to_bytes(self.width, "big"))
            start = place * self.width
        return Keys(b"".join([*pieces, self.data[start:]]), self.width)

    @classmethod
    def of(cls, keys: Sequence[int], width: int = NARROW) -> "Keys":
        return cls(struct.pack(f">{len(keys)}{_CODES[width]}", *keys), width)


_CODES = {NARROW: "i", WIDE: "q"}
