"""A note beside this home's own database that the demo is in it, so that a start need not look.

It is gone when the database's folder is. The demo's password follows the installation's secret, and so does the note.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import cast


class DemoMark:
    def __init__(self, folder: Path, secret: str) -> None:
        """``folder`` holds the database."""
        self._path = folder / "demo.json"
        self._made_with = hashlib.sha256(f"demo mark {secret}".encode()).hexdigest()

    def login(self) -> str | None:
        """The demo's login as `dataos seed` said it; None when it has to be asked again."""
        try:
            noted = cast("dict[str, str]", json.loads(self._path.read_text(encoding="utf-8")))
            return noted["login"] if noted["madeWith"] == self._made_with else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, login: str) -> None:
        content = json.dumps({"login": login, "madeWith": self._made_with})
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
