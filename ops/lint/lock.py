"""Resolve `requirements/*.in` into hash-locked files, and tell whether a lock still answers its inputs.

Run as `python -m ops.lint.lock` to write the locks. The check needs no network: every pin of the inputs must be in
the lock, and a lock must contain the one it extends.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path("requirements")
LOCKS: dict[str, tuple[str, ...]] = {
    "up.txt": ("runtime.in", "embedded.in"),
    "dev.txt": ("runtime.in", "embedded.in", "dev.in"),
}
_OPTIONS = ("--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")


def pins(path: Path) -> dict[str, str]:
    """Normalised package name → version."""
    found = (_PIN.match(line) for line in path.read_text().splitlines())
    return {re.sub(r"[-_.]+", "-", pin["name"]).lower(): pin["version"] for pin in found if pin}


def stale(root: Path) -> Iterator[str]:
    """What in the locks no longer follows from the inputs."""
    folder = root / _FOLDER
    for lock, inputs in LOCKS.items():
        locked = pins(folder / lock)
        for name in inputs:
            for package, version in pins(folder / name).items():
                if locked.get(package) != version:
                    yield f"{_FOLDER / lock}: {package} is {locked.get(package)}, {name} asks for {version}: make lock"
    for package, version in pins(folder / "up.txt").items():
        if pins(folder / "dev.txt").get(package) != version:
            yield f"{_FOLDER / 'dev.txt'}: {package} differs from up.txt: make lock"


def write(root: Path) -> None:
    for lock, inputs in LOCKS.items():
        constraint = ["--constraint", "up.txt"] if lock != "up.txt" else []
        command = [sys.executable, "-m", "uv", "pip", "compile", *_OPTIONS, *constraint, *inputs, "--output-file", lock]
        subprocess.run(command, cwd=root / _FOLDER, check=True)


if __name__ == "__main__":
    write(Path.cwd())
