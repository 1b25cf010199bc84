"""The order of the checks, and which apply to this installation."""

from collections.abc import Mapping

from api.settings import Settings, SettingsError
from ops.cli.doctor import machine, servers
from ops.cli.doctor.result import Result
from ops.processes.environ import checked, completed
from ops.processes.home import Home
from ops.processes.ports import Address

_OFF = "embedded; `dataos up` is not running"


def examine(home: Home, environ: Mapping[str, str]) -> list[Result]:
    """Every finding, most basic first. Changes nothing, and needs no home."""
    place = machine.home_writable(home)
    running = home.holder() is not None
    own_database, own_temporal = "DATABASE_URL" not in environ, "TEMPORAL_ADDRESS" not in environ
    results = [machine.python(), machine.libraries(), machine.web_build(), *machine.settings(environ), place]
    if home.exists():
        results.append(machine.permissions(home))
    results.append(machine.disk(home))
    settings = _settings(home, environ)
    if not place.bad:
        results.append(machine.ports(home, running, _wanted(settings, environ)))
    if own_database:
        results.append(machine.postgres_runs(home))
    if own_temporal:
        results.append(machine.temporal_runs())
    if settings is None:
        return results
    if not place.bad:
        results.append(_files(settings))
    if own_database and not running:
        results.append(Result("database", _OFF, idle=True))
    else:
        results += servers.database(settings)
    if own_temporal and not running:
        return [*results, Result("workflows", _OFF, idle=True)]
    return results + servers.temporal(settings)


def _files(settings: Settings) -> Result:
    """The folder of files is made when the first one comes; looking makes none."""
    if settings.files.bucket is None and not (settings.files.directory or settings.home / "files").exists():
        return Result("files", "no folder of files yet; the first one makes it", idle=True)
    return servers.files(settings)


def _settings(home: Home, environ: Mapping[str, str]) -> Settings | None:
    try:
        return checked(completed(home, environ) if home.exists() else environ)
    except SettingsError:
        return None


def _wanted(settings: Settings | None, environ: Mapping[str, str]) -> Address | None:
    if settings is None or "DATAOS_PORT" not in environ:
        return None
    return Address(settings.http.host, settings.http.port)
