"""Checks of what `dataos up` needs from the machine and from the installation."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ops
from api.settings import SettingsError
from ops.cli.doctor.result import Result
from ops.cli.strange_settings import strange
from ops.processes.binaries import account_for, program_beside_python, runnable_programs
from ops.processes.environ import ENV_FILE, checked
from ops.processes.errors import ProcessError
from ops.processes.home import Home
from ops.processes.ports import Address, is_free

ROOT = Path(ops.__file__ or "").resolve().parents[1]
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>\S+)$")
_LEAST_FREE_BYTES = 1_000_000_000


def python() -> Result:
    found = f"{sys.version.split()[0]} at {sys.executable}"
    return Result("python", found, "" if sys.version_info >= (3, 11) else "DataOS needs Python 3.11 or newer")


def libraries() -> Result:
    """Every pinned direct dependency is installed in its pinned version."""
    wrong: list[str] = []
    pins = [_PIN.match(line) for file in ("runtime.in", "embedded.in") for line in _lines(file)]
    for pin in filter(None, pins):
        try:
            installed = version(pin["name"])
        except PackageNotFoundError:
            installed = "missing"
        if installed != pin["version"]:
            wrong.append(f"{pin['name']} {installed} instead of {pin['version']}")
    if wrong:
        return Result("libraries", "; ".join(wrong), "run `make setup`")
    return Result("libraries", f"{len(pins)} pinned packages as locked")


def web_build() -> Result:
    index = ROOT / "web" / "dist" / "index.html"
    if index.exists():
        return Result("web", f"built in {index.parent}")
    return Result("web", "not built", "run `make setup`: the API serves without it, the browser gets no app")


def settings(environ: Mapping[str, str]) -> list[Result]:
    """A finding for each fault, and for each variable that has no effect."""
    remedy = "correct it in the environment or in .env"
    found = [Result("settings", line, remedy) for line in strange(environ, ENV_FILE)]
    try:
        checked(environ)
    except SettingsError as error:
        found += [Result("settings", str(fault), remedy) for fault in error.faults]
    return found or [Result("settings", "all given ones are usable")]


def home_writable(home: Home) -> Result:
    existing = _nearest(home.root)
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        remedy = "make the folder writable, or choose another with --home"
        return Result("home", f"{home.root}: {existing} cannot be written", remedy)
    if existing != home.root:
        return Result("home", f"{home.root} is not there yet; `dataos up` makes it", idle=True)
    return Result("home", str(home.root))


def permissions(home: Home) -> Result:
    """Whether other accounts are kept out of the secrets and the data."""
    open_to_others = [
        f"{path} is {stat.filemode(mode)}"
        for path in (home.root, home.root / "secrets.json", home.postgres / "data")
        if path.exists() and (mode := path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_to_others:
        return Result("permissions", "; ".join(open_to_others), f"chmod -R go= {home.root}")
    return Result("permissions", "the home is closed to other accounts")


def disk(home: Home) -> Result:
    existing = _nearest(home.root)
    free = shutil.disk_usage(existing).free
    remedy = "" if free >= _LEAST_FREE_BYTES else "free at least 1 GB, or move the home to a larger disk"
    return Result("disk", f"{free / 1e9:.1f} GB free at {existing}", remedy)


def ports(home: Home, running: bool, wanted: Address | None) -> Result:
    """`wanted`: what the settings say the API must listen on."""
    known = home.known_ports()
    shown = ", ".join(f"{name} {port}" for name, port in known.items())
    if running:
        return Result("ports", f"in use by the running DataOS: {shown}")
    if wanted is not None and not is_free(wanted.port, wanted.host):
        return Result("ports", f"port {wanted.port} is taken by another program", "choose another as DATAOS_PORT")
    taken = [f"{name} {port}" for name, port in known.items() if not is_free(port)]
    if taken:
        return Result("ports", f"taken by others: {', '.join(taken)}; the next start picks new ones")
    return Result("ports", f"free: {shown}" if known else "chosen at the first start")


def postgres_runs(home: Home) -> Result:
    try:
        account = account_for(home.postgres / "data")
        programs = runnable_programs(account)
    except ProcessError as error:
        return Result("postgres", "the embedded server cannot run", str(error))
    if programs is None:
        return Result("postgres", f"`dataos up` makes a copy of the programs that uid {account.uid} may run", idle=True)
    return Result("postgres", f"{programs / 'postgres'} runs as uid {account.uid}")


def temporal_runs() -> Result:
    try:
        program = program_beside_python("temporal")
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (ProcessError, OSError, subprocess.SubprocessError) as error:
        return Result("temporal", str(error), "run `make setup`, or set TEMPORAL_ADDRESS")
    return Result("temporal", done.stdout.strip())


def _nearest(folder: Path) -> Path:
    """The folder, or the closest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _lines(name: str) -> list[str]:
    path = ROOT / "requirements" / name
    return path.read_text().splitlines() if path.exists() else []
