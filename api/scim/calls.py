"""One request of a directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.db.engine import WriteSession
from api.scim.faults import bad_value
from api.sso.providers import Provider
from core.ids import UserId
from core.values import JsonValue

MAX_PAGE = 200
_PAGE = 100
Json = Mapping[str, JsonValue]


@dataclass(slots=True)
class Call:
    """``ended`` are people of whom this process must forget what it knows once it is committed."""

    session: WriteSession
    provider: Provider
    query: Mapping[str, str]
    ended: list[UserId] = field(default_factory=list[UserId])

    def window(self) -> tuple[int, int]:
        """First index, from 1, and how many. Raises ScimError."""
        start, count = self._number("startIndex", 1), self._number("count", _PAGE)
        return max(1, start), min(max(0, count), MAX_PAGE)

    def shown(self, resource: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """With the attributes that were asked for."""
        only, without = self._names("attributes"), self._names("excludedAttributes")
        always = {"id", "schemas"}
        return {
            key: value
            for key, value in resource.items()
            if key in always or ((not only or key.lower() in only) and key.lower() not in without)
        }

    def _number(self, name: str, usual: int) -> int:
        given = self.query.get(name)
        if given is None or given == "":
            return usual
        if not given.lstrip("-").isdecimal() or len(given) > 9:
            raise bad_value(f"{name} is a number.")
        return int(given)

    def _names(self, name: str) -> set[str]:
        return {part.strip().partition(".")[0].lower() for part in self.query.get(name, "").split(",") if part.strip()}
