"""Writes `web/openapi.json`, the source of the web client: `python -m ops.openapi`; with `--check` it compares."""

import json
import sys
from pathlib import Path

from api.app import create_app
from api.settings import Settings

TARGET = Path("web") / "openapi.json"

# The document does not depend on settings, but an application does; nothing is connected.
_SETTINGS = {"DATABASE_URL": "postgresql://unused/unused", "DATAOS_SECRET": "unused" * 8}


def document() -> str:
    described = create_app(Settings.load(_SETTINGS)).openapi()
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def main(root: Path, check: bool) -> int:
    fresh = document()
    if not check:
        (root / TARGET).write_text(fresh, encoding="utf-8")
        return 0
    if (root / TARGET).read_text(encoding="utf-8") == fresh:
        return 0
    sys.stderr.write(f"{TARGET} is not what the API describes: run `make client` and commit the result\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(Path.cwd(), "--check" in sys.argv[1:]))
