"""What large tables' indexes are made and kept for."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE dataos.index_uses ("
        " table_number bigint NOT NULL REFERENCES dataos.tables (number) ON DELETE CASCADE,"
        " want text NOT NULL,"
        " slow int NOT NULL DEFAULT 0,"
        " slow_at timestamptz,"
        " scans bigint NOT NULL DEFAULT 0,"
        " scanned_at timestamptz,"
        " dropped_at timestamptz,"
        " failed_at timestamptz,"
        " error text,"
        " PRIMARY KEY (table_number, want))"
    )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
