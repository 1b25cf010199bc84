"""What is in the environment or in `.env` and has no effect: most likely a slip of the pen."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv.parser import parse_stream

from api.kit.printable import printable
from api.kit.setting_group import variables
from api.settings import GROUPS
from ops.processes.handover import CHILD, LISTEN_FD, READY_FILE

ADMIN_PASSWORD = "DATAOS_ADMIN_PASSWORD"  # noqa: S105 - the variable's name
"""Read by `dataos create-admin`."""

_PREFIX = "DATAOS_"
_NOT_SETTINGS = {LISTEN_FD, READY_FILE, CHILD, ADMIN_PASSWORD}


def strange(environ: Mapping[str, str], file: Path) -> list[str]:
    """A line for each unknown variable of ours in `environ`, and for each line of `file` that is none."""
    known = [name for group in GROUPS for name in variables(group)]
    unknown = sorted(
        name for name in environ if name.startswith(_PREFIX) and name not in _NOT_SETTINGS and name not in known
    )
    return [*_unread_lines(file), *(_unknown(name, known) for name in unknown)]


def _unknown(name: str, known: list[str]) -> str:
    nearest = get_close_matches(name, known, n=1)
    advice = f"did you mean {nearest[0]}?" if nearest else "ops/settings.md lists them all"
    return f"{printable(name)} is not a setting and has no effect; {advice}"


def _unread_lines(file: Path) -> list[str]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig") as stream:
        wrong = [binding.original.line for binding in parse_stream(stream) if binding.error]
    return [f"{file.name} line {number} is not NAME=value and has no effect" for number in wrong]
