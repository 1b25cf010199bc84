"""Checks of what `dataos up` needs from the machine and from the installation."""

import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ops
from ops.cli.doctor.result import Result
from ops.processes.binaries import account_for, postgres_programs, program_beside_python
from ops.processes.errors import ProcessError
from ops.processes.home import Home
from ops.processes.ports import is_free

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


def home_writable(home: Home) -> Result:
    try:
        home.create()
        with tempfile.TemporaryFile(dir=home.root):
            return Result("home", str(home.root))
    except (OSError, ProcessError) as error:
        return Result("home", str(error), "make the folder writable, or choose another with --home")


def disk(home: Home) -> Result:
    existing = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    remedy = "" if free >= _LEAST_FREE_BYTES else "free at least 1 GB, or move the home to a larger disk"
    return Result("disk", f"{free / 1e9:.1f} GB free at {existing}", remedy)


def ports(home: Home, running: bool) -> Result:
    known = home.known_ports()
    shown = ", ".join(f"{name} {port}" for name, port in known.items())
    if running:
        return Result("ports", f"in use by the running DataOS: {shown}")
    taken = [f"{name} {port}" for name, port in known.items() if not is_free(port)]
    if taken:
        return Result("ports", f"taken by others: {', '.join(taken)}; the next start picks new ones")
    return Result("ports", f"free: {shown}" if known else "chosen at the first start")


def postgres_runs(home: Home) -> Result:
    try:
        account = account_for(home.postgres / "data")
        programs = postgres_programs(account)
    except ProcessError as error:
        return Result("postgres", "the embedded server cannot run", str(error))
    return Result("postgres", f"{programs / 'postgres'} runs as uid {account.uid}")


def temporal_runs() -> Result:
    try:
        program = program_beside_python("temporal")
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (ProcessError, OSError, subprocess.SubprocessError) as error:
        return Result("temporal", str(error), "run `make setup`, or set TEMPORAL_ADDRESS")
    return Result("temporal", done.stdout.strip())


def _lines(name: str) -> list[str]:
    path = ROOT / "requirements" / name
    return path.read_text().splitlines() if path.exists() else []
