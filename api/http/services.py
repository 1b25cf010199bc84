"""The services of this process, built once in the lifespan and found by their class.

Found by class, not as named attributes, so that `api/http` stays below the features: a low feature's route must not
import a high feature's service through here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

from api.auth.current import Authenticate
from api.db.engine import Database
from api.settings import Settings

Service = TypeVar("Service")


@dataclass(frozen=True)
class AppServices:
    """``features`` holds one instance per service class."""

    settings: Settings
    database: Database
    authenticate: Authenticate
    features: dict[type[object], object]

    def get(self, kind: type[Service]) -> Service:
        """The service of exactly this class; a KeyError is a mistake in `api/app.py`."""
        return cast(Service, self.features[kind])


def by_class(services: Iterable[object]) -> dict[type[object], object]:
    """``features`` from instances. Raises ValueError when two have the same class."""
    found: dict[type[object], object] = {}
    for service in services:
        if type(service) in found:
            raise ValueError(f"{type(service).__name__} is given twice")
        found[type(service)] = service
    return found
