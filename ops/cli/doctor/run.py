"""The order of the checks, and which apply to this installation."""

from collections.abc import Mapping

from api.settings import Settings, SettingsError
from ops.cli.doctor import machine, servers
from ops.cli.doctor.result import Result
from ops.processes.environ import completed
from ops.processes.home import Home


def examine(home: Home, environ: Mapping[str, str]) -> list[Result]:
    """Every finding, most basic first."""
    writable = machine.home_writable(home)
    running = not writable.bad and home.holder() is not None
    own_database, own_temporal = "DATABASE_URL" not in environ, "TEMPORAL_ADDRESS" not in environ
    results = [machine.python(), machine.libraries(), machine.web_build(), writable, machine.disk(home)]
    if own_database:
        results.append(machine.postgres_runs(home))
    if own_temporal:
        results.append(machine.temporal_runs())
    if writable.bad:
        return results
    results.append(machine.ports(home, running))
    off = "embedded; `dataos up` is not running"
    if own_database and not running:
        return [*results, Result("database", off, idle=True)]
    try:
        settings = Settings.load(completed(home, environ))
    except SettingsError as error:
        return [*results, Result("settings", str(error), "correct the environment or .env")]
    results += servers.database(settings)
    if own_temporal and not running:
        return [*results, Result("workflows", off, idle=True)]
    return results + servers.temporal(settings)
