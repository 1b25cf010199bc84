"""What `dataos up` was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from api.settings import Settings, SettingsError
from ops.processes.access_log import check_access_log
from ops.processes.environ import checked


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """environ: what the operator gave. settings: the same, read. port: of the API, None for the last one or any."""

    environ: dict[str, str]
    settings: Settings
    port: int | None
    demo: bool

    @classmethod
    def of(cls, environ: dict[str, str], *, told_as: Mapping[str, str], demo: bool) -> Self:
        """`told_as`: variables whose value came from an option of the command line. Raises SettingsError."""
        try:
            settings = checked(environ)
            check_access_log(settings.log)
        except SettingsError as error:
            faults = [replace(fault, name=told_as.get(fault.name, fault.name)) for fault in error.faults]
            raise SettingsError(faults) from error
        port = settings.http.port if "DATAOS_PORT" in environ else None
        return cls(environ=environ, settings=settings, port=port, demo=demo)

    @property
    def own_database(self) -> bool:
        return "DATABASE_URL" not in self.environ

    @property
    def own_temporal(self) -> bool:
        return "TEMPORAL_ADDRESS" not in self.environ
