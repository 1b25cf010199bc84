"""What becomes of JSON from PostgreSQL.

``json`` is what PostgreSQL made for the wire: it is passed on as it is. ``jsonb`` is data: it is parsed.
"""

import orjson
from psycopg.adapt import AdaptersMap, Buffer, Loader


class UnreadableJson:
    """A jsonb value that PostgreSQL holds and we cannot: a number beyond any float, or too many levels.

    A reader that raised would take down the whole result, and with it every sound row. This takes the value's place: no
    mapping, list, text or truth, so whoever checks stored data refuses it, and whoever does not fails on it.
    """

    def __bool__(self) -> bool:
        raise TypeError("a stored JSON value cannot be read")


class JsonBytes(Loader):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class JsonbValue(Loader):
    def load(self, data: Buffer) -> object:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            return UnreadableJson()


def register_loaders(adapters: AdaptersMap) -> None:
    """The loaders that every connection of ours has."""
    adapters.register_loader("json", JsonBytes)
    adapters.register_loader("jsonb", JsonbValue)
