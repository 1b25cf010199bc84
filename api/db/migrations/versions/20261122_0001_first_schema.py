"""The schema ``dataos`` of the first release, from ``api/db/schema.sql``."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SCRIPT = Path(__file__).parents[2] / "schema.sql"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_SCRIPT.read_text())


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
