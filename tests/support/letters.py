"""Mails about accounts, as the outbox has them."""

import re
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True)
class Written:
    to: str
    subject: str
    body: str
    workspace: str | None

    @property
    def secret(self) -> str:
        """What the link in it ends with."""
        found = re.search(r"https?://\S+#(\S+)", self.body)
        assert found is not None, self.body
        return found[1]


def letters(database_url: str, to: str | None = None) -> list[Written]:
    """Oldest first."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT recipients[1], subject, body, workspace_id FROM dataos.mails ORDER BY created_at, id"
        ).fetchall()
    return [Written(*row) for row in rows if to in {None, row[0]}]
